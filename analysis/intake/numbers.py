"""Numbers as exports spell them: decimal comma or point, blanks between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DataFileError
from analysis.intake.problems import report_cells
from analysis.intake.spelling import tidy

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]*)?")
# "4,472" may be four thousand or four and a bit; "0,472" and "4,47" can only be decimals.
UNCLEAR = {mark: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}\{mark}[0-9]{{3}}") for mark in ",."}
ROUNDED_ID = re.compile(r"[0-9]+[.,][0-9]+[eE][+]?[0-9]+")
DECIMAL_ID = re.compile(r"\A([0-9]+)[.,]0+\Z")
MINUS = str.maketrans("\u2212\u2013", "--")

NOT_A_NUMBER = "write a number such as 12.5, without words or units"
NO_BLANK = "fill in the value, or take the customer out of all four tables"
MARKS = "write all numbers of the file without separators of thousands, e.g. 4472.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecimalMarks:
    """How a file writes decimals. `doubtful` are the marks that may part thousands instead."""

    comma: bool
    doubtful: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A column read as numbers: NaN where a problem says why."""

    values: pd.Series[float]
    problems: tuple[DataFileError, ...]
    with_blanks: int  # cells with blanks around or inside the number


def read_numbers(file: str, column: str, cells: pd.Series[str], marks: DecimalMarks) -> Numbers:
    """Cells of text (index = spreadsheet row) as float64."""
    spelled = {text: plain(text) for text in cells.unique().tolist()}
    read = {text: to_float(number, marks.doubtful) for text, number in spelled.items()}
    values = cells.map(read).astype("float64") + 0.0  # "-0" is 0
    blank = cells[cells.map(spelled).eq("")]
    wrong = cells[values.isna() & ~cells.index.isin(blank.index)]
    unclear = wrong[
        wrong.map(spelled).map(lambda number: is_unclear(number, marks.doubtful)).astype(bool)
    ]
    text = wrong[~wrong.index.isin(unclear.index)]
    problems = [
        *report_cells(file, column, blank, lambda _: "the cell is blank", NO_BLANK),
        *report_cells(file, column, text, lambda cell: f"{cell!r} is not a number", NOT_A_NUMBER),
        *report_cells(
            file, column, unclear, lambda cell: f"{cell!r} may be thousands or decimals", MARKS
        ),
    ]
    padded = cells.map({text: text != number for text, number in spelled.items()})
    return Numbers(values=values, problems=tuple(problems), with_blanks=int(padded.sum()))


def plain(text: str) -> str:
    """The number's text without blanks; a text that is no number stays as it is, tidied.

    >>> plain(" 4\\u00a0472,5 "), plain("−3"), plain("1 2")
    ('4472,5', '-3', '1 2')
    """
    tidied = tidy(text).translate(MINUS)
    return tidied.replace(" ", "") if THOUSANDS.fullmatch(tidied) else tidied


def to_float(text: str, doubtful: str) -> float:
    """The number, or NaN where the text is none or is unclear."""
    if not NUMBER.fullmatch(text) or is_unclear(text, doubtful):
        return float("nan")
    value = float(text.replace(",", "."))
    return value if np.isfinite(value) else float("nan")


def is_unclear(text: str, doubtful: str) -> bool:
    """Whether one of the doubtful marks may part thousands in this number."""
    return any(UNCLEAR[mark].fullmatch(text) for mark in doubtful)


def decimal_marks(columns: Iterable[pd.Series[str]], separator: str) -> DecimalMarks:
    """Which decimal marks the number columns of one file use.

    A file with one mark uses it for decimals: a point always; a comma where semicolons part
    the cells (the habit of countries with decimal commas) or where at least one number can be
    nothing else. Where both marks stand in one file, no number that may be read in two ways is
    trusted.
    """
    texts = {plain(text) for cells in columns for text in cells.unique().tolist()}
    numbers = [text for text in texts if NUMBER.fullmatch(text)]
    comma = [text for text in numbers if "," in text]
    point = [text for text in numbers if "." in text]
    if comma and point:
        return DecimalMarks(comma=True, doubtful=",.")
    sure = separator == ";" or any(not UNCLEAR[","].fullmatch(text) for text in comma)
    return DecimalMarks(comma=bool(comma), doubtful="," if comma and not sure else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """A column read as ids: blank where a problem says why."""

    values: pd.Series[str]
    problems: tuple[DataFileError, ...]
    as_decimals: int  # cells such as "215348.0"


def read_ids(file: str, column: str, cells: pd.Series[str]) -> Ids:
    """Cells of text as ids: "215348.0" is 215348, everything else is kept as it is."""
    tidied = {text: tidy(text) for text in cells.unique().tolist()}
    read = {text: DECIMAL_ID.sub(r"\1", name) for text, name in tidied.items()}
    whole = cells.map(read)
    blank = cells[whole.eq("")]
    lossy = [text for text, name in read.items() if ROUNDED_ID.fullmatch(name)]
    rounded = cells[cells.isin(lossy)]
    problems = [
        *report_cells(file, column, blank, lambda _: "the id is blank", "fill in the id"),
        *report_cells(
            file,
            column,
            rounded,
            lambda cell: f"{cell!r} is an id that a spreadsheet has rounded",
            "format the column as text before exporting, e.g. 215348",
        ),
    ]
    bad = whole.index.isin(blank.index) | whole.index.isin(rounded.index)
    return Ids(
        values=whole.mask(bad, ""),
        problems=tuple(problems),
        as_decimals=int(cells.map({text: read[text] != tidied[text] for text in read}).sum()),
    )
