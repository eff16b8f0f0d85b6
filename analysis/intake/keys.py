"""Who is in a table: no customer twice, no month missing, the same customers everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import KEY, PERIOD, PERIOD_SOURCE, TableContract
from analysis.intake.problems import SHOWN, legible, report_places, some
from analysis.intake.spelling import recognise

ID_SOURCE = "id"
SAME_CUSTOMERS = "export all four tables for the same customers"
SPELL_ALIKE = (
    "write the ids alike in all four tables: the same customers are here under another spelling "
    "(leading zeros, blanks, signs)"
)


def find_duplicates(
    contract: TableContract, frame: pd.DataFrame, unused: Iterable[str]
) -> list[DataFileError]:
    """Rows whose key stands in an earlier row (frame: index = spreadsheet row).

    unused: names of columns beside those of the contract. One of periods tells why there are
    several rows a customer.
    """
    key = list(contract.key)
    if not set(key) <= set(frame.columns):
        return []
    known = frame[frame[KEY].ne("") & frame[key].notna().all(axis=1)]
    again = known[known.duplicated(key)]
    if again.empty:
        return []
    if PERIOD not in key and any(recognise(name, [PERIOD_SOURCE]) for name in unused):
        return [
            DataFileError(
                Place(contract.file, None, PERIOD_SOURCE),
                f"there is a row per customer and period, but {contract.grain} is expected",
                fix="give one row per customer; data_files/README.md says what each column holds",
            )
        ]
    first = known.drop_duplicates(key).reset_index(names="row").set_index(key)["row"]
    shown = [
        (Place(contract.file, int(row), ID_SOURCE), said_before(contract, again.loc[row], first))
        for row in again.index[:SHOWN]
    ]
    fix = f"keep one of the rows: {contract.grain}"
    return report_places(shown, len(again), fix)


def said_before(contract: TableContract, row: pd.Series, first: pd.Series) -> str:
    """Which earlier row has the same key."""
    key = tuple(str(row[field]) for field in contract.key)
    earlier = int(first.loc[key if len(key) > 1 else key[0]])
    period = f" with the period «{source_of(contract, key[1])}»" if len(key) > 1 else ""
    return f"customer {legible(key[0])}{period} is already in row {earlier}"


def source_of(contract: TableContract, period: str) -> str:
    """How the source spells a period."""
    spellings = contract.column(PERIOD).spellings
    return next(source for source, value in spellings.items() if value == period)


def find_missing_periods(contract: TableContract, frame: pd.DataFrame) -> list[DataFileError]:
    """Customers without a row for one of the periods, in the order of the file."""
    if not contract.periods or not {KEY, PERIOD} <= set(frame.columns):
        return []
    if frame[PERIOD].isna().any() or frame[KEY].eq("").any():
        return []  # a period that is in doubt is reported already
    pairs = frame[[KEY, PERIOD]].drop_duplicates()
    if len(pairs) == frame[KEY].nunique() * len(contract.periods):
        return []
    there = pd.MultiIndex.from_frame(pairs)
    wanted = pd.MultiIndex.from_product([frame[KEY].unique(), list(contract.periods)])
    absent = wanted[~wanted.isin(there)]
    shown = [
        (
            Place(contract.file, None, PERIOD_SOURCE),
            f"customer {legible(customer)} has no row for «{source_of(contract, period)}»",
        )
        for customer, period in absent[:SHOWN]
    ]
    return report_places(shown, len(absent), "add the row, or take the customer out everywhere")


def find_strangers(
    contract: TableContract, here: set[str], others: Sequence[tuple[str, Sequence[str]]]
) -> list[DataFileError]:
    """Customers of other files (name, ids) who are not among those here, each named once."""
    problems, named = [], set[str]()
    for name, ids in others:
        missing = [id_ for id_ in ids if id_ not in here and id_ not in named]
        named.update(missing)
        if missing:
            problems.append(
                DataFileError(
                    Place(contract.file, None, ID_SOURCE),
                    say_missing(name, missing),
                    fix=SPELL_ALIKE if are_spelled_otherwise(missing, here) else SAME_CUSTOMERS,
                )
            )
    return problems


def are_spelled_otherwise(missing: Sequence[str], here: set[str]) -> bool:
    """Whether all the missing are here but for case, leading zeros and signs ("7" and "'007")."""
    bare_here = {bare(name) for name in here}
    return all(bare(name) in bare_here for name in missing)


def bare(customer: str) -> str:
    """The letters and digits that tell an id from others, when in doubt.

    >>> bare('="0021-B"'), bare("215 348")
    ('21b', '215348')
    """
    return "".join(filter(str.isalnum, customer)).casefold().lstrip("0")


def say_missing(file: str, customers: Sequence[str]) -> str:
    """Who of another file is missing.

    >>> say_missing("money.csv", ["7"]), say_missing("money.csv", ["7", "8"])
    ('customer 7 of money.csv has no row here', '2 customers of money.csv have no row here: 7, 8')
    """
    if len(customers) == 1:
        return f"customer {legible(customers[0])} of {file} has no row here"
    return f"{len(customers):,} customers of {file} have no row here: {some(customers)}"
