"""From a file to a grid of cells, whatever it comes in: CSV, packed CSV, a workbook, Parquet."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import TableContract
from analysis.intake.file_names import ENDINGS, PACKED, WORKBOOKS
from analysis.intake.header import TITLE_ROWS, Header, find_header
from analysis.intake.log import NOTHING, Log, and_more, notice, problem
from analysis.intake.problem_text import legible
from analysis.intake.text import AGAIN, HEAD, read_text

SEPARATORS = (",", ";", "\t", "|")
# What Excel may put before the header to name the separator.
SEPARATOR_HINT = "sep="
QUOTES = "close every quotation mark, or remove them; a cell has no line breaks"
# How the files of each kind begin. A ZIP archive that holds a workbook's parts is one.
GZIP, OLD_EXCEL, PARQUET = b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"PAR1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml")
# A spreadsheet keeps no more digits of a number: an id that is longer has lost its end.
SURE_WHOLE = 10**15
# What a damaged or protected archive raises.
BROKEN = (OSError, EOFError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile)
# What a file is by its first bytes -> the endings that fit.
KINDS: dict[str, tuple[str, ...]] = {
    "a workbook": WORKBOOKS,
    "an old or protected Excel workbook": (".xls",),
    "a ZIP archive": (".csv.zip",),
    "a GZIP archive": (".csv.gz",),
    "a Parquet file": (".parquet",),
    "a web page": (),
    "a text": (".csv",),
}
HOW_TO_NAME = {
    found: f"name it as what it is ({endings[0]}), or save the table as CSV in UTF-8"
    for found, endings in KINDS.items()
    if endings and found != "an old or protected Excel workbook"
}
SAVE_ANEW = "open it in a spreadsheet and save it as .xlsx without a password, or as CSV in UTF-8"
THREE_DECIMALS = re.compile(r"\.[0-9]{3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A file's rows of cells as text; a row's place is its number as a spreadsheet counts."""

    rows: list[list[str]]
    header: Header
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    log: Log = field(default=NOTHING)
    # Whether it was read to its end.
    whole: bool = True


def read_grid(contract: TableContract, name: str, content: bytes) -> tuple[Grid | None, Log]:
    """The cells of one file by the ending of its name; None where it has none."""
    place, lower = Place(contract.file), name.casefold()
    if not content.strip():
        return None, problem(place, "the file is empty", fix=AGAIN)
    found = _what_it_is(content)
    expected = next((ending for ending in ENDINGS if lower.endswith(ending)), ".csv")
    if found and expected not in KINDS[found]:
        ending = expected if expected != ".csv" or lower.endswith(".csv") else lower
        text = f"this is {found} renamed to {ending}"
        return None, problem(place, text, fix=HOW_TO_NAME.get(found, SAVE_ANEW))
    if expected in PACKED:
        unpacked, log = _unpack(contract, content)
        return _read_text_grid(contract, unpacked) if unpacked is not None else (None, log)
    if expected == ".parquet":
        return _read_parquet(contract, content)
    if expected in WORKBOOKS:
        sheets = read_sheets(content)
        if sheets is None:
            return None, problem(
                place, f"this is no workbook that can be read: {legible(name)}", fix=AGAIN
            )
        return choose_sheet(contract, sheets)
    return _read_text_grid(contract, content)


def _what_it_is(content: bytes) -> str:
    """What the first bytes tell; "a text" where they tell nothing else."""
    if content.startswith(ZIPS):
        return "a workbook" if _holds_workbook(content) else "a ZIP archive"
    marks = {
        OLD_EXCEL: "an old or protected Excel workbook",
        GZIP: "a GZIP archive",
        PARQUET: "a Parquet file",
    }
    found = next((kind for mark, kind in marks.items() if content.startswith(mark)), "a text")
    page = content[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE)
    return "a web page" if page else found


def _holds_workbook(content: bytes) -> bool:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True  # cut short: workbooks are far more frequent than archives
    return any(name.startswith(("[Content_Types]", "xl/", "content.xml")) for name in names)


def _unpack(contract: TableContract, content: bytes) -> tuple[bytes | None, Log]:
    """The only file of an archive."""
    place = Place(contract.file)
    try:
        if content.startswith(GZIP):
            return gzip.decompress(content), NOTHING
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            there = [name for name in archive.namelist() if not name.endswith("/")]
            files = [name for name in there if not name.startswith(("__MACOSX/", "."))]
            if len(files) != 1:
                found = f"the archive holds {len(files)} files"
                return None, problem(place, found, fix="pack one CSV file into it")
            return archive.read(files[0]), NOTHING
    except BROKEN:
        return None, problem(place, "the archive is damaged or protected", fix=AGAIN)


def read_sheets(content: bytes) -> dict[str, list[list[str]]] | None:
    """The sheets of a workbook as rows of text; None where it cannot be read."""
    try:
        sheets = pd.read_excel(
            io.BytesIO(content),
            sheet_name=None,
            header=None,
            dtype=object,
            na_filter=False,
            engine="calamine",
        )
    except Exception:  # the engine has its own errors, which pandas lets through
        return None
    return {str(name): _as_rows(frame) for name, frame in sheets.items()}


def choose_sheet(
    contract: TableContract, sheets: dict[str, list[list[str]]]
) -> tuple[Grid | None, Log]:
    """The first sheet that names columns of the table; the first of all where none does."""
    best = {name: find_header(contract, rows[:TITLE_ROWS]) for name, rows in sheets.items() if rows}
    if not best:
        return None, problem(Place(contract.file), "the workbook has no cells", fix=AGAIN)
    chosen = max(best, key=lambda name: best[name].columns_found)
    return Grid(rows=sheets[chosen], header=best[chosen], sheet=chosen), NOTHING


def _as_rows(frame: pd.DataFrame) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]


def cell_text(cell: object) -> str:
    """A typed cell as the text that reads back as the same value.

    A number with three decimals gets a fourth, so that its point is not taken for one between
    thousands. A whole number too long for a spreadsheet is shown as rounded, which it is.

    >>> [cell_text(cell) for cell in (300001.0, 4.33, 4.125, 1e17, True, None)]
    ['300001', '4.33', '4.1250', '1.00000E+17', 'TRUE', '']
    """
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer():
            return str(int(cell)) if abs(cell) < SURE_WHOLE else f"{cell:.5E}"
        text = repr(cell)
        return f"{text}0" if THREE_DECIMALS.search(text) else text
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def _read_parquet(contract: TableContract, content: bytes) -> tuple[Grid | None, Log]:
    """A Parquet file, its names as the first row; rows are counted as a spreadsheet would."""
    try:
        frame = pd.read_parquet(io.BytesIO(content)).astype(object)
    except Exception:  # the engine has its own errors, which pandas lets through
        found = "the Parquet file is damaged"
        return None, problem(Place(contract.file), found, fix=AGAIN)
    named = frame.index.name is not None
    frame = frame.reset_index() if named else frame
    rows = [[str(name) for name in frame.columns], *_as_rows(frame)]
    return Grid(rows=rows, header=find_header(contract, rows[:TITLE_ROWS])), NOTHING


def _read_text_grid(contract: TableContract, content: bytes) -> tuple[Grid | None, Log]:
    text, log = read_text(contract, content)
    if text is None:
        return None, log
    separator, header = _sniff(contract, text.text)
    rows, wrapped, damage = _split(contract, text.text, separator, header)
    if not any(map(any, rows[: header.row + 2])):
        return None, log + problem(Place(contract.file), "the file is empty", fix=AGAIN)
    return Grid(
        rows=rows,
        header=header,
        separator=separator,
        encoding=text.encoding,
        log=log + notice("wrapped_rows", contract.file, wrapped) + damage,
        whole=not damage.problems,
    ), NOTHING


def _sniff(contract: TableContract, text: str) -> tuple[str, Header]:
    """The separator under which a row at the top names most columns, and the header there."""
    tried: dict[str, Header] = {}
    for mark in SEPARATORS:
        tried[mark] = find_header(contract, _first_rows(text[:HEAD], mark))
        if tried[mark].columns_found >= len(contract.columns):
            break
    best = max(tried, key=lambda mark: (tried[mark].columns_found, len(tried[mark].names)))
    return best, tried[best]


def _first_rows(head: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    with suppress(csv.Error):  # told where the whole file is split
        for row in islice(reader, TITLE_ROWS):
            rows.append([] if _is_hint(row) else _unwrap(row, separator))
    return rows


def _is_hint(row: Sequence[str]) -> bool:
    """Whether a row names the separator, as Excel has it."""
    return bool(row) and row[0].casefold().startswith(SEPARATOR_HINT)


def _unwrap(row: list[str], separator: str) -> list[str]:
    """The cells of a row that stands in quotation marks as a whole."""
    if len(row) != 1 or separator not in row[0]:
        return row
    return next(csv.reader([row[0]], delimiter=separator), row)


def _split(
    contract: TableContract, text: str, separator: str, header: Header
) -> tuple[list[list[str]], int, Log]:
    """Every row of a text, how many were unwrapped, and where a quotation went wrong."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    line, log = 0, NOTHING
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num
    except csv.Error as fault:
        place = Place(contract.file, len(rows) + 1)
        log = problem(place, "a quotation mark is out of place", fix=QUOTES)
        if "limit" in str(fault) and reader.line_num == line + 1:
            most = f"a cell has more than {csv.field_size_limit():,} characters"
            log = problem(place, most, fix=AGAIN)
    if rows and _is_hint(rows[0]):
        rows[0] = []
    width, wrapped = len(header.names), 0
    for number, row in enumerate(rows):
        if len(row) == 1 and width > 1 and separator in row[0]:
            cells = _unwrap(row, separator)
            if len(cells) >= width:
                rows[number], wrapped = cells, wrapped + 1
    if line > len(rows):
        log += _run_over(contract, rows, header.row)
    return rows, wrapped, log


def _run_over(contract: TableContract, rows: Iterable[Sequence[str]], header_row: int) -> Log:
    """Cells below the header that run over lines: a quotation mark may have swallowed rows."""
    over = [
        number
        for number, row in enumerate(rows, start=1)
        if number > header_row + 1 and any("\n" in cell or "\r" in cell for cell in row)
    ]
    if not over:
        return NOTHING
    text = "a cell runs over lines" + and_more(over[1:], len(over) - 1)
    return problem(Place(contract.file, over[0]), text, fix=QUOTES)
