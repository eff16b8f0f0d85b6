"""A month's folder in, its cleaned customers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import pandas as pd

from analysis.errors import DataFileError, InputProblemsError, Place, SettingsError, refuse
from analysis.intake.aside import Kept, set_aside
from analysis.intake.base import Base
from analysis.intake.contracts import CONTRACTS, KEY, LABEL, PROFIT, PROFITS, SNAPSHOT
from analysis.intake.facts import DataFacts, Notice
from analysis.intake.join import join_customers, read_label
from analysis.intake.keys import find_strangers
from analysis.intake.months import MonthFolder
from analysis.intake.table import CheckedTable, check_table
from analysis.intake.twins import Twins, find_twins
from analysis.settings import DEFAULTS, DataSettings

# Of a customer who brings any, on average: a contact costs some hundredths of it, and a sum is
# known to the hundredth of the unit.
SMALLEST_PROFIT = 0.1
OUTCOME = {"dropped": 1.0, "same": 0.0}


def read_base(folder: MonthFolder, settings: DataSettings) -> Base:
    """The customers of one month, checked, repaired, joined; outliers and inactive set aside.

    Raises InputProblemsError with every problem of all four files, or where too few labels or
    too small a profit are left, SettingsError for a twin field that does not exist.
    """
    tables = [check_table(contract, folder.path) for contract in CONTRACTS]
    problems = [*chain.from_iterable(table.problems for table in tables), *compare_ids(tables)]
    if problems:
        raise InputProblemsError(problems)
    joined = join_customers(tables)
    features = joined.drop(columns=[LABEL, PROFIT])
    check_twin_fields(features, settings)
    dropped = read_label(joined, OUTCOME)
    kept = set_aside(joined, settings)
    refuse_unusable(dropped[kept.ids], joined.loc[kept.ids, PROFIT], settings)
    twins = find_twins(features.loc[kept.ids], dropped[kept.ids], settings)
    return Base(
        table=joined.loc[kept.ids].drop(columns=LABEL),
        dropped=dropped[kept.ids],
        groups=twins.groups,
        facts=sum_up(folder, tables, dropped, joined[PROFIT], kept, twins),
    )


def compare_ids(tables: Sequence[CheckedTable]) -> list[DataFileError]:
    """Customers who are in one file and not in another, where ids are beyond doubt."""
    sure = [table for table in tables if table.ids_known]
    ids = [(table.contract.file, table.frame[KEY].unique().tolist()) for table in sure]
    return [
        problem
        for n, table in enumerate(sure)
        for problem in find_strangers(table.contract, set(ids[n][1]), [*ids[:n], *ids[n + 1 :]])
    ]


def check_twin_fields(features: pd.DataFrame, settings: DataSettings) -> None:
    """Raise SettingsError for every twin field that is no feature."""
    refuse(
        [
            SettingsError(
                f"{DEFAULTS.name} or the file laid over it, key 'data.twin_fields'",
                f"there is no field {name!r}",
                fix=f"choose from: {', '.join(features.columns)}",
            )
            for name in settings.twin_fields
            if name not in features.columns
        ]
    )


def refuse_unusable(
    dropped: pd.Series[float], profit: pd.Series[float], settings: DataSettings
) -> None:
    """Raise InputProblemsError where those who are left cannot be learned from or priced."""
    if dropped.empty:
        nobody = DataFileError(
            Place(SNAPSHOT.file),
            "no customer is left after setting aside the inactive and the outliers",
            fix="check the revenue, or change the rules in the section [data] of the settings",
        )
        raise InputProblemsError([nobody])
    problems = [*find_too_few(dropped, settings.least_of_each), *find_too_small(profit)]
    if problems:
        raise InputProblemsError(problems)


def find_too_few(dropped: pd.Series[float], least: int) -> Iterator[DataFileError]:
    """Labels that not enough customers have to learn from."""
    place = Place(SNAPSHOT.file, None, SNAPSHOT.column(LABEL).source)
    for source, value in SNAPSHOT.column(LABEL).spellings.items():
        count = int((dropped == OUTCOME[value]).sum())
        if count < least:
            yield DataFileError(
                place,
                f"{say_left(count)} with the label «{source}», at least {least} are needed to "
                "learn from",
                fix="give a month with more labelled customers",
            )


def say_left(count: int) -> str:
    """So many customers.

    >>> say_left(1), say_left(20)
    ('1 customer is left', '20 customers are left')
    """
    return "1 customer is left" if count == 1 else f"{count:,} customers are left"


def find_too_small(profit: pd.Series[float]) -> Iterator[DataFileError]:
    """A profit so small that its sums to the cent say nothing."""
    earning = profit[profit > 0]
    if not earning.empty and earning.mean() < SMALLEST_PROFIT:
        yield DataFileError(
            Place(PROFITS.file, None, PROFITS.column(PROFIT).source),
            f"{earning.mean():.2g} on average, but costs and gains are kept to a hundredth",
            fix="give the profit in a smaller unit, e.g. in roubles and not in millions",
        )


def sum_up(
    folder: MonthFolder,
    tables: Sequence[CheckedTable],
    dropped: pd.Series[float],
    profit: pd.Series[float],
    kept: Kept,
    twins: Twins,
) -> DataFacts:
    """What reading and cleaning found; `dropped` and `profit` are of everybody who was read."""
    labels = dropped[kept.ids]
    return DataFacts(
        month=folder.name,
        demonstration=folder.is_demonstration,
        files=tuple(table.file for table in tables if table.file is not None),
        customers_read=len(dropped),
        customers_kept=len(labels),
        customers_labelled=int(labels.notna().sum()),
        customers_dropped=int((labels == 1.0).sum()),
        repairs=tuple(chain.from_iterable(table.repairs for table in tables)),
        set_aside=kept.set_aside,
        twins=twins.facts,
        notices=(
            *chain.from_iterable(table.notices for table in tables),
            *kept.notices,
            *twins.notices,
            *notice_losses(profit[kept.ids]),
        ),
    )


def notice_losses(profit: pd.Series[float]) -> list[Notice]:
    """How many of the kept customers bring a loss: profit at risk leaves them out."""
    losing = int((profit < 0).sum())
    return [Notice(key="losses", file="", column=PROFIT, detail="", count=losing)] if losing else []
