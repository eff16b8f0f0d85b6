"""From the bytes of a file to rows of text: encoding, separator, quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import PERIOD, TableContract
from analysis.intake.rows import UNWRAP, Row, fit_rows, pass_over, says_something
from analysis.intake.spelling import recognise, tidy
from analysis.intake.wide import without_measure

SEPARATORS = (",", ";", "\t", "|")
CYRILLIC_CODE_PAGE = "cp1251"
# What Excel may put before the header to name the separator.
SEPARATOR_HINT = "sep="
# So far down the names of the columns are looked for, under a title.
TITLE_ROWS = 20
SAVE_AS = "save the table as CSV in UTF-8 (in Excel: CSV UTF-8)"
AGAIN = "export the table again"
QUOTES = "close every quotation mark, or remove them; a cell has no line breaks"
# How Excel marks what it calls Unicode text.
TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
# Of the bytes of a damaged text; workbooks, archives and UTF-16 have more.
MOST_ZEROS = 0.001
RUSSIAN = re.compile(r"[а-яёА-ЯЁ0-9\s_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A file as rows of text. `numbers` are the rows' places as a spreadsheet counts them."""

    encoding: str
    separator: str
    header: tuple[str, ...]
    header_row: int  # its place, as `numbers` count
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    data_rows: int  # with those left out of `rows` for a problem, without those passed over
    blank_rows: int
    total_rows: int
    header_rows: int  # the header once more, below it
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
    if not known_columns(contract, header):
        refuse_first_row(contract, records[0], text)
    below = pass_over(records[1:], header)
    fitted = fit_rows(contract.file, below.of_customers, len(header), separator)
    return TextTable(
        encoding=encoding,
        separator=separator,
        header=tuple(header),
        header_row=records[0][0],
        rows=[cells for _, cells in fitted.whole],
        numbers=[number for number, _ in fitted.whole],
        data_rows=len(below.of_customers),
        blank_rows=below.blank,
        total_rows=below.totals,
        header_rows=below.headers,
        trimmed_rows=fitted.trimmed,
        problems=fitted.problems,
    )


def refuse_first_row(contract: TableContract, first: Row, text: str) -> None:
    """Raise DataFileError where it is seen why a first row names no column.

    It does, but as one cell in quotation marks, or a row below does.
    """
    place = Place(contract.file, first[0])
    if len(first[1]) == 1 and names_columns(contract, first[1][0]):
        raise DataFileError(place, "the whole row stands in quotation marks", fix=UNWRAP)
    for row, line in enumerate(islice(io.StringIO(text, newline=None), TITLE_ROWS), start=1):
        if row > first[0] and names_columns(contract, line):
            problem = f"this row names none of the columns, but row {row} does"
            raise DataFileError(place, problem, fix=f"remove what stands above row {row}")


def names_columns(contract: TableContract, line: str) -> bool:
    """Whether a line names at least two columns of the contract."""
    cells = split_line(line, sniff_in_line(contract, line))
    return len(known_columns(contract, cells)) > 1


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
        refuse_zeros(file, content)
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


def refuse_zeros(file: str, content: bytes) -> None:
    """Raise DataFileError: few zero bytes are a damage and are named, many are another format."""
    if content.count(b"\0") > MOST_ZEROS * len(content):
        raise DataFileError(Place(file), "this is not a text file", fix=SAVE_AS)
    row = len((content[: content.index(b"\0")] + b".").splitlines())
    raise DataFileError(Place(file, row), "a zero byte stands here: the file is damaged", fix=AGAIN)


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
    return next((line for line in lines if not is_hint(line.strip('"'))), "")


def sniff_separator(contract: TableContract, text: str) -> str:
    """The separator under which the header names most of the expected columns."""
    return sniff_in_line(contract, first_line(text))


def sniff_in_line(contract: TableContract, line: str) -> str:
    """The separator under which a line names most of the expected columns."""

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
    """The cells that name a column of the contract, or of its table turned wide."""
    sources = [column.source for column in contract.columns]
    if contract.periods:
        sources += contract.column(PERIOD).allowed
    return [cell for cell in cells if recognise(without_measure(cell, contract), sources)]


def names_russian_column(contract: TableContract, line: str, separator: str) -> bool:
    """Whether the header names a column in Russian letters, as every table of the store has.

    In another Cyrillic code page a name is a slip away at best, by a sign that is no Russian
    letter.
    """
    named = known_columns(contract, split_line(line, separator))
    names = [without_measure(cell, contract) for cell in named]
    return any(not name.isascii() and RUSSIAN.fullmatch(name) for name in names)


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
    return not says_something(cells) or is_hint(cells[0])


def is_hint(text: str) -> bool:
    """Whether a text names the separator, as Excel has it."""
    return text.casefold().startswith(SEPARATOR_HINT)
