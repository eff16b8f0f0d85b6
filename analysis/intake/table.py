"""One file checked against its contract: typed columns, what was repaired, what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.columns import read_columns
from analysis.intake.contracts import KEY, TableContract
from analysis.intake.domain import find_impossible
from analysis.intake.facts import InputFile, Notice, Repair
from analysis.intake.header import Header, match_header
from analysis.intake.keys import find_duplicates, find_missing_periods
from analysis.intake.months import find_files
from analysis.intake.text import TextTable, read_text_table


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
        content = read_bytes(contract, folder)
        text = read_text_table(contract, content)
    except DataFileError as problem:
        return unreadable(contract, (problem,))
    header = match_header(contract, text.header)
    if not text.rows:
        place = Place(contract.file)
        empty = DataFileError(place, "there are no rows to read", fix="export the table again")
        return unreadable(contract, (*header.problems, *text.problems, empty))
    return check_content(contract, content, text, header)


def read_bytes(contract: TableContract, folder: Path) -> bytes:
    """The file's bytes, read once: what is hashed is what is parsed.

    Raises DataFileError: no such file, several that differ in case only, not readable.
    """
    place = Place(contract.file)
    found = find_files(folder, contract.file)
    if not found:
        raise DataFileError(
            place, "the file is missing", fix=f"add it to the folder {folder}: {contract.grain}"
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise DataFileError(place, f"it is there more than once: {names}", fix="keep one of them")
    try:
        return found[0].read_bytes()
    except OSError as fault:
        raise DataFileError(
            place, f"it cannot be read: {fault.strerror}", fix="give a CSV file you may read"
        ) from None


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
        ),
        problems=(
            *header.problems,
            *text.problems,
            *(problem for column in columns for problem in column.problems),
            *find_impossible(contract, frame),
            *find_duplicates(contract, frame),
            *find_missing_periods(contract, frame),
        ),
    )


def notice_layout(file: str, text: TextTable, header: Header) -> tuple[Notice, ...]:
    """Columns that are ignored and blank rows that were skipped."""
    ignored = tuple(
        Notice(key="extra_column", file=file, column=name, detail="", count=len(text.rows))
        for name in header.extra.values()
    )
    skipped = Notice(key="blank_rows", file=file, column="", detail="", count=text.blank_rows)
    return (*ignored, skipped) if text.blank_rows else ignored
