"""Where the header stands, and which of its names is which column of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import DataFileError, Place
from analysis.intake.column_names import match_names, match_periods, unit_in, words_of
from analysis.intake.contracts import CONTRACTS, KEY, PERIOD, Column, TableContract
from analysis.intake.facts import Repair
from analysis.intake.log import Log, join_logs, notice
from analysis.intake.problem_text import legible
from analysis.intake.spelling import tidy

# So far down the names of the columns are looked for, under titles and comments.
TITLE_ROWS = 30
# Names of a header that are shown in an error before the rest is counted.
SHOWN_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which names were found where.

    row: index of the last row of the header among the rows of the file.
    names: the cells of the header, those of two rows as one.
    claims: position -> column of the contract, from left to right.
    wide: position -> period, where the table has a column per period; else empty.
    """

    row: int
    height: int
    names: Sequence[str]
    claims: Mapping[int, Column]
    wide: Mapping[int, str]

    @property
    def columns_found(self) -> int:
        """How many different columns of the contract, or periods, are named."""
        return len({column.field for column in self.claims.values()}) + len(self.wide)

    @property
    def positions(self) -> dict[str, int]:
        """Field -> position of its first column."""
        return {column.field: place for place, column in reversed(list(self.claims.items()))}

    @property
    def extra(self) -> dict[int, str]:
        """Position -> name of a column that is not read."""
        return {
            place: tidy(name)
            for place, name in enumerate(self.names)
            if place not in self.claims and place not in self.wide
        }


def find_header(contract: TableContract, rows: Sequence[Sequence[str]]) -> Header:
    """The row, or the two rows, that name most columns; the first row with a text where none does.

    Two rows are a header where together they name more than each does: a pivot has the measure
    above and the periods below.
    """
    filled = [index for index, row in enumerate(rows) if any(map(tidy, row))]
    first = filled[0] if filled else 0
    best = Header(row=first, height=1, names=rows[first] if rows else (), claims={}, wide={})
    for index in filled:
        for names in (rows[index], *_of_two(rows, index)):
            height = 1 if names is rows[index] else 2
            found = _match(contract, index, height, without_blank_end(names))
            if found.columns_found > best.columns_found:
                best = found
        if best.columns_found >= len(contract.columns):
            break
    return best


def _of_two(rows: Sequence[Sequence[str]], last: int) -> Iterator[list[str]]:
    """The names of a header whose last row this is, and whose first is the one above."""
    above, below = (list(rows[last - 1]), list(rows[last])) if last else ([], [])
    if not any(map(tidy, above)):
        return
    width = max(len(above), len(below))
    above, below = ([*cells, *[""] * (width - len(cells))] for cells in (above, below))
    yield [low if tidy(low) else high for high, low in zip(above, below, strict=True)]
    spread = list(above)
    for place in range(1, width):  # a name that was centred over several columns
        spread[place] = spread[place] if tidy(spread[place]) else spread[place - 1]
    yield [f"{high} {low}" if tidy(low) else high for high, low in zip(spread, below, strict=True)]


def without_blank_end(names: Sequence[str]) -> list[str]:
    """The header up to its last name: a separator at the end of a line names no column.

    >>> without_blank_end(["", "id", " ", ""])
    ['', 'id']
    """
    named = [place for place, name in enumerate(names, start=1) if tidy(name)]
    return list(names[: named[-1]]) if named else []


def _match(contract: TableContract, row: int, height: int, names: Sequence[str]) -> Header:
    claims = match_names(contract, names)
    fields = {column.field for column in claims.values()}
    wide: Mapping[int, str] = {}
    if contract.periods and KEY in fields and PERIOD not in fields:
        periods = match_periods(contract, names)
        if len(periods) >= len(contract.periods):
            wide = periods
            claims = {place: column for place, column in claims.items() if column.field == KEY}
    return Header(row=row, height=height, names=names, claims=claims, wide=wide)


def check_header(contract: TableContract, header: Header, rows: Sequence[Sequence[str]]) -> Log:
    """What the header repairs, notices, and lacks; `rows` are those of the file's top."""
    problems = Log(problems=tuple(_find_problems(contract, header)))
    return _notice_place(contract, header, rows) + _log_names(contract, header) + problems


def _notice_place(contract: TableContract, header: Header, rows: Sequence[Sequence[str]]) -> Log:
    first = header.row - header.height + 1
    above = [row for row in rows[:first] if any(map(tidy, row))]
    found = next((cell for row in above for cell in row if tidy(cell)), "")
    return notice("rows_above", contract.file, len(above), detail=tidy(found)[:60]) + notice(
        "header_in_rows", contract.file, header.height if header.height > 1 else 0
    )


def _log_names(contract: TableContract, header: Header) -> Log:
    """Names that were read as others, and the units they state."""
    meant = {place: column.source for place, column in header.claims.items()} | dict(header.wide)
    units = join_logs(
        notice("unit_found", contract.file, 1, column=column.source, detail=unit)
        for place, column in header.claims.items()
        if column.money and (unit := unit_in(header.names[place]))
    )
    pairs = [(header.names[place], name) for place, name in meant.items()]
    repairs = (
        Repair(file=contract.file, column=name, found=found, became=name, rows=1)
        for found, name in pairs
        if found != name
    )
    return units + Log(repairs=tuple(repairs))


def other_table(contract: TableContract, header: Header) -> str | None:
    """The file whose columns are all here while some of the contract's are not."""
    if header.wide or not _lost_columns(contract, header.positions):
        return None
    others = (
        other.file
        for other in CONTRACTS
        if other.file != contract.file
        and len(_match(other, 0, 1, header.names).positions) == len(other.columns)
    )
    return next(others, None)


def _find_problems(contract: TableContract, header: Header) -> Iterator[DataFileError]:
    """Columns that are missing or there more than once."""
    row, extra = header.row + 1, tuple(header.extra.values())
    if not header.columns_found:
        names = ", ".join(f"'{column.source}'" for column in contract.columns)
        yield DataFileError(
            Place(contract.file, row),
            f"no row names the columns; this one holds {list_names(extra)}",
            fix=f"put the names of the columns above the rows: {names}",
        )
        return
    times = Counter(column.field for column in header.claims.values())
    lost = [] if header.wide else _lost_columns(contract, times)
    for column in contract.columns:
        if times[column.field] > 1:
            text = f"{times[column.field]} columns have this name"
            fix = "give the one that is not meant another name"
            yield DataFileError(Place(contract.file, row, column.source), text, fix=fix)
    if lost and len(lost) == len(contract.columns) - 1 and KEY in times and contract.periods:
        suspected = _suspect_wide(contract, header)
        if suspected:
            yield suspected
            return
    for column in lost:
        # Which other names there are is said once.
        unknown = f"; unknown names: {list_names(extra)}" if extra and column is lost[0] else ""
        fix = f"add it, or say in the section [columns] of the settings which one holds it{unknown}"
        place = Place(contract.file, None, column.source)
        yield DataFileError(place, "the column is missing", fix=fix)
    for period, count in Counter(header.wide.values()).items():
        if count > 1:
            place, text = Place(contract.file, row, period), "several columns are of this period"
            yield DataFileError(place, text, fix="give the others another name")


def _lost_columns(contract: TableContract, found: Collection[str]) -> list[Column]:
    """The columns that must be there and are not among the fields found."""
    return [c for c in contract.columns if c.field not in (*found, *contract.optional)]


def _suspect_wide(contract: TableContract, header: Header) -> DataFileError | None:
    """What to say of a table of customers with as many unknown columns as periods."""
    named = [name for name in header.extra.values() if name]
    if len(named) != len(contract.periods):
        return None
    allowed = ", ".join(f"«{name}»" for name in contract.column(PERIOD).allowed)
    columns = ", ".join(f"'{column.source}'" for column in contract.columns)
    return DataFileError(
        Place(contract.file, header.row + 1),
        f"there seems to be a row per customer and a column per period: {list_names(named)}",
        fix=f"name these columns {allowed}, or give {contract.grain} with the columns {columns}",
    )


def says_percent(header: Header, field: str) -> bool:
    """Whether the name of a field's column says that its numbers are percentages."""
    return "%" in words_of(header.names[header.positions[field]])


def list_names(names: Sequence[str]) -> str:
    """Names of a header for an error: the first few, then the count of the rest."""
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(f"'{legible(name)}'" for name in names[:SHOWN_NAMES]) + more
