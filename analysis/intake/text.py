"""From the bytes of a file to rows of text: encoding, separator, quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import TableContract
from analysis.intake.problems import SHOWN, report_places
from analysis.intake.spelling import recognise, tidy

SEPARATORS = (",", ";", "\t", "|")
CYRILLIC_CODE_PAGE = "cp1251"
# What Excel may put before the header to name the separator.
SEPARATOR_HINT = "sep="
SAVE_AS = "save the table as CSV in UTF-8 (in Excel: CSV UTF-8)"
QUOTES = "close every quotation mark, or remove them; a cell has no line breaks"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A file as rows of text. `numbers` are the rows' places as a spreadsheet counts them."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    data_rows: int  # with those left out of `rows` for a problem
    blank_rows: int
    problems: tuple[DataFileError, ...]  # ragged rows, which are left out of `rows`


def read_text_table(contract: TableContract, content: bytes) -> TextTable:
    """The rows of one file.

    Raises DataFileError: empty, not text, not UTF-8 nor Windows-1251, broken quotes.
    """
    text, encoding = decode(contract, content)
    separator = sniff_separator(contract, text)
    records = split_records(contract.file, text, separator)
    if not records:
        raise DataFileError(Place(contract.file), "the file is empty", fix="export the table again")
    header, width = records[0][1], len(records[0][1])
    filled = [record for record in records[1:] if says_something(record[1])]
    ragged = [record for record in filled if len(record[1]) != width]
    whole = [record for record in filled if len(record[1]) == width] if ragged else filled
    return TextTable(
        encoding=encoding,
        separator=separator,
        header=tuple(header),
        rows=[cells for _, cells in whole],
        numbers=[number for number, _ in whole],
        data_rows=len(filled),
        blank_rows=len(records) - 1 - len(filled),
        problems=tuple(report_ragged(contract.file, ragged, width)),
    )


def decode(contract: TableContract, content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    file = contract.file
    if not content.strip():
        raise DataFileError(Place(file), "the file is empty", fix="export the table again")
    if b"\0" in content:
        raise DataFileError(Place(file), "this is not a text file", fix=SAVE_AS)
    try:
        text = content.decode("utf-8-sig")
        marked = content.startswith(b"\xef\xbb\xbf")
        return text, "UTF-8 with BOM" if marked else "UTF-8"
    except UnicodeDecodeError as fault:
        row = len((content[: fault.start] + b".").splitlines())
    text = content.decode(CYRILLIC_CODE_PAGE, errors="replace")
    # Every byte means something in a code page: only the header tells whether it was this one.
    separator = sniff_separator(contract, text)
    if "\ufffd" in text or not names_russian_column(contract, first_line(text), separator):
        raise DataFileError(
            Place(file, row), "the text is neither UTF-8 nor Windows-1251", fix=SAVE_AS
        )
    return text, "Windows-1251"


def first_line(text: str) -> str:
    """The header's line: the first that is not blank, nor Excel's hint at the separator."""
    lines = (line for line in io.StringIO(text, newline=None) if tidy(line))
    return next((line for line in lines if not line.startswith(SEPARATOR_HINT)), "")


def sniff_separator(contract: TableContract, text: str) -> str:
    """The separator under which the header names most of the expected columns."""
    line = first_line(text)

    def known(separator: str) -> tuple[int, int]:
        cells = split_line(line, separator)
        return len(known_columns(contract, cells)), len(cells)

    return max(SEPARATORS, key=known)


def split_line(line: str, separator: str) -> list[str]:
    """The cells of the header's line; none where it is longer than any header."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def known_columns(contract: TableContract, cells: Sequence[str]) -> list[str]:
    """The cells that name a column of the contract."""
    sources = [column.source for column in contract.columns]
    return [cell for cell in cells if recognise(cell, sources)]


def names_russian_column(contract: TableContract, line: str, separator: str) -> bool:
    """Whether the header names a column in Cyrillic, as every table of the store has."""
    return any(not cell.isascii() for cell in known_columns(contract, split_line(line, separator)))


def split_records(file: str, text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Every record with its spreadsheet row, from the header on.

    Raises DataFileError where a quotation mark is not closed or a cell runs over lines.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    quoted = '"' in text  # without quotation marks no cell can run over lines
    records: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if quoted and any("\n" in cell or "\r" in cell for cell in cells):
                raise DataFileError(Place(file, number), "a cell runs over lines", fix=QUOTES)
            if records or not is_before_header(cells):
                records.append((number, cells))
    except csv.Error:
        raise DataFileError(
            Place(file, reader.line_num), "a quotation mark is out of place", fix=QUOTES
        ) from None
    return records


def is_before_header(cells: Sequence[str]) -> bool:
    """Whether a row before the header says nothing: blank, or Excel's hint."""
    return not says_something(cells) or cells[0].startswith(SEPARATOR_HINT)


def says_something(cells: Sequence[str]) -> bool:
    """Whether a cell holds more than blanks; most rows are told by their first cell."""
    return any(cell.isalnum() or tidy(cell) for cell in cells)


def report_ragged(
    file: str, rows: Sequence[tuple[int, list[str]]], width: int
) -> list[DataFileError]:
    """Rows with more or fewer cells than the header."""
    shown = [
        (Place(file, number), f"{len(cells)} cells, but the header has {width}")
        for number, cells in rows[:SHOWN]
    ]
    return report_places(
        shown,
        len(rows),
        "put a cell that holds the separator (a decimal comma?) in quotation marks",
    )
