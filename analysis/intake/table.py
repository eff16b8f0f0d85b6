"""One file checked against its contract: typed columns, what was repaired, what is wrong."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.columns import read_columns
from analysis.intake.contracts import CONTRACTS, KEY, TableContract
from analysis.intake.domain import find_impossible, notice_far
from analysis.intake.facts import InputFile, Notice, Repair
from analysis.intake.header import Header, match_header, other_table
from analysis.intake.keys import find_duplicates, find_missing_periods
from analysis.intake.months import find_files
from analysis.intake.problems import escaped, quoted, report_cells, some
from analysis.intake.spelling import tidy
from analysis.intake.text import TextTable, read_text_table
from analysis.intake.wide import match_wide, notice_wide, suspect_wide, widen

# How the files of tables end, packed ones included.
TABLES = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".gz", ".zip")
A_FILE = "give a CSV file you may read"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A file as it was read.

    frame: index = spreadsheet row, columns = fields of the contract that were found; numbers
        float64, ids and words str; empty where the file could not be read at all.
    ids_known: no row was left out and no id is in doubt, so ids may be held against other files.
    """

    contract: TableContract
    frame: pd.DataFrame
    ids_known: bool
    file: InputFile | None
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]
    problems: tuple[DataFileError, ...]


def check_table(contract: TableContract, folder: Path) -> CheckedTable:
    """Read and check one of the four files; every problem is returned, none raised."""
    try:
        with without_collecting():
            checked = check_bytes(contract, read_bytes(contract, folder))
        return replace(checked, notices=(*notice_copies(contract, folder), *checked.notices))
    except DataFileError as problem:
        return unreadable(contract, (problem,))


def check_bytes(contract: TableContract, content: bytes) -> CheckedTable:
    """A file that was read, checked as far as its layout allows.

    Raises DataFileError where it has no rows of text.
    """
    text = read_text_table(contract, content)
    header = match_header(contract, text.header, text.header_row)
    if contract.periods and set(header.positions) <= {KEY}:
        wide = match_wide(contract, text.header, text.header_row)
        if wide:
            checked = check_rows(widen(contract), content, text, wide)
            return replace(
                checked, notices=(notice_wide(contract, len(text.rows)), *checked.notices)
            )
    other = other_table(contract, header, text.header)
    if other:
        place = Place(contract.file, text.header_row)
        problem, fix = f"its columns are those of {other}", "give each table its own name"
        return unreadable(contract, (DataFileError(place, problem, fix=fix),))
    if not header.positions:
        return unreadable(contract, header.problems)
    return check_rows(contract, content, text, header)


def check_rows(
    contract: TableContract, content: bytes, text: TextTable, header: Header
) -> CheckedTable:
    """The rows of a file whose columns are found, if there are any."""
    if not text.data_rows:
        place = Place(contract.file)
        empty = DataFileError(place, "there are no rows to read", fix="export the table again")
        return unreadable(contract, (*header.problems, empty))
    if not text.rows:
        return unreadable(contract, (*header.problems, *text.problems))
    suspected = suspect_wide(contract, header, text.rows, text.header_row)
    if suspected:
        return unreadable(contract, (suspected, *text.problems))
    return check_content(contract, content, text, header)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave Python's search for cycles aside: among a million rows it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_bytes(contract: TableContract, folder: Path) -> bytes:
    """The file's bytes, read once: what is hashed is what is parsed.

    Raises DataFileError: no such file, several that differ in case only, not readable.
    """
    place = Place(contract.file)
    try:
        found = find_files(folder, contract.file)
        if not found:
            raise DataFileError(place, "the file is missing", fix=say_where(contract, folder))
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise DataFileError(
                place, f"it is there more than once: {names}", fix="keep one of them"
            )
        if found[0].is_fifo() or found[0].is_char_device():  # reading it may never end
            raise DataFileError(place, "it is not a file", fix=A_FILE)
        return found[0].read_bytes()
    except OSError as fault:
        raise DataFileError(place, f"it cannot be read: {fault.strerror}", fix=A_FILE) from None


def say_where(contract: TableContract, folder: Path) -> str:
    """How to repair a missing file: rename one whose name is nearly right, or add it."""
    near = [f"'{name}'" for name in alike(contract, folder)]
    add = f"add it to the folder {escaped(str(folder))}: {contract.grain}"
    return add + (f"; is it {some(near)}?" if near else "")


def alike(contract: TableContract, folder: Path) -> list[str]:
    """Names in the folder that begin as the file's does and belong to no other table."""
    stem = Path(contract.file).stem
    known = {other.file for other in CONTRACTS}
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.name.casefold().startswith(stem) and path.name.casefold() not in known
    ]


def notice_copies(contract: TableContract, folder: Path) -> tuple[Notice, ...]:
    """Tables beside the file that may be newer, as a second download is ("money (1).csv")."""
    copies = [name for name in alike(contract, folder) if name.casefold().endswith(TABLES)]
    said = Notice(
        key="copies", file=contract.file, column="", detail=some(copies), count=len(copies)
    )
    return (said,) if copies else ()


def unreadable(contract: TableContract, problems: Sequence[DataFileError]) -> CheckedTable:
    """A file of which nothing but its problems is known."""
    return CheckedTable(
        contract=contract,
        frame=pd.DataFrame(),
        ids_known=False,
        file=None,
        repairs=(),
        notices=(),
        problems=tuple(problems),
    )


def check_content(
    contract: TableContract, content: bytes, text: TextTable, header: Header
) -> CheckedTable:
    """Every column of a file by its kind, then its ranges and its key."""
    read = read_columns(contract, text, header)
    frame = pd.DataFrame({field: column.values for field, column in read.columns.items()})
    columns = read.columns.values()
    return CheckedTable(
        contract=contract,
        frame=frame,
        ids_known=not text.problems and KEY in frame and not frame[KEY].eq("").any(),
        file=InputFile(
            name=contract.file,
            sha256=hashlib.sha256(content).hexdigest(),
            rows=text.data_rows,
            separator=text.separator,
            encoding=text.encoding,
            decimal_comma=read.decimal_comma,
        ),
        repairs=(*header.repairs, *(repair for column in columns for repair in column.repairs)),
        notices=(
            *notice_layout(contract.file, text, header),
            *(notice for column in columns for notice in column.notices),
            *notice_far(contract, frame),
        ),
        problems=(
            *header.problems,
            *text.problems,
            *(problem for column in columns for problem in column.problems),
            *find_impossible(contract, frame),
            *find_duplicates(contract, frame, header.extra.values()),
            *find_nameless(contract.file, text, header),
            # A row that was left out may be the one that is missing.
            *(find_missing_periods(contract, frame) if not text.problems else ()),
        ),
    )


def find_nameless(file: str, text: TextTable, header: Header) -> list[DataFileError]:
    """Values under no name: a number that was cut at its decimal comma leaves its end there.

    The first column alone may be nameless: programs number their rows in it.
    """
    problems: list[DataFileError] = []
    for place in (place for place, name in header.extra.items() if not name and place):
        cells = pd.Series(
            [row[place] for row in text.rows], index=pd.Index(text.numbers), dtype="str"
        )
        problems += report_cells(
            file,
            None,
            cells[cells.map(tidy).ne("")],
            lambda cell: f"{quoted(cell)} stands in a column without a name",
            "give the column a name, or repair the rows",
        )
    return problems


def notice_layout(file: str, text: TextTable, header: Header) -> tuple[Notice, ...]:
    """Columns that are ignored and rows that were skipped."""
    ignored = [(name, len(text.rows)) for name in header.extra.values()]
    beyond = [("", text.trimmed_rows)] if text.trimmed_rows else []
    extra = (
        Notice(key="extra_column", file=file, column=name, detail="", count=count)
        for name, count in [*ignored, *beyond]
    )
    skipped = {
        "blank_rows": text.blank_rows,
        "total_rows": text.total_rows,
        "header_rows": text.header_rows,
    }
    passed_over = (
        Notice(key=key, file=file, column="", detail="", count=count)
        for key, count in skipped.items()
        if count
    )
    return (*extra, *passed_over)
