"""A month's folder in, its cleaned customers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.errors import DataFileError, InputProblemsError, Place, SettingsError, refuse
from analysis.intake.base import Base
from analysis.intake.contracts import LABEL, PROFIT, PROFITS, SNAPSHOT, contracts_for
from analysis.intake.customers import Joined, compare_ids, compare_months, join_customers
from analysis.intake.exclusions import Kept, set_aside
from analysis.intake.facts import DataFacts, MissingValues
from analysis.intake.log import NOTHING, Log, join_logs, notice
from analysis.intake.months import MonthFolder
from analysis.intake.sent import check_sent, sum_up_sent
from analysis.intake.sources import find_source
from analysis.intake.table import CheckedTable, check_table
from analysis.intake.twins import Twins, find_twins
from analysis.settings import DEFAULTS, DataSettings, Settings

# Of a customer who brings any, on average: a contact costs some hundredths of it, and a sum is
# known to the hundredth of the unit.
SMALLEST_PROFIT = 0.1
OUTCOME = {"dropped": 1.0, "same": 0.0}


def read_base(folder: MonthFolder, settings: Settings, *, learned: bool = True) -> Base:
    """The customers of one month, checked, repaired, joined; outliers and inactive set aside.

    learned: whether this month alone is learned from, so that its labels must be enough.
    Raises InputProblemsError with every problem of all four files and the record of what was sent,
    or where too few labels or
    too small a profit are left, SettingsError for a twin field, an own name or an own word that
    does not fit.
    """
    rules = settings.data
    tables = [
        check_table(contract, find_source(contract, folder.path), folder.name)
        for contract in contracts_for(settings)
    ]
    record = check_sent(folder, settings)
    log = join_logs(table.log for table in (*tables, record)) + compare_months(tables)
    if log.problems:
        raise InputProblemsError((*log.problems, *_compare_sure(tables, rules).problems))
    joined = join_customers(tables, rules)
    sent, told = sum_up_sent(record, joined.ids)
    log += joined.log + told
    if log.problems:
        raise InputProblemsError(log.problems)
    features = joined.table.drop(columns=[LABEL, PROFIT])
    check_twin_fields(features, rules)
    dropped = joined.table[LABEL].map(OUTCOME).astype("float64").rename("dropped")
    kept = set_aside(joined.table, rules)
    least = rules.least_of_each if learned else 0
    refuse_unusable(dropped[kept.ids], joined.table.loc[kept.ids, PROFIT], least)
    twins = find_twins(features.loc[kept.ids], dropped[kept.ids], rules)
    missing = count_missing(features.loc[kept.ids], rules)
    return Base(
        table=joined.table.loc[kept.ids].drop(columns=LABEL),
        dropped=dropped[kept.ids],
        groups=twins.groups,
        labels=dropped,
        left_out=tuple(field.field for field in missing if field.left_out),
        sent=sent,
        facts=sum_up(
            folder, [*tables, record], joined, log, dropped[kept.ids], kept, twins, missing
        ),
    )


def _compare_sure(tables: Sequence[CheckedTable], rules: DataSettings) -> Log:
    """What differs between the customers of the tables whose ids are beyond doubt."""
    sure = [table for table in tables if table.ids_known]
    return compare_ids(sure, rules) if len(sure) > 1 else NOTHING


def count_missing(features: pd.DataFrame, rules: DataSettings) -> tuple[MissingValues, ...]:
    """The features that some customers have no value of, in the order of the vocabulary."""
    counts = {str(name): int(count) for name, count in features.isna().sum().items()}
    most = rules.most_missing_share * len(features)
    return tuple(
        MissingValues(field=name, customers=count, left_out=count > most)
        for name, count in counts.items()
        if count
    )


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
    dropped: pd.Series[float], profit: pd.Series[float], least_of_each: int
) -> None:
    """Raise InputProblemsError where those who are left cannot be learned from or priced."""
    if dropped.empty:
        nobody = DataFileError(
            Place(SNAPSHOT.file),
            "no customer is left after setting aside the inactive and the outliers",
            fix="check the revenue, or change the rules in the section [data] of the settings",
        )
        raise InputProblemsError([nobody])
    problems = [*find_too_few(dropped, least_of_each), *find_too_small(profit)]
    if problems:
        raise InputProblemsError(problems)


def find_too_few(dropped: pd.Series[float], least: int) -> Iterator[DataFileError]:
    """Labels that not enough customers have to learn from."""
    place = Place(SNAPSHOT.file, None, SNAPSHOT.column(LABEL).source)
    for value, source in SNAPSHOT.column(LABEL).kept.items():
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
    joined: Joined,
    log: Log,
    labels: pd.Series[float],
    kept: Kept,
    twins: Twins,
    missing: tuple[MissingValues, ...],
) -> DataFacts:
    """What reading and cleaning found; `labels` are those of the kept customers."""
    losing = int((joined.table.loc[kept.ids, PROFIT] < 0).sum())
    told = join_logs(
        notice("missing_values", "", field.customers, column=field.field) for field in missing
    ) + join_logs(
        notice("left_out", "", field.customers, column=field.field)
        for field in missing
        if field.left_out
    )
    return DataFacts(
        month=folder.name,
        demonstration=folder.is_demonstration,
        files=tuple(table.file for table in tables if table.file is not None),
        customers_read=joined.read,
        customers_kept=len(labels),
        customers_labelled=int(labels.notna().sum()),
        customers_dropped=int((labels == 1.0).sum()),
        repairs=log.repairs,
        set_aside=(*kept.set_aside, *(rule for rule in joined.set_aside if rule.customers)),
        twins=twins.facts,
        missing=missing,
        notices=(
            *log.notices,
            *told.notices,
            *kept.notices,
            *twins.notices,
            *notice("losses", "", losing, column=PROFIT).notices,
        ),
    )
