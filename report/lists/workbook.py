"""customers.xlsx: whom to contact with what, every customer, a sheet a segment, a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from report.lists.columns import ListColumn, list_columns, list_words
from report.lists.formula_safety import is_number_id, looks_like_formula
from report.lists.row_heights import BUTTON, fit_height
from report.lists.rows import BETWEEN, Cell, CustomerList, Row
from report.lists.send_sheet import SENDING_WIDTHS, sending_rows
from report.view import View

# A text stays a text, also where it looks like a formula, a link or a number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A fixed date: the same results give the same bytes.
CREATED = datetime(2000, 1, 1)
LONGEST_SHEET_NAME = 31
A4 = 9  # by the number Excel has for it
FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
FORMATS: Mapping[str, dict[str, str | int | bool]] = {
    # Indented, so that a text does not touch the number at its left.
    "text": {"indent": 1},
    "id": {"num_format": "0"},
    # A rounded risk of 0 % or 100 % would claim certainty.
    "percent": {"num_format": '[>=0.995]">99%";[<0.005]"<1%";0%'},
    "count": {"num_format": "#,##0", "valign": "top"},
    "money": {"num_format": "#,##0.00"},
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "indent": 1},
    # Excel's mark for text, so that editing the cell does not run it either.
    "quoted": {"quote_prefix": True, "indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top", "indent": 1},
}
# The columns that those who send the offers need.
TO_CONTACT = (
    "id",
    "offer",
    "channel",
    "message",
    "cost",
    "expected_gain",
    "risk",
    "profit",
    "most_important",
    "reason_1",
)
MEANING_WIDTHS = (36, 32, 90)
YES = ("most_important", "control")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The workbook being written, its formats and words by name, and whose figures it holds."""

    file: Workbook
    formats: Mapping[str, Format]
    words: Mapping[str, str]
    view: View


def write_workbook(listed: CustomerList, path: Path) -> None:
    """Write the workbook; customers keep the order of the results on every sheet."""
    view = listed.view
    with Workbook(str(path), OPTIONS) as file:
        file.set_properties({"created": CREATED, "author": "", "title": path.stem})
        book = _Book(
            file=file,
            formats={key: file.add_format(look) for key, look in FORMATS.items()},
            words={key: word.in_language(view.language) for key, word in list_words().items()},
            view=view,
        )
        chosen = [row for row in listed.rows if row["offer"] and not row["control"]]
        if chosen:
            columns = {key: list_columns()[key] for key in TO_CONTACT}
            _write_customers(book, book.words["to_contact"], chosen, columns)
            rows = sending_rows(listed.messages, book.words)
            _write_texts(book, book.words["to_send"], rows, SENDING_WIDTHS)
        _write_customers(book, book.words["all_customers"], listed.rows, list_columns())
        for key in view.results.segments:
            _write_customers(book, view.segment_name(key), listed.inside(key), list_columns())
        _write_texts(book, book.words["dictionary"], _dictionary_rows(book), MEANING_WIDTHS)


def _write_customers(
    book: _Book, title: str, rows: Iterable[Row], columns: Mapping[str, ListColumn]
) -> None:
    """One sheet of customers: frozen header, filters, a number format a column."""
    sheet, view = _add_sheet(book, title), book.view
    headers = [column.header(view.results, view) for column in columns.values()]
    for place, (header, column) in enumerate(zip(headers, columns.values(), strict=True)):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, header, book.formats["header"])
    rooms = [column.width - BUTTON for column in columns.values()]
    fit_height(sheet, 0, zip(headers, rooms, strict=True))
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, (field, column) in enumerate(columns.items()):
            cell = _in_words(field, row[field], view)
            _write_cell(sheet, book, (last, place), cell, column.show)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write_cell(
    sheet: Worksheet, book: _Book, place: tuple[int, int], cell: Cell, show: str
) -> None:
    """A number as a number, a text as a text, an id as whichever loses nothing."""
    if not isinstance(cell, str):
        sheet.write_number(*place, cell, book.formats[show])
    elif show == "id" and is_number_id(cell):
        sheet.write_number(*place, int(cell), book.formats[show])
    else:
        look = "quoted" if looks_like_formula(cell) else "text"
        sheet.write_string(*place, cell, book.formats[look])


def _in_words(field: str, cell: Cell, view: View) -> Cell:
    """Keys of segments, offers, channels and bands by their names."""
    if not isinstance(cell, str) or not cell:
        return cell
    if field == "segments":
        return BETWEEN.join(view.segment_name(key) for key in cell.split(BETWEEN))
    if field == "offer":
        return view.offer_name(cell)
    if field in ("channel", "risk_band"):
        return view.name("channel" if field == "channel" else "band", cell)
    return list_words()["yes"].in_language(view.language) if field in YES else cell


def _dictionary_rows(book: _Book) -> Iterator[Sequence[str]]:
    """The header, then what every column and every segment is."""
    view, words = book.view, book.words
    yield words["what"], words["key"], words["meaning"]
    for key, column in list_columns().items():
        yield column.header(view.results, view), key, column.explained(view)
    for key in view.results.segments:
        title = words["segment"].replace("{name}", view.segment_name(key))
        yield title, key, view.segment_purpose(key)


def _write_texts(
    book: _Book, title: str, rows: Iterable[Sequence[str | int]], widths: Sequence[int]
) -> None:
    """One sheet of texts that wrap in columns of these widths; the first row is its header."""
    sheet = _add_sheet(book, title)
    for line, cells in enumerate(rows):
        fit_height(sheet, line, zip(map(str, cells), widths, strict=True))
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                look = "wrapped" if line else "header"
                sheet.write_string(line, place, cell, book.formats[look])
            else:
                sheet.write_number(line, place, cell, book.formats["count"])
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)


def _add_sheet(book: _Book, title: str) -> Worksheet:
    """A new sheet whose name Excel accepts and no other sheet has."""
    taken = [sheet.get_name() for sheet in book.file.worksheets()]
    sheet = book.file.add_worksheet(_free_name(title, taken))
    # Unscaled, a sheet would be four pages wide.
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _free_name(title: str, taken: Iterable[str]) -> str:
    """A title as a sheet's name: at most 31 characters, none forbidden, none twice.

    >>> _free_name("High risk: 60/80?", [])
    'High risk 60 80'
    >>> _free_name("Above-average profit, risk above 70%", ["above-average profit, risk…"])
    'Above-average profit, risk… (2)'
    """
    clean = " ".join(FORBIDDEN_IN_SHEET_NAME.sub(" ", title).split()).strip("'") or "-"
    used = {name.casefold() for name in taken}
    found, number = shorten(clean, LONGEST_SHEET_NAME, placeholder="…"), 1
    while found.casefold() in used:
        number += 1
        ending = f" ({number})"
        found = shorten(clean, LONGEST_SHEET_NAME - len(ending), placeholder="…") + ending
    return found
