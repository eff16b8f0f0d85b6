"""What a step of reading hands back beside its product: repairs, notices and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.facts import Notice, NoticeKey, Repair
from analysis.intake.problem_text import EXAMPLES, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What was repaired, what an analyst may want to know, and what cannot be read."""

    repairs: tuple[Repair, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[DataFileError, ...] = ()

    def __add__(self, other: Log) -> Log:
        return Log(
            repairs=self.repairs + other.repairs,
            notices=self.notices + other.notices,
            problems=self.problems + other.problems,
        )


NOTHING = Log()


def join_logs(logs: Iterable[Log]) -> Log:
    """All of them as one, in their order."""
    return sum(logs, NOTHING)


def problem(place: Place, text: str, *, fix: str) -> Log:
    """One problem."""
    return Log(problems=(DataFileError(place, text, fix=fix),))


def notice(key: NoticeKey, file: str, count: int, *, column: str = "", detail: str = "") -> Log:
    """One notice, or none where nothing was touched."""
    told = Notice(key=key, file=file, column=column, detail=detail, count=count)
    return Log(notices=(told,) if count else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where the cells of one column stand in their file.

    rows: position of a cell -> its row as a spreadsheet counts.
    columns: position -> name of its column, where a column per period became rows.
    """

    file: str
    column: str
    rows: pd.Series[int]
    columns: pd.Series[str] | None = None

    def at(self, position: int) -> Place:
        """The place of one cell."""
        column = self.column if self.columns is None else str(self.columns.iloc[position])
        return Place(self.file, int(self.rows.iloc[position]), column)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """A column's values (index = position), which cells hold none, and what reading it found.

    A cell with a problem has no value either, but is not `missing`.
    """

    values: pd.Series
    missing: pd.Series[bool]
    log: Log


def respell(where: Where, became: Mapping[str, str], counts: Mapping[str, int]) -> Log:
    """Texts of a column that were read as others."""
    return Log(
        repairs=tuple(
            Repair(file=where.file, column=where.column, found=text, became=name, rows=counts[text])
            for text, name in sorted(became.items())
            if text != name
        )
    )


def report_faults(
    where: Where, cells: pd.Series[str], faults: Mapping[str, str], fixes: Mapping[str, str]
) -> Log:
    """Cells with a fault (text -> fault) as one problem for each, in the order of `fixes`."""
    found = cells.map(dict(faults))
    return join_logs(
        report_cells(where, cells[found == fault], partial(_say, fault=fault), fix)
        for fault, fix in fixes.items()
        if fault in faults.values()
    )


def _say(cell: str, *, fault: str) -> str:
    return fault if fault.startswith("the ") else f"{quoted(cell)} {fault}"


def report_cells(where: Where, cells: pd.Series[str], says: Callable[[str], str], fix: str) -> Log:
    """Cells with the same fault (index = position) as one problem, in the words of the first."""
    if cells.empty:
        return NOTHING
    positions = [int(position) for position in cells.index[: EXAMPLES + 1]]
    others = [int(where.rows.iloc[position]) for position in positions[1:]]
    said = says(str(cells.iloc[0])) + and_more(others, len(cells) - 1)
    return problem(where.at(positions[0]), said, fix=fix)


def join_columns(log: Log, fix: str) -> Log:
    """The log with one problem of all that have this repair; it names the further columns."""
    alike = [found for found in log.problems if found.fix == fix]
    if not alike[1:]:
        return log
    first, *others = alike
    columns = ", ".join(f"'{found.place.column}'" for found in others)
    joined = DataFileError(first.place, f"{first.problem}; also in {columns}", fix=fix)
    left = (found for found in log.problems if found not in others)
    return replace(log, problems=tuple(joined if found is first else found for found in left))


def and_more(rows: Iterable[int], count: int) -> str:
    """How many further rows have the same fault, the first of them by number.

    >>> and_more([], 0), and_more([7], 1), and_more([7, 9, 12], 40)
    ('', ' (and 1 more like it: row 7)', ' (and 40 more like it: rows 7, 9, 12, …)')
    """
    if not count:
        return ""
    shown = ", ".join(str(row) for row in list(rows)[:EXAMPLES])
    rest = ", …" if count > EXAMPLES else ""
    return f" (and {count:,} more like it: row{'s' if count > 1 else ''} {shown}{rest})"
