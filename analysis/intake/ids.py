"""Ids of customers: text that is kept as it is, unless a program has spoilt it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataFileError
from analysis.intake.problems import quoted, report_cells
from analysis.intake.spelling import stands_for_nothing, tidy

# "2.15E+05" or "2E+05"; "2e5" without a sign may well be an id.
ROUNDED_ID = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+[0-9]+|[0-9]+[.,][0-9]+[eE][0-9]+")
# "215348.0", but not "216.000", which may be 216,000 customers counted in thousands.
DECIMAL_ID = re.compile(r"\A([0-9]+)[.,](?:0{1,2}|0{4,})\Z|\A([0-9]{4,})[.,]000\Z")
# Longer than any key of a database: a text that slipped into the column.
LONGEST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """A column read as ids: blank where a problem says why."""

    values: pd.Series[str]
    problems: tuple[DataFileError, ...]
    as_decimals: int  # cells such as "215348.0"
    with_blanks: int  # cells with stray blanks or invisible characters


def read_ids(file: str, column: str, cells: pd.Series[str]) -> Ids:
    """Cells of text (index = spreadsheet row) as ids: "215348.0" is 215348, all else is kept."""
    tidied = {text: tidy(text) for text in cells.unique().tolist()}
    read = {text: DECIMAL_ID.sub(r"\1\2", name) for text, name in tidied.items()}
    whole = cells.map(read)
    counts = cells.value_counts()
    wrong = {
        "blank": cells[whole.eq("")],
        "nothing": cells[cells.isin([t for t, name in read.items() if stands_for_nothing(name)])],
        "rounded": cells[cells.isin([t for t, name in read.items() if ROUNDED_ID.fullmatch(name)])],
        "long": cells[cells.isin([t for t, name in read.items() if len(name) > LONGEST_ID])],
    }
    problems = [
        *report_cells(file, column, wrong["blank"], lambda _: "the id is blank", "fill in the id"),
        *report_cells(
            file,
            column,
            wrong["nothing"],
            lambda cell: f"{quoted(cell)} stands for no id",
            "fill in the id",
        ),
        *report_cells(
            file,
            column,
            wrong["rounded"],
            lambda cell: f"{quoted(cell)} is an id that a spreadsheet has rounded",
            "format the column as text before exporting, e.g. 215348",
        ),
        *report_cells(
            file,
            column,
            wrong["long"],
            lambda cell: f"{quoted(cell)} is too long for an id",
            f"give an id of at most {LONGEST_ID} characters",
        ),
    ]
    bad = whole.index.isin(pd.concat(list(wrong.values())).index)
    return Ids(
        values=whole.mask(bad, ""),
        problems=tuple(problems),
        as_decimals=count_cells(counts, [t for t in read if read[t] != tidied[t]]),
        with_blanks=count_cells(counts, [t for t in tidied if tidied[t] != t and tidied[t]]),
    )


def count_cells(counts: pd.Series[int], texts: list[str]) -> int:
    """How many cells hold one of the texts; `counts`: text -> cells."""
    return int(counts.loc[texts].sum())
