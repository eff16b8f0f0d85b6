"""From the bytes of a file to rows of text: encoding, separator, quotes."""

from __future__ import annotations

import csv
import io
import re
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
AGAIN = "export the table again"
TOO_MANY = "put a cell that holds the separator (a decimal comma?) in quotation marks"
TOO_FEW = "fill in the cells that are missing; a blank cell needs its separator too"
QUOTES = "close every quotation mark, or remove them; a cell has no line breaks"
# How Excel marks what it calls Unicode text.
TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
RUSSIAN = re.compile(r"[а-яёА-ЯЁ0-9\s_-]+")


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
    trimmed_rows: int  # with blank cells beyond the header's last name
    problems: tuple[DataFileError, ...]  # ragged rows, which are left out of `rows`


def read_text_table(contract: TableContract, content: bytes) -> TextTable:
    """The rows of one file.

    Raises DataFileError: empty, not text, not UTF-8 nor Windows-1251, broken quotes.
    """
    text, encoding = decode(contract, content)
    separator = sniff_separator(contract, text)
    records = split_records(contract.file, text, separator)
    if not records:
        raise DataFileError(Place(contract.file), "the file is empty", fix=AGAIN)
    header = without_blank_end(records[0][1])
    filled = [record for record in records[1:] if says_something(record[1])]
    fitted, trimmed = fit_rows(filled, len(header))
    ragged = [record for record in fitted if len(record[1]) != len(header)]
    whole = [record for record in fitted if len(record[1]) == len(header)] if ragged else fitted
    return TextTable(
        encoding=encoding,
        separator=separator,
        header=tuple(header),
        rows=[cells for _, cells in whole],
        numbers=[number for number, _ in whole],
        data_rows=len(filled),
        blank_rows=len(records) - 1 - len(filled),
        trimmed_rows=trimmed,
        problems=tuple(report_ragged(contract.file, ragged, len(header))),
    )


def without_blank_end(header: Sequence[str]) -> list[str]:
    """The header up to its last name: a separator at the end of a line names no column.

    >>> without_blank_end(["", "id", " ", ""])
    ['', 'id']
    """
    named = [place for place, name in enumerate(header, start=1) if tidy(name)]
    return list(header[: named[-1]])


def decode(contract: TableContract, content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    file = contract.file
    if not content.strip():
        raise DataFileError(Place(file), "the file is empty", fix=AGAIN)
    if content.startswith(TWO_BYTES):
        return decode_two_bytes(file, content), "UTF-16"
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


def decode_two_bytes(file: str, content: bytes) -> str:
    """The text of a file that says it is UTF-16. Raises DataFileError where it is not."""
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataFileError(Place(file), "this is not a text file", fix=SAVE_AS)
    return text


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
    """Whether the header names a column in Russian letters, as every table of the store has.

    In another Cyrillic code page a name is a slip away at best, by a sign that is no Russian
    letter.
    """
    named = known_columns(contract, split_line(line, separator))
    return any(not cell.isascii() and RUSSIAN.fullmatch(cell) for cell in named)


def split_records(file: str, text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Every record with its spreadsheet row, from the header on.

    Raises DataFileError where a quotation mark is not closed or a cell runs over lines.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    quoted = '"' in text  # without quotation marks no cell can run over lines
    records: list[tuple[int, list[str]]] = []
    number = line = 0
    try:
        for number, cells in enumerate(reader, start=1):
            line = reader.line_num
            if quoted and any("\n" in cell or "\r" in cell for cell in cells):
                raise DataFileError(Place(file, number), "a cell runs over lines", fix=QUOTES)
            if records or not is_before_header(cells):
                records.append((number, cells))
    except csv.Error as fault:
        # Noticed lines later perhaps, but it is the record after the last good one.
        too_long = "limit" in str(fault) and reader.line_num == line + 1
        raise broken_record(Place(file, number + 1), too_long=too_long) from None
    return records


def broken_record(place: Place, *, too_long: bool) -> DataFileError:
    """Why a record could not be read: a cell without end, or a quotation without one."""
    if too_long:
        most = f"a cell has more than {csv.field_size_limit():,} characters"
        return DataFileError(place, most, fix=AGAIN)
    return DataFileError(place, "a quotation mark is out of place", fix=QUOTES)


def is_before_header(cells: Sequence[str]) -> bool:
    """Whether a row before the header says nothing: blank, or Excel's hint."""
    return not says_something(cells) or cells[0].startswith(SEPARATOR_HINT)


def says_something(cells: Sequence[str]) -> bool:
    """Whether a cell holds more than blanks; most rows are told by their first cell."""
    return any(cell.isalnum() or tidy(cell) for cell in cells)


def fit_rows(
    rows: Sequence[tuple[int, list[str]]], width: int
) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows without blank cells beyond the header's last name, and how many had some."""
    if all(len(cells) == width for _, cells in rows):
        return list(rows), 0
    fitted = [
        (number, cells[:width] if not says_something(cells[width:]) else cells)
        for number, cells in rows
    ]
    return fitted, sum(len(row[1]) > len(fit[1]) for row, fit in zip(rows, fitted, strict=True))


def report_ragged(
    file: str, rows: Sequence[tuple[int, list[str]]], width: int
) -> list[DataFileError]:
    """Rows with more cells than the header has names, then rows with fewer."""
    problems: list[DataFileError] = []
    for fix, found in (
        (TOO_MANY, [row for row in rows if len(row[1]) > width]),
        (TOO_FEW, [row for row in rows if len(row[1]) < width]),
    ):
        shown = [
            (Place(file, number), f"{cells_in(cells)}, but the header has {width}")
            for number, cells in found[:SHOWN]
        ]
        problems.extend(report_places(shown, len(found), fix))
    return problems


def cells_in(cells: Sequence[str]) -> str:
    """How many cells a row has, in words."""
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
