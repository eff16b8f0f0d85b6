"""Which column of a file is which column of its contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import Column, TableContract
from analysis.intake.facts import Repair
from analysis.intake.spelling import fold, recognise, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the contract's columns stand in a file (field -> position), and what else does."""

    positions: Mapping[str, int]
    extra: Mapping[int, str]  # position -> name of a column that is ignored
    repairs: tuple[Repair, ...]
    problems: tuple[DataFileError, ...]


def match_header(contract: TableContract, found: Sequence[str]) -> Header:
    """Find every column of the contract; case, blanks, order and slips do not matter.

    A column whose name is right is never lost to a neighbour whose name is nearly so.
    """
    claims = spelled_right(contract.columns, found)
    taken = {column.field for column in claims.values()}
    missing = [column for column in contract.columns if column.field not in taken]
    claims |= nearly_right(missing, found, claims)
    times = Counter(column.field for column in claims.values())
    return Header(
        positions={column.field: place for place, column in claims.items()},
        extra={n: tidy(name) for n, name in enumerate(found) if n not in claims},
        repairs=tuple(
            Repair(file=contract.file, column=c.source, found=found[n], became=c.source, rows=1)
            for n, c in sorted(claims.items())
            if found[n] != c.source
        ),
        problems=tuple(
            count_problem(contract.file, column, times[column.field], found)
            for column in contract.columns
            if times[column.field] != 1
        ),
    )


def spelled_right(columns: Sequence[Column], found: Sequence[str]) -> dict[int, Column]:
    """Positions whose name is that of a column but for case, blanks and look-alikes."""
    names = {fold(column.source): column for column in columns}
    return {n: names[fold(name)] for n, name in enumerate(found) if fold(name) in names}


def nearly_right(
    missing: Sequence[Column], found: Sequence[str], taken: Mapping[int, Column]
) -> dict[int, Column]:
    """Positions whose name is a slip away from a missing column, and from one only."""
    by_source = {column.source: column for column in missing}
    meant = {n: recognise(name, by_source) for n, name in enumerate(found) if n not in taken}
    return {n: by_source[names[0]] for n, names in meant.items() if len(names) == 1}


def count_problem(file: str, column: Column, times: int, found: Sequence[str]) -> DataFileError:
    """A column that is missing, or there more than once."""
    if times:
        return DataFileError(
            Place(file, 1, column.source), f"{times} columns have this name", fix="keep one of them"
        )
    names = ", ".join(f"'{tidy(name)}'" for name in found)
    return DataFileError(
        Place(file, None, column.source),
        "the column is missing",
        fix=f"add it, or rename the column that holds it; the file has: {names}",
    )
