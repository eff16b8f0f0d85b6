"""A monthly table with a column per period, in place of a row per customer and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import KEY, PERIOD, Column, TableContract
from analysis.intake.facts import Notice, Repair
from analysis.intake.header import Header, list_names, match_header
from analysis.intake.problems import legible
from analysis.intake.spelling import recognise, tidy

# What programs put between the name of a measure and that of a period.
JOINTS = " _-.,:;/()[]'\""


def widen(contract: TableContract) -> TableContract:
    """The contract of the same table with one row a customer: its periods are its columns."""
    key, measure = contract.column(KEY), contract.columns[-1]
    periods = contract.column(PERIOD)
    return TableContract(
        file=contract.file,
        grain="one row per customer",
        key=(KEY,),
        columns=(
            key,
            *(
                Column(
                    source=source,
                    field=contract.periods[periods.spellings[source]],
                    kind=measure.kind,
                    minimum=measure.minimum,
                    maximum=measure.maximum,
                    spellings={},
                )
                for source in periods.allowed
            ),
        ),
        periods={},
    )


def match_wide(contract: TableContract, found: Sequence[str], row: int = 1) -> Header | None:
    """The header of a wide table; None where it does not name the key and every period once.

    "Выручка_текущий_месяц" names the period, as what turns rows into columns writes it. A
    period that the table does not have is a problem of the header: it may be another table.
    row: where the header stands in its file.
    """
    wide = widen(contract)
    header = match_header(wide, [without_measure(name, contract) for name in found])
    if header.problems:
        return None
    positions = {column.source: header.positions[column.field] for column in wide.columns}
    written = [(found[n], source) for source, n in sorted(positions.items(), key=lambda p: p[1])]
    return replace(
        header,
        problems=tuple(find_foreign(contract, header.extra.values(), row)),
        repairs=tuple(
            Repair(file=contract.file, column=source, found=name, became=source, rows=1)
            for name, source in written
            if name != source
        ),
    )


def find_foreign(
    contract: TableContract, names: Iterable[str], row: int
) -> Iterator[DataFileError]:
    """Columns beside the table's own that are named as a period of another table."""
    period = contract.column(PERIOD)
    for name in names:
        if recognise(name, period.spellings):
            yield DataFileError(
                Place(contract.file, row, legible(name)),
                "this table has no such period",
                fix=f"remove the column, or check that the table is the right one; the periods "
                f"here: {list_periods(contract)}",
            )


def list_periods(contract: TableContract) -> str:
    """The periods of a table as its source spells them."""
    return ", ".join(f"«{name}»" for name in contract.column(PERIOD).allowed)


def without_measure(name: str, contract: TableContract) -> str:
    """The name of a column without that of the measure, where something is left.

    >>> from analysis.intake.contracts import REVENUE
    >>> without_measure("Выручка (текущий_месяц)", REVENUE), without_measure("выручка", REVENUE)
    ('текущий_месяц', 'выручка')
    """
    if not contract.periods:
        return name
    measure = re.escape(contract.columns[-1].source)
    return re.sub(measure, "", tidy(name), flags=re.IGNORECASE).strip(JOINTS) or name


def notice_wide(contract: TableContract, rows: int) -> Notice:
    """That the periods were found in the header and not in the rows."""
    return Notice(
        key="periods_as_columns",
        file=contract.file,
        column=contract.column(PERIOD).source,
        detail="",
        count=rows,
    )


def suspect_wide(
    contract: TableContract, header: Header, rows: Sequence[Sequence[str]], row: int
) -> DataFileError | None:
    """What to say of a table of single customers with as many unknown columns as periods."""
    named = [name for name in header.extra.values() if name]
    if set(header.positions) != {KEY} or len(named) != len(contract.periods):
        return None
    ids = [cells[header.positions[KEY]] for cells in rows]
    if len(set(ids)) < len(ids):
        return None
    columns = ", ".join(f"'{column.source}'" for column in contract.columns)
    return DataFileError(
        Place(contract.file, row),
        f"there seems to be a row per customer and a column per period: {list_names(named)}",
        fix=f"name these columns {list_periods(contract)}, or give {contract.grain} with the "
        f"columns {columns}",
    )
