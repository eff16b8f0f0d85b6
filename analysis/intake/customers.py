"""Four checked tables as one: a row a customer, in an order that files do not decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import KEY, MINUTES, PERIOD, PROFIT, PROFITS, REVENUE
from analysis.intake.facts import SetAside
from analysis.intake.log import NOTHING, Log, notice, problem
from analysis.intake.month_text import name_month
from analysis.intake.problem_text import some
from analysis.intake.spelling import tidy
from analysis.intake.table import CheckedTable
from analysis.settings import DataSettings
from analysis.vocabulary import fields

SAME_CUSTOMERS = (
    "are these exports of different days or shops? Export all four tables for the same customers"
)
AGAIN_WHOLE = "is the profit of this month worked out for everybody? Export the table again"
SPELL_ALIKE = (
    "write the ids alike in all four tables: the same customers are here under another spelling "
    "(leading zeros, case, signs)"
)
# Of the customers; minutes and revenue have next to nothing in common.
MOST_EQUAL = 0.5
# What spreadsheets and programs put around an id to keep it a text, or make of it as a number.
AROUND = re.compile(r'\A=?"(.+)"\Z|\A\'+(?=.)|\.0+\Z|\s+')
LEADING_ZEROS = re.compile(r"\A0+(?=.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Customers who are in all four tables and have a profit, and those who are not.

    table: index = customer id, one column per vocabulary field but the key, in the order of the
        vocabulary; rows in the order of the ids (as numbers where all are).
    read: customers of any table.
    """

    table: pd.DataFrame
    read: int
    set_aside: tuple[SetAside, ...]
    log: Log

    @property
    def ids(self) -> list[str]:
        """Everybody in any table."""
        return [*self.table.index, *(name for rule in self.set_aside for name in rule.customer_ids)]


def join_customers(tables: Sequence[CheckedTable], settings: DataSettings) -> Joined:
    """One row a customer. What no table says of a month is 0 for revenue, else missing."""
    tables, log = respell_ids(tables)
    parts = [_by_customer(table) for table in tables]
    bought = next(part for part in parts if REVENUE.periods["current"] in part)
    rows = sum(len(table.frame) for table in tables if table.contract.file == REVENUE.file)
    nothing_bought = bought.size - rows
    ids = _sort_ids(dict.fromkeys(name for part in parts for name in part.index))
    inside = [name for name in ids if all(name in part.index for part in parts)]
    table = pd.concat([part.reindex(inside) for part in parts], axis="columns")
    table = table[[name for name in fields() if name in table.columns]]
    table.index.name = KEY
    outside = set(ids) - set(inside)
    absent = [name for name in ids if name in outside]
    poor = table.index[table[PROFIT].isna()]
    set_aside = (
        SetAside(
            rule="not_in_all_tables",
            customers=len(absent),
            customer_ids=tuple(absent),
            fields=tuple(", ".join(_lacking(name, tables, parts)) for name in absent),
        ),
        SetAside(rule="no_profit", customers=len(poor), customer_ids=tuple(map(str, poor))),
    )
    kept = table.drop(index=poor)
    log += notice("no_revenue_row", REVENUE.file, nothing_bought)
    log += compare_ids(tables, settings) + _compare_measures(kept)
    return Joined(table=kept, read=len(ids), set_aside=set_aside, log=log)


def _lacking(name: str, tables: Sequence[CheckedTable], parts: Sequence[pd.DataFrame]) -> list[str]:
    pairs = zip(tables, parts, strict=True)
    return [table.contract.file for table, part in pairs if name not in part.index]


def _by_customer(table: CheckedTable) -> pd.DataFrame:
    """One file with a row a customer; a monthly measure has a column per period."""
    frame, contract = table.frame, table.contract
    if not contract.periods:
        return frame.set_index(KEY)
    values = frame.set_index([KEY, PERIOD])[contract.measure.field]
    # Only a row that is not there is filled; a blank cell stays a missing value.
    wide = values.unstack(fill_value=0) if contract.file == REVENUE.file else values.unstack()
    return wide.rename(columns=dict(contract.periods))[list(contract.periods.values())]


def _sort_ids(ids: Mapping[str, None]) -> list[str]:
    """Ids as numbers where all of them are, as text otherwise."""
    names = [str(name) for name in ids]
    whole = all(name.isascii() and name.isdigit() for name in names)
    return sorted(names, key=(lambda name: (int(name), name)) if whole else None)


def respell_ids(tables: Sequence[CheckedTable]) -> tuple[list[CheckedTable], Log]:
    """The tables with one spelling for each id, where they differ in what programs put around it.

    The shortest of the spellings is kept: it stands in one of the tables as it is. Nothing is done
    where two ids of one table would become one.
    """
    ids = [table.frame[KEY].unique().tolist() for table in tables]
    if all(set(names) == set(ids[0]) for names in ids):
        return list(tables), NOTHING
    bare = {name: AROUND.sub(r"\1", tidy(name)) for names in ids for name in names}
    if any(max(Counter(bare[name] for name in names).values()) > 1 for names in ids):
        return list(tables), NOTHING
    shortest: dict[str, str] = {}
    for name in sorted(bare, key=lambda name: (len(name), name)):
        shortest.setdefault(bare[name], name)
    respelled, log = [], NOTHING
    for table, names in zip(tables, ids, strict=True):
        meant = {name: shortest[bare[name]] for name in names}
        changed = sum(name != other for name, other in meant.items())
        frame = table.frame.assign(**{KEY: table.frame[KEY].map(meant)}) if changed else table.frame
        log += notice("ids_respelled", table.contract.file, changed)
        respelled.append(replace(table, frame=frame))
    return respelled, log


def compare_ids(tables: Sequence[CheckedTable], settings: DataSettings) -> Log:
    """One problem where the tables hold too many different customers, or ids spelled unlike.

    Customers without a profit count as well: nothing can be said of either.
    """
    ids = {t.contract.file: set(t.frame[KEY]) for t in tables}
    everyone = dict.fromkeys(name for t in tables for name in t.frame[KEY].unique())
    poor = sum(map(_without_profit, tables))
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in everyone:
        lacking = tuple(file for file, there in ids.items() if name not in there)
        if lacking:
            groups.setdefault(lacking, []).append(name)
    unlike = _spelled_unlike(groups, ids)
    share = (sum(map(len, groups.values())) + poor) / max(len(everyone), 1)
    if not unlike and share <= settings.most_incomplete_share:
        return NOTHING
    ordered = sorted(groups.items(), key=lambda group: (len(group[0]), -len(group[1])))
    said = [*_say_groups(ordered, list(ids)), *([f"{poor:,} have no profit"] if poor else [])]
    if not ordered:
        text = f"{poor:,} of {len(everyone):,} customers have no profit"
        return problem(Place(PROFITS.file), text, fix=AGAIN_WHOLE)
    place = Place(ordered[0][0][0])
    common = len(everyone) - sum(map(len, groups.values()))
    text = (
        f"the tables hold different customers: {'; '.join(said)}; {common:,} of {len(everyone):,} "
        "are in all of them"
    )
    return problem(place, text, fix=SPELL_ALIKE if unlike else SAME_CUSTOMERS)


def _without_profit(table: CheckedTable) -> int:
    """Customers whose profit is blank; one that is in doubt has been reported."""
    known = PROFIT in table.frame and not table.log.problems
    return int(table.frame[PROFIT].isna().sum()) if known else 0


def _say_groups(
    groups: Sequence[tuple[tuple[str, ...], list[str]]], files: Sequence[str]
) -> Iterator[str]:
    for lacking, names in groups:
        having = [file for file in files if file not in lacking]
        where = " and ".join(lacking) if len(lacking) < len(having) else "the other tables"
        whose = having[0] if len(having) > 1 else " and ".join(having)
        who, have = ("customer", "has") if len(names) == 1 else ("customers", "have")
        yield f"{len(names):,} {who} of {whose} {have} no row in {where} ({some(names)})"


def _spelled_unlike(
    groups: Mapping[tuple[str, ...], list[str]], ids: Mapping[str, set[str]]
) -> bool:
    """Whether customers of one table are in another but for case, leading zeros and signs."""
    strange = {name for names in groups.values() for name in names}
    bare = {file: {bare_id(name) for name in there & strange} for file, there in ids.items()}
    return any(
        bare[file].issuperset(map(bare_id, names))
        for lacking, names in groups.items()
        for file in lacking
    )


def bare_id(customer: str) -> str:
    """The letters and digits that tell an id from others, when in doubt.

    >>> bare_id('="0021-B"'), bare_id("215 348"), bare_id("7.0"), bare_id("000")
    ('21b', '215348', '7', '0')
    """
    shown = AROUND.sub(r"\1", tidy(customer))
    return LEADING_ZEROS.sub("", "".join(filter(str.isalnum, shown)).casefold())


def _compare_measures(table: pd.DataFrame) -> Log:
    """Minutes that are the same numbers as revenue: the table was saved under both names."""
    equal = [
        (table[minutes] == table[REVENUE.periods[period]]).mean()
        for period, minutes in MINUTES.periods.items()
    ]
    if table.empty or min(equal) < MOST_EQUAL:
        return NOTHING
    text = f"it holds the same numbers as {REVENUE.file}"
    return problem(Place(MINUTES.file), text, fix="export the table of minutes under this name")


def compare_months(tables: Sequence[CheckedTable]) -> Log:
    """Two monthly tables of which each names another month as the current one."""
    newest = {t.contract.file: name_month(t.newest) for t in tables if t.newest is not None}
    if len(set(newest.values())) <= 1:
        return NOTHING
    (first, _), (second, month) = newest.items()
    text = f"the newest month is {month}, but {newest[first]} in {first}"
    return problem(Place(second), text, fix="export both tables for the same months")
