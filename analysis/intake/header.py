"""Which column of a file is which column of its contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import CONTRACTS, Column, TableContract
from analysis.intake.facts import Repair
from analysis.intake.problems import legible
from analysis.intake.spelling import fold, recognise, tidy

# Names of a header that are shown in an error before the rest is counted.
SHOWN_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the contract's columns stand in a file (field -> position), and what else does."""

    positions: Mapping[str, int]
    extra: Mapping[int, str]  # position -> name of a column that is ignored
    repairs: tuple[Repair, ...]
    problems: tuple[DataFileError, ...]


def match_header(contract: TableContract, found: Sequence[str], row: int = 1) -> Header:
    """Find every column of the contract; case, blanks, order and slips do not matter.

    row: where the header stands in its file.

    A column whose name is right is never lost to a neighbour whose name is nearly so.
    """
    claims = spelled_right(contract.columns, found)
    taken = {column.field for column in claims.values()}
    missing = [column for column in contract.columns if column.field not in taken]
    claims |= nearly_right(missing, found, claims)
    times = Counter(column.field for column in claims.values())
    extra = {n: tidy(name) for n, name in enumerate(found) if n not in claims}
    return Header(
        positions={column.field: place for place, column in claims.items()},
        extra=extra,
        repairs=tuple(
            Repair(file=contract.file, column=c.source, found=found[n], became=c.source, rows=1)
            for n, c in sorted(claims.items())
            if found[n] != c.source
        ),
        problems=find_problems(contract, times, tuple(extra.values()), row),
    )


def other_table(contract: TableContract, header: Header, found: Sequence[str]) -> str | None:
    """The file whose columns are all here while some of the contract's are not."""
    if len(header.positions) == len(contract.columns):
        return None
    names = {fold(name) for name in found}
    return next(
        (
            other.file
            for other in CONTRACTS
            if other is not contract and names.issuperset(fold(c.source) for c in other.columns)
        ),
        None,
    )


def find_problems(
    contract: TableContract, times: Mapping[str, int], extra: Sequence[str], row: int
) -> tuple[DataFileError, ...]:
    """Columns that are missing or there more than once; `extra` are names not recognised."""
    if not times:
        names = ", ".join(f"'{column.source}'" for column in contract.columns)
        return (
            DataFileError(
                Place(contract.file, row),
                f"this row names none of the columns; it holds {list_names(extra)}",
                fix=f"put the names of the columns into the first row: {names}",
            ),
        )
    problems: list[DataFileError] = []
    for column in contract.columns:
        count = times.get(column.field, 0)
        if count > 1:
            problems.append(repeated(Place(contract.file, row, column.source), count))
        elif not count:
            # Which other names there are is said once.
            problems.append(missing(contract.file, column, () if problems else extra))
    return tuple(problems)


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


def repeated(place: Place, times: int) -> DataFileError:
    """A column that is there more than once."""
    return DataFileError(place, f"{times} columns have this name", fix="keep one of them")


def missing(file: str, column: Column, extra: Sequence[str]) -> DataFileError:
    """A column that is not there."""
    unknown = f"; unknown names: {list_names(extra)}" if extra else ""
    return DataFileError(
        Place(file, None, column.source),
        "the column is missing",
        fix=f"add it, or rename the column that holds it{unknown}",
    )


def list_names(names: Sequence[str]) -> str:
    """Names of a header for an error: the first few, then the count of the rest."""
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(f"'{legible(name)}'" for name in names[:SHOWN_NAMES]) + more
