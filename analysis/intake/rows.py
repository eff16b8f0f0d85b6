"""The rows below a header: which are customers', and which do not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis.errors import Place
from analysis.intake.contracts import KEY, TableContract
from analysis.intake.grid import Grid
from analysis.intake.log import NOTHING, Log, and_more, notice, problem
from analysis.intake.number_column import is_number
from analysis.intake.spelling import fold, tidy

TOO_MANY = "put a cell that holds the separator (a decimal comma?) in quotation marks"
TOO_FEW = "export the table again: a cell is missing, and nobody can tell which"
# How spreadsheets and accounting programs begin a line of totals.
TOTAL = re.compile(
    r"(?:(?:общий|промежуточный) )?(?:итого?|всего)(?:[ :=].*)?"
    r"|(?:grand |sub-?)?totals?(?:[ :=].*)?"
)
Row = tuple[int, list[str]]  # with its place as a spreadsheet counts it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of customers, each as wide as the header.

    count: rows that may be customers', with those that do not fit and are told.
    """

    whole: Sequence[Row]
    count: int


def choose_rows(contract: TableContract, grid: Grid) -> tuple[Rows, Log]:
    """The rows of customers; what holds none is passed over and logged."""
    header = grid.header
    width, key = len(header.names), header.positions.get(KEY, 0)
    body = list(enumerate(grid.rows[header.row + 1 :], start=header.row + 2))
    filled = [row for row in body if says_something(row[1])]
    # Nearly every row begins with an id, and no word of ours begins with a digit.
    odd = [row for row in filled if not row[1][0][:1].isdigit()]
    totals = {number for number, cells in odd if is_total(cells)}
    above = [[fold(cell) for cell in row] for row in grid.rows[: header.row + 1] if any(row)]
    firsts = {row[0] for row in above}
    again = {n for n, cells in odd if fold(cells[0]) in firsts and [*map(fold, cells)] in above}
    left = [row for row in filled if row[0] not in totals | again] if totals or again else filled
    customers, footers = _cut_footers(left, key, width)
    fitted = [
        (number, cells if len(cells) == width or says_something(cells[width:]) else cells[:width])
        for number, cells in customers
    ]
    trimmed = sum(len(row[1]) > len(fit[1]) for row, fit in zip(customers, fitted, strict=True))
    log = (
        notice("extra_column", contract.file, trimmed)
        + notice("blank_rows", contract.file, len(body) - len(filled))
        + notice("total_rows", contract.file, len(totals))
        + notice("footer_rows", contract.file, len(footers), detail=_first_text(footers))
        + notice("header_rows", contract.file, len(again))
        + _report_ragged(contract, fitted, width)
    )
    whole = [row for row in fitted if len(row[1]) == width]
    return Rows(whole=whole, count=len(fitted)), log


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


def _cut_footers(rows: Sequence[Row], key: int, width: int) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows without those at the end that hold no customer.

    Such are a total without a name (no id, all else numbers) and a remark (a text in the first
    cell that is written as no id is, in a row with no other cell or not as wide as the header).
    """
    sample = rows[: len(rows) // 2 + 1][:1000]
    written = set().union(*(_kinds(cells[key]) for _, cells in sample if len(cells) > key))
    last = list(takewhile(lambda row: _is_footer(row[1], key, width, written), reversed(rows)))
    return rows[: len(rows) - len(last)], last[::-1]


def _is_footer(cells: Sequence[str], key: int, width: int, written: set[str]) -> bool:
    said = [name for name in map(tidy, cells) if name]
    if len(cells) > key and not tidy(cells[key]):
        return all(map(is_number, said))
    alone = bool(tidy(cells[0])) and (len(said) == 1 or len(cells) != width)
    return alone and not _kinds(cells[0]) <= written


def _kinds(text: str) -> set[str]:
    """The kinds of characters of a text: letters, digits, blanks, punctuation."""
    return {unicodedata.category(letter)[0] for letter in tidy(text)}


def _first_text(rows: Sequence[Row]) -> str:
    return next((tidy(cell)[:60] for _, cells in rows for cell in cells if tidy(cell)), "")


def _report_ragged(contract: TableContract, rows: Sequence[Row], width: int) -> Log:
    """Rows with more cells than the header has names, and rows with fewer."""
    log = NOTHING
    for fix, found in (
        (TOO_MANY, [row for row in rows if len(row[1]) > width]),
        (TOO_FEW, [row for row in rows if len(row[1]) < width]),
    ):
        if found:
            cells = "1 cell" if len(found[0][1]) == 1 else f"{len(found[0][1])} cells"
            more = and_more([number for number, _ in found[1:]], len(found) - 1)
            text = f"{cells}, but the header has {width}{more}"
            log += problem(Place(contract.file, found[0][0]), text, fix=fix)
    return log
