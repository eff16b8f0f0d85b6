"""Numbers as exports spell them: decimal comma or point, blanks between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.errors import DataFileError
from analysis.intake.problems import quoted, report_cells
from analysis.intake.spelling import stands_for_nothing, tidy

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]*)?")
# "4,472" may be four thousand or four and a bit; "0,472" and "4,47" can only be decimals.
UNCLEAR = {mark: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}\{mark}[0-9]{{3}}") for mark in ",."}
# Separators of thousands together with a decimal mark, or of a kind that is not read at all.
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[.,'’ ][0-9]{3})+(?:[.,][0-9]+)?")
PERCENT = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)? ?%")
LONG_WHOLE = re.compile(r"[+-]?[1-9][0-9]{3,}")
# Separator of cells -> decimal mark, by country.
HABIT = {";": ",", ",": "."}
MINUS = str.maketrans("\u2212\u2013", "--")

NO_BLANK = "fill in the value, or take the customer out of all four tables"
UNGROUPED = "write numbers without separators of thousands, e.g. 4472.5"
MARKS = "write thousands as 4472 and decimals as 4.4720 throughout the file"
# What a cell that cannot be read as a number is -> how to repair it.
NOT_NUMBERS = {
    "has separators of thousands": UNGROUPED,
    "is a percentage": "write it as a fraction, e.g. 0.75 for 75 %",
    "may be thousands or decimals": MARKS,
    "stands for no value": NO_BLANK,
    "is not a number": "write a number such as 12.5, without words or units",
}


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
    fault = wrong.map({text: fault_of(spelled[text], marks.doubtful) for text in wrong.unique()})
    problems = report_cells(file, column, blank, lambda _: "the cell is blank", NO_BLANK)
    for says, fix in NOT_NUMBERS.items():
        problems += report_cells(
            file, column, wrong[fault == says], partial(say_fault, fault=says), fix
        )
    padded = cells.map({text: text != number for text, number in spelled.items()})
    return Numbers(values=values, problems=tuple(problems), with_blanks=int(padded.sum()))


def fault_of(number: str, doubtful: str) -> str:
    """Why a text cannot be read as a number: a key of NOT_NUMBERS."""
    if is_unclear(number, doubtful):
        return "may be thousands or decimals"
    if PERCENT.fullmatch(number):
        return "is a percentage"
    if stands_for_nothing(number):
        return "stands for no value"
    return "has separators of thousands" if GROUPED.fullmatch(number) else "is not a number"


def say_fault(cell: str, *, fault: str) -> str:
    """One faulty cell in words."""
    return f"{quoted(cell)} {fault}"


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

    Where both marks stand in one file, no number that may be read in two ways is trusted; where
    one does, it must be shown to part decimals (`parts_decimals`).
    """
    texts = [[plain(text) for text in cells.unique().tolist()] for cells in columns]
    numbers = [[text for text in column if NUMBER.fullmatch(text)] for column in texts]
    used = [mark for mark in ",." if any(mark in text for column in numbers for text in column)]
    trusted = len(used) == 1 and parts_decimals(used[0], numbers, separator)
    return DecimalMarks(comma="," in used, doubtful="" if trusted else "".join(used))


def parts_decimals(mark: str, columns: Iterable[Sequence[str]], separator: str) -> bool:
    """Whether the only mark of a file parts decimals and not thousands.

    It does where some number can be nothing else ("0,5", "12.25"), or where a number of four
    digits stands without it beside. Where every number has the mark, as decimals of fixed
    length do, the habit of the country decides: semicolons part the cells where decimals have
    commas, commas where they have points. Otherwise "4.472" beside "980" may be thousands.
    """
    marked = [column for column in columns if any(mark in text for text in column)]
    texts = [text for column in marked for text in column]
    if any(mark in text and not UNCLEAR[mark].fullmatch(text) for text in texts):
        return True
    if any(LONG_WHOLE.fullmatch(text) for text in texts):
        return True
    return HABIT.get(separator) == mark and all(mark in text for text in texts)
