"""customers.xlsx: whom to contact with what, every customer, a sheet a segment, a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from report.lists.columns import ListColumn, list_columns, list_words
from report.lists.formula_safety import is_number_id, looks_like_formula
from report.lists.messages import Messages
from report.lists.row_heights import BUTTON, fit_height
from report.lists.rows import BETWEEN, Cell, CustomerList, Row
from report.lists.send_sheet import SENDING_WIDTHS, sending_rows
from report.text.phrasebook import Phrasebook
from report.view import View

# Nothing of a text is to be guessed at: no formula, no link, no number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A file that tells when it was written would differ from itself.
CREATED = datetime(2000, 1, 1)
LONGEST_SHEET_NAME = 31
A4 = 9  # by the number Excel has for it
FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
FORMATS: Mapping[str, dict[str, str | int | bool]] = {
    # A text stands off from the number at its left.
    "text": {"indent": 1},
    "id": {"num_format": "0"},
    # No risk is nothing or certain, however it is rounded.
    "percent": {"num_format": '[>=0.995]">99%";[<0.005]"<1%";0%'},
    "count": {"num_format": "#,##0", "valign": "top"},
    "money": {"num_format": "#,##0.00"},
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "indent": 1},
    # The cell's own mark for "this is text", so that editing it does not run it either.
    "quoted": {"quote_prefix": True, "indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top", "indent": 1},
}
# What those who send the offers need to see of the columns.
TO_CONTACT = (
    "id",
    "offer",
    "channel",
    "control",
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
class Book:
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
        book = Book(
            file=file,
            formats={key: file.add_format(look) for key, look in FORMATS.items()},
            words={key: word.in_language(view.language) for key, word in list_words().items()},
            view=view,
        )
        write_contacts(book, listed)
        write_customers(book, book.words["all_customers"], listed.rows, list_columns())
        for key in view.results.segments:
            name = view.segment_name(key)
            write_customers(book, name, listed.inside(key), list_columns())
        write_dictionary(book)


def write_contacts(book: Book, listed: CustomerList) -> None:
    """The sheets for those who send the offers; none where nothing is recommended."""
    chosen = [row for row in listed.rows if row["offer"]]
    if chosen:
        columns = {key: list_columns()[key] for key in TO_CONTACT}
        write_customers(book, book.words["to_contact"], chosen, columns)
        write_sending(book, listed.messages)


def write_customers(
    book: Book, title: str, rows: Iterable[Row], columns: Mapping[str, ListColumn]
) -> None:
    """One sheet of customers: frozen header, filters, a number format a column."""
    sheet, view = add_sheet(book, title), book.view
    headers = [column.header(view.results, view) for column in columns.values()]
    for place, (header, column) in enumerate(zip(headers, columns.values(), strict=True)):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, header, book.formats["header"])
    rooms = [column.width - BUTTON for column in columns.values()]
    fit_height(sheet, 0, zip(headers, rooms, strict=True))
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, (field, column) in enumerate(columns.items()):
            cell = in_words(field, row[field], view)
            write_cell(sheet, book, (last, place), cell, column.show)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def write_cell(sheet: Worksheet, book: Book, place: tuple[int, int], cell: Cell, show: str) -> None:
    """A number as a number, a text as a text, an id as whichever loses nothing."""
    if not isinstance(cell, str):
        sheet.write_number(*place, cell, book.formats[show])
    elif show == "id" and is_number_id(cell):
        sheet.write_number(*place, int(cell), book.formats[show])
    else:
        look = "quoted" if looks_like_formula(cell) else "text"
        sheet.write_string(*place, cell, book.formats[look])


def in_words(field: str, cell: Cell, book: Phrasebook) -> Cell:
    """Keys of segments, offers, channels and bands by their names."""
    if not isinstance(cell, str) or not cell:
        return cell
    if field == "segments":
        return BETWEEN.join(book.segment_name(key) for key in cell.split(BETWEEN))
    if field == "offer":
        return book.offer_name(cell)
    if field in ("channel", "risk_band"):
        return book.name("channel" if field == "channel" else "band", cell)
    return list_words()["yes"].in_language(book.language) if field in YES else cell


def write_sending(book: Book, messages: Messages) -> None:
    """The sheet of what to send: a row for each offer, channel and text."""
    sheet = add_sheet(book, book.words["to_send"])
    for line, cells in enumerate(sending_rows(messages, book.words)):
        fit_height(sheet, line, zip(map(str, cells), SENDING_WIDTHS, strict=True))
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                look = "wrapped" if line else "header"
                sheet.write_string(line, place, cell, book.formats[look])
            else:
                sheet.write_number(line, place, cell, book.formats["count"])
    for place, width in enumerate(SENDING_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)


def write_dictionary(book: Book) -> None:
    """The last sheet: what every column and every segment is."""
    results, words = book.view.results, book.words
    sheet = add_sheet(book, words["dictionary"])
    columns: list[Sequence[str]] = [
        (column.header(results, book.view), key, column.explained(book.view))
        for key, column in list_columns().items()
    ]
    segments = [
        (
            words["segment"].replace(
                "{name}",
                book.view.segment_name(key),
            ),
            key,
            book.view.segment_purpose(key),
        )
        for key in results.segments
    ]
    sheet.write_row(0, 0, [words["what"], words["key"], words["meaning"]], book.formats["header"])
    for line, cells in enumerate([*columns, *segments], start=1):
        fit_height(sheet, line, zip(cells, MEANING_WIDTHS, strict=True))
        for place, text in enumerate(cells):
            sheet.write_string(line, place, text, book.formats["wrapped"])
    for place, width in enumerate(MEANING_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)


def add_sheet(book: Book, title: str) -> Worksheet:
    """A new sheet whose name Excel accepts and no other sheet has."""
    taken = [sheet.get_name() for sheet in book.file.worksheets()]
    sheet = book.file.add_worksheet(free_name(title, taken))
    # Printed as it stands, a sheet is as wide as four pages.
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def free_name(title: str, taken: Iterable[str]) -> str:
    """A title as a sheet's name: at most 31 characters, none forbidden, none twice.

    >>> free_name("High risk: 60/80?", [])
    'High risk 60 80'
    >>> free_name("Above-average profit, risk above 70%", ["above-average profit, risk…"])
    'Above-average profit, risk… (2)'
    """
    clean = " ".join(FORBIDDEN_IN_SHEET_NAME.sub(" ", title).split()).strip("'") or "-"
    used = {name.casefold() for name in taken}
    found, number = shorten(clean, LONGEST_SHEET_NAME), 1
    while found.casefold() in used:
        number += 1
        ending = f" ({number})"
        found = shorten(clean, LONGEST_SHEET_NAME - len(ending)) + ending
    return found


def shorten(text: str, length: int) -> str:
    """The text within so many characters, cut between words.

    >>> shorten("High risk without consent", 25), shorten("High risk without consent", 16)
    ('High risk without consent', 'High risk…')
    """
    if len(text) <= length:
        return text
    words = text[:length].rsplit(" ", 1)[0] if " " in text[:length] else text[: length - 1]
    return words.rstrip(" ,;:-")[: length - 1] + "…"
