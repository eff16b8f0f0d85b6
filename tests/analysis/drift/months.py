"""Months of customers drawn from one large store, so that unchanged months have one truth."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from analysis.intake.base import Base
from analysis.intake.facts import DataFacts, SetAside, TwinFacts
from analysis.sample.draw import draw_store
from analysis.settings import read_settings
from analysis.vocabulary import numeric_features

SETTINGS = read_settings().drift
NO_TWINS = TwinFacts(pairs=0, equal_pairs=0, near_pairs=0, label_differs=0, groups=0, customers=0)


def month_of(
    customers: pd.DataFrame,
    name: str = "2026-10",
    *,
    dropped: pd.Series[float] | None = None,
    set_aside: tuple[SetAside, ...] = (),
) -> Base:
    """A month with these customers, not labelled unless told."""
    index = customers.index
    labels = pd.Series(np.nan, index) if dropped is None else dropped
    return Base(
        table=customers,
        dropped=labels,
        labels=labels,
        groups=pd.Series(range(len(index)), index),
        facts=DataFacts(
            month=name,
            demonstration=True,
            files=(),
            customers_read=len(index),
            customers_kept=len(index),
            customers_labelled=0,
            customers_dropped=0,
            repairs=(),
            set_aside=set_aside,
            twins=NO_TWINS,
        ),
    )


@cache
def everybody() -> pd.DataFrame:
    return draw_store(5, 10_000).customers


def draw(rng: np.random.Generator, count: int, first: int = 0) -> pd.DataFrame:
    """Independent customers with ids from `first` on."""
    drawn = everybody().iloc[rng.integers(0, len(everybody()), count)]
    return drawn.set_index(pd.Index([str(first + n) for n in range(count)], name="customer_id"))


def a_month_later(rng: np.random.Generator, customers: pd.DataFrame) -> pd.DataFrame:
    """The same customers: some with another value of each feature, all thirty days older."""
    later = customers.copy()
    for field in customers:
        moves = rng.random(len(later)) < 0.3
        others = rng.integers(0, len(everybody()), moves.sum())
        later.loc[moves, field] = everybody()[field].to_numpy()[others]
    return later.assign(days_registered=customers["days_registered"] + 30)


def next_month(rng: np.random.Generator, before: pd.DataFrame, stay: float) -> pd.DataFrame:
    """As many customers, of whom a share stayed and the others are new; nothing changed."""
    stayers = before.iloc[: round(stay * len(before))]
    new = draw(rng, len(before) - len(stayers), first=len(before))
    return pd.concat([a_month_later(rng, stayers), new])


def move(rng: np.random.Generator, customers: pd.DataFrame, field: str, by: float) -> pd.DataFrame:
    """A feature's mean moved by so many standard deviations of the store.

    Whole numbers stay whole: some customers move to the next higher value, the others stay.
    """
    values, lift = customers[field], by * float(everybody()[field].std())
    if (everybody()[field] % 1 == 0).all():
        rest = (rng.random(len(values)) < lift % 1).astype(float)
        return customers.assign(**{field: values + lift // 1 + rest})
    return customers.assign(**{field: values + lift})


NUMBERS = [field for field in numeric_features() if field != "days_registered"]
