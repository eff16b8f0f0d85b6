"""The rows below a header: which are customers', and which do not fit."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import DataFileError, Place
from analysis.intake.problems import SHOWN, report_places
from analysis.intake.spelling import fold, tidy

TOO_MANY = "put a cell that holds the separator (a decimal comma?) in quotation marks"
TOO_FEW = "fill in the missing cells (a blank one needs its separator), or remove the row"
UNWRAP = "remove the quotation marks around whole rows, or export the table again"
# How spreadsheets and accounting programs begin a line of totals.
TOTAL = re.compile(
    r"(?:(?:общий|промежуточный) )?(?:итого?|всего)(?:[ :=].*)?"
    r"|(?:grand |sub-?)?totals?(?:[ :=].*)?"
)
Row = tuple[int, list[str]]  # with its place as a spreadsheet counts it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows that may be customers', and how many others were passed over."""

    of_customers: Sequence[Row]
    blank: int
    totals: int
    headers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedRows:
    """Rows as wide as the header; `trimmed` had blank cells beyond it; problems: the rest."""

    whole: Sequence[Row]
    trimmed: int
    problems: tuple[DataFileError, ...]


def pass_over(rows: Sequence[Row], header: Sequence[str]) -> Rows:
    """The rows without those that hold no customer: blank, totals, the header once more."""
    filled = [row for row in rows if says_something(row[1])]
    # Nearly every row begins with an id, and no word of ours begins with a digit.
    odd = [row for row in filled if not row[1][0][:1].isdigit()]
    totals = {number for number, cells in odd if is_total(cells)}
    names = [fold(name) for name in header]
    again = {number for number, cells in odd if [fold(cell) for cell in cells] == names}
    left = [row for row in filled if row[0] not in totals | again] if totals or again else filled
    return Rows(
        of_customers=left,
        blank=len(rows) - len(filled),
        totals=len(totals),
        headers=len(again),
    )


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up others: its first word says so.

    >>> [is_total(cells) for cells in (["Итого:", "12"], ["", "Grand Total"], ["итоговый", "1"])]
    [True, True, False]
    """
    first = next((name for name in map(tidy, cells) if name), "")
    return TOTAL.fullmatch(first.casefold()) is not None


def says_something(cells: Sequence[str]) -> bool:
    """Whether a cell holds more than blanks; most rows are told by their first cell."""
    return any(cell.isalnum() or tidy(cell) for cell in cells)


def fit_rows(file: str, rows: Sequence[Row], width: int, separator: str) -> FittedRows:
    """The rows as wide as the header; blank cells beyond its last name are cut off."""
    if all(len(cells) == width for _, cells in rows):
        return FittedRows(whole=rows, trimmed=0, problems=())
    fitted = [
        (number, cells[:width] if not says_something(cells[width:]) else cells)
        for number, cells in rows
    ]
    return FittedRows(
        whole=[row for row in fitted if len(row[1]) == width],
        trimmed=sum(len(row[1]) > len(fit[1]) for row, fit in zip(rows, fitted, strict=True)),
        problems=tuple(
            report_ragged(file, [row for row in fitted if len(row[1]) != width], width, separator)
        ),
    )


def report_ragged(
    file: str, rows: Sequence[Row], width: int, separator: str
) -> list[DataFileError]:
    """Rows with more cells than the header has names, rows in quotation marks, short rows."""
    wrapped = {number for number, cells in rows if is_wrapped(cells, width, separator)}
    problems: list[DataFileError] = []
    for fix, found in (
        (TOO_MANY, [row for row in rows if len(row[1]) > width]),
        (UNWRAP, [row for row in rows if row[0] in wrapped]),
        (TOO_FEW, [row for row in rows if len(row[1]) < width and row[0] not in wrapped]),
    ):
        shown = [
            (Place(file, number), f"{cells_in(cells)}, but the header has {width}")
            for number, cells in found[:SHOWN]
        ]
        problems.extend(report_places(shown, len(found), fix))
    return problems


def is_wrapped(cells: Sequence[str], width: int, separator: str) -> bool:
    """Whether the only cell of a row is a whole row, put in quotation marks.

    >>> is_wrapped(["1001,премиум,7"], 3, ","), is_wrapped(["1001"], 3, ",")
    (True, False)
    """
    return len(cells) == 1 and len(next(csv.reader(cells, delimiter=separator))) == width


def cells_in(cells: Sequence[str]) -> str:
    """How many cells a row has, in words."""
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
