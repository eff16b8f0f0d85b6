"""One file checked against its contract: typed columns, what was repaired, what is wrong.

The order is: bytes, grid of cells, header, rows, typed columns, keys. Each step returns what it
made and its log, and the next goes on with whatever is there, so that one fault hides no other.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import KEY, PERIOD, REVENUE, Column, TableContract
from analysis.intake.facts import InputFile
from analysis.intake.grid import Grid, read_grid
from analysis.intake.header import Header, check_header, other_table, says_percent
from analysis.intake.id_column import read_ids
from analysis.intake.keys import drop_repeated, find_grain
from analysis.intake.log import (
    NOTHING,
    Log,
    ReadColumn,
    Where,
    join_columns,
    join_logs,
    notice,
    problem,
    report_cells,
)
from analysis.intake.month_text import Month
from analysis.intake.number_column import LOST_TO_DATES, Marks, find_marks, read_numbers
from analysis.intake.period_column import read_periods
from analysis.intake.problem_text import quoted
from analysis.intake.ranges import check_range, notice_far
from analysis.intake.rows import Rows, choose_rows
from analysis.intake.sources import Source
from analysis.intake.spelling import tidy
from analysis.intake.text import AGAIN
from analysis.intake.word_column import read_texts, read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A file as it was read.

    frame: a row per key, columns = fields of the contract that were found; numbers float64, ids
        and words str, missing where there is no value; empty where nothing could be read.
    ids_known: no row was left out and no id is in doubt, so ids may be held against other files.
    newest: the month that is the current one, where the table names months.
    """

    contract: TableContract
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    ids_known: bool = False
    file: InputFile | None = None
    newest: Month | None = None
    log: Log = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """The columns of a table by their kinds, with a row per key."""

    frame: pd.DataFrame
    ids_known: bool
    decimal_comma: bool
    newest: Month | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The columns of a table as text: cells by field (index = position), and where they stand."""

    texts: pd.DataFrame
    wheres: dict[str, Where]


def check_table(contract: TableContract, source: Source, folder: str) -> CheckedTable:
    """Read and check one file; every problem is returned, none raised.

    folder: the name of the month's folder.
    """
    if source.content is None:
        return CheckedTable(contract=contract, log=source.log)
    with _without_collecting():
        grid, log = source.grid or read_grid(contract, source.name, source.content)
        log = source.log + log
        if grid is None:
            return CheckedTable(contract=contract, log=log)
        checked = _check_grid(contract, source, grid, folder)
    return replace(checked, log=log + grid.log + checked.log)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Suspend Python's search for cycles: among a million rows it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_grid(contract: TableContract, source: Source, grid: Grid, folder: str) -> CheckedTable:
    header = grid.header
    other = other_table(contract, header)
    if other:
        place = Place(contract.file, header.row + 1)
        text, fix = f"its columns are those of {other}", "give each table its own name"
        return CheckedTable(contract=contract, log=problem(place, text, fix=fix))
    log = check_header(contract, header, grid.rows)
    if not header.columns_found:
        return CheckedTable(contract=contract, log=log)
    rows, row_log = choose_rows(contract, grid)
    log += row_log
    if not rows.count and grid.whole and contract.required:
        log += problem(Place(contract.file), "there are no rows to read", fix=AGAIN)
    if not rows.whole:
        return CheckedTable(contract=contract, log=log)
    cells = _name_columns(contract, header, rows)
    log += join_logs(
        notice("extra_column", contract.file, len(rows.whole), column=name)
        for name in header.extra.values()
    )
    log += _find_nameless(contract, header, rows)
    typed, typed_log = _type_columns(contract, header, cells, grid.separator, folder)
    good = grid.whole and len(rows.whole) == rows.count
    return CheckedTable(
        contract=contract,
        frame=typed.frame,
        ids_known=good and typed.ids_known,
        file=InputFile(
            name=source.name,
            sha256=hashlib.sha256(source.content or b"").hexdigest(),
            rows=rows.count,
            separator=grid.separator,
            encoding=grid.encoding,
            decimal_comma=typed.decimal_comma,
            table=contract.file,
            sheet=grid.sheet,
        ),
        newest=typed.newest,
        log=log + typed_log,
    )


def _name_columns(contract: TableContract, header: Header, rows: Rows) -> Cells:
    """The text of every column of the contract; a column per period becomes a row per period."""
    numbers = np.fromiter((number for number, _ in rows.whole), dtype=np.int64)
    wide = list(header.wide.items())
    times = max(len(wide), 1)

    def cut(position: int) -> list[str]:
        return [cells[position] for _, cells in rows.whole]

    texts = {name: cut(position) * times for name, position in header.positions.items()}
    names = {name: tidy(header.names[position]) for name, position in header.positions.items()}
    columns = None
    if wide:
        period, measure = contract.column(PERIOD), contract.measure
        texts[period.field] = [found for _, found in wide for _ in rows.whole]
        texts[measure.field] = [cell for position, _ in wide for cell in cut(position)]
        names |= {period.field: period.source, measure.field: measure.source}
        columns = pd.Series([tidy(header.names[place]) for place, _ in wide for _ in rows.whole])
    place = pd.Series(np.tile(numbers, times), dtype="int64")
    return Cells(
        texts=pd.DataFrame(texts, dtype=object),
        wheres={
            name: Where(
                file=contract.file,
                column=names[name],
                rows=place,
                columns=columns if name == contract.measure.field else None,
            )
            for name in texts
        },
    )


def _type_columns(
    contract: TableContract, header: Header, cells: Cells, separator: str, folder: str
) -> tuple[TypedTable, Log]:
    """Every column by its kind, then its ranges, then the rows by their key."""
    numeric = [c.field for c in contract.columns if c.kind == "number" and c.field in cells.texts]
    marks = find_marks([cells.texts[name].unique().tolist() for name in numeric], separator)
    frame, log, newest = pd.DataFrame(index=cells.texts.index), NOTHING, None
    unused = pd.Series(False, index=frame.index)
    for column in contract.columns:
        if column.field not in cells.texts:
            continue
        where, texts = cells.wheres[column.field], cells.texts[column.field]
        if column.kind == "period":
            periods = read_periods(where, contract, column, texts, folder)
            frame[column.field], unused, newest = periods.values, periods.unused, periods.newest
            log += periods.log
            continue
        if column.kind == "number":
            texts = texts[~unused]
        read = _read_column(contract, column, where, texts, marks, header)
        frame[column.field] = read.values
        log += read.log
    frame = frame[~unused]
    known = frame[frame[KEY].ne("")] if KEY in frame else frame
    if PERIOD in frame:
        known = known[known[PERIOD].notna()]
    grain = find_grain(contract, known, header.extra.values())
    if not grain.problems:
        known, repeated = drop_repeated(contract, known, cells.wheres, cells.texts)
        grain = repeated
    if header.wide:
        log += notice(
            "periods_as_columns",
            contract.file,
            len(frame) // len(header.wide),
            column=contract.column(PERIOD).source,
        )
    typed = TypedTable(
        frame=known,
        ids_known=KEY in frame and len(known) > 0 and not frame[KEY].eq("").any(),
        decimal_comma="," in marks.decimal,
        newest=newest,
    )
    return typed, join_columns(log, LOST_TO_DATES) + grain


def _read_column(
    contract: TableContract,
    column: Column,
    where: Where,
    texts: pd.Series[str],
    marks: Marks,
    header: Header,
) -> ReadColumn:
    if column.kind == "id":
        return read_ids(where, texts)
    if column.kind == "text":
        return read_texts(texts)
    if column.kind != "number":
        return read_words(where, column, texts)
    percents = column.percent and says_percent(header, column.field)
    read = read_numbers(where, column, texts, marks, percents=percents)
    log = read.log + check_range(where, column, read.values)
    if contract.file != REVENUE.file:  # which has a rule of outliers of its own
        log += notice_far(where, read.values)
    else:
        log += notice("returns", where.file, int((read.values < 0).sum()), column=where.column)
    return ReadColumn(values=read.values, missing=read.missing, log=log)


def _find_nameless(contract: TableContract, header: Header, rows: Rows) -> Log:
    """Values under no name: a number that was cut at its decimal comma leaves its end there.

    The first column alone may be nameless: programs number their rows in it.
    """
    log = NOTHING
    for position in (place for place, name in header.extra.items() if not name and place):
        cells = pd.Series([row[position] for _, row in rows.whole], dtype=object)
        where = Where(
            file=contract.file,
            column=f"no. {position + 1}",
            rows=pd.Series([number for number, _ in rows.whole]),
        )
        log += report_cells(
            where,
            cells[cells.map(tidy).ne("")],
            lambda cell: f"{quoted(cell)} stands in a column without a name",
            "give the column a name, or export the table again",
        )
    return log
