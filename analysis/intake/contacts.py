"""The store's columns that customers are reached by, read apart from everything else."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import SettingsError
from analysis.intake.contracts import KEY, SNAPSHOT, contracts_for
from analysis.intake.facts import Contacts
from analysis.intake.grid import read_grid
from analysis.intake.id_column import read_ids
from analysis.intake.log import Where
from analysis.intake.months import MonthFolder
from analysis.intake.rows import choose_rows
from analysis.intake.sources import find_source
from analysis.intake.spelling import tidy
from analysis.settings import DEFAULTS, Settings


def read_contacts(folder: MonthFolder, settings: Settings) -> Contacts:
    """The contact columns of a month's market_file; of an id that is there twice the first row.

    They are no part of what the analysis reads, so that they reach no document and no result. A
    table that cannot be read has none; reading the month says why. Raises SettingsError where a
    column is not there.
    """
    names = settings.columns.contact
    contract = next(table for table in contracts_for(settings) if table.file == SNAPSHOT.file)
    source = find_source(contract, folder.path) if names else None
    if source is None or source.content is None:
        return Contacts()
    grid, _ = source.grid or read_grid(contract, source.name, source.content)
    if grid is None or KEY not in grid.header.positions:
        return Contacts()
    places = _find_columns(names, grid.header.names, source.name)
    numbers, cells = zip(*choose_rows(contract, grid)[0].whole, strict=True)
    key = grid.header.positions[KEY]
    where = Where(file=source.name, column=grid.header.names[key], rows=pd.Series(numbers))
    ids = read_ids(where, pd.Series([row[key] for row in cells], dtype=object)).values
    return Contacts(
        columns=names,
        of={
            who: tuple(row[place].strip() for place in places)
            for who, row in reversed([*zip(ids, cells, strict=True)])
            if who
        },
    )


def _find_columns(names: Sequence[str], header: Sequence[str], file: str) -> list[int]:
    """Where the columns stand. Raises SettingsError for one that is not there."""
    there = {tidy(name).casefold(): place for place, name in reversed([*enumerate(header)])}
    for name in names:
        if tidy(name).casefold() not in there:
            raise SettingsError(
                f"{DEFAULTS.name} or the file laid over it, key 'columns.contact'",
                f"{file} has no column {name!r}",
                fix=f"choose from: {', '.join(filter(None, map(tidy, header)))}",
            )
    return [there[tidy(name).casefold()] for name in names]
