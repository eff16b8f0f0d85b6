"""Stores whose customers are a random draw from one synthetic population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.base import Base
from analysis.intake.facts import DataFacts
from analysis.intake.twins import Twins, find_twins
from analysis.sample.draw import draw_store
from analysis.settings import DataSettings

# As many as the real store has after its inactive customers and outliers are set aside.
CUSTOMERS = 1296
FRESH = 20_000
# More than the spoilt customers of a population, who belong to neither part.
SPARE = 500
# Its own stream of chance: who is drawn does not depend on how the population was.
DRAW = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStore:
    """A store, fresh customers of its population, and what no real store knows."""

    base: Base
    risk: pd.Series[float]  # true probability of a drop, index of the base's table
    acceptance: pd.Series[float]  # true, index of the base's table
    fresh: Base
    fresh_risk: pd.Series[float]


def draw_known_store(
    seed: int, settings: DataSettings, *, customers: int = CUSTOMERS, fresh: int = FRESH
) -> KnownStore:
    """A random part of a population of `customers + fresh`, the rest being fresh.

    `retention sample` shares out the kinds of customers in fixed proportions, so two of its
    stores differ less than two random draws do; an interval speaks of random draws. Twins are
    drawn together. Spoilt customers are left out, as reading a month would set them aside.
    """
    pool = draw_store(seed, customers + fresh + SPARE)
    kept = ~pool.customers.index.isin(pool.spoilt)
    table, dropped = pool.customers[kept], pool.dropped[kept]
    persons = table.groupby(list(settings.twin_fields)).ngroup().to_numpy(np.intp)
    place = np.argsort(draw_order(persons, seed), kind="stable")
    mine, rest = np.sort(place[:customers]), np.sort(place[customers : customers + fresh])
    risk, acceptance = pool.true_risk[kept], pool.true_acceptance[kept]
    return KnownStore(
        base=make_base(table.iloc[mine], dropped.iloc[mine], settings),
        risk=risk.iloc[mine],
        acceptance=acceptance.iloc[mine],
        fresh=make_base(table.iloc[rest], dropped.iloc[rest], settings),
        fresh_risk=risk.iloc[rest],
    )


def draw_order(persons: NDArray[np.integer], seed: int) -> NDArray[np.intp]:
    """The random place of each customer's person; the same for twins."""
    order = np.random.default_rng([seed, DRAW]).permutation(int(persons.max()) + 1)
    return np.asarray(order[persons], dtype=np.intp)


def make_base(table: pd.DataFrame, dropped: pd.Series[float], settings: DataSettings) -> Base:
    """The customers as reading a clean month would give them."""
    twins = find_twins(table.drop(columns="profit"), dropped, settings)
    return Base(
        table=table,
        dropped=dropped,
        groups=twins.groups,
        labels=dropped,
        facts=describe(table, dropped, twins),
    )


def describe(table: pd.DataFrame, dropped: pd.Series[float], twins: Twins) -> DataFacts:
    """Facts of a month that no file was read for."""
    return DataFacts(
        month="",
        demonstration=True,
        files=(),
        customers_read=len(table),
        customers_kept=len(table),
        customers_labelled=len(table),
        customers_dropped=int(dropped.sum()),
        repairs=(),
        set_aside=(),
        twins=twins.facts,
        notices=twins.notices,
    )
