"""Small random stores, built by hand, with a risk that follows the pages a visit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.history.read import History, compose_history
from analysis.intake.base import Base
from analysis.intake.facts import DataFacts, TwinFacts
from analysis.settings import Settings, read_settings
from analysis.vocabulary import numeric_features

REAL_TABLES = Path(__file__).parents[3] / "shared" / "data" / "one_click"
needs_real_tables = pytest.mark.skipif(
    not REAL_TABLES.exists(), reason="the store's real tables are not on this machine"
)
SETTINGS = read_settings()
GOODS = ("children", "textile", "cosmetics", "kitchenware")


def draw_store(customers: int = 600, seed: int = 0, profit: float = 4.0) -> Base:
    """A store whose dropping customers see fewer pages and buy more on promotion."""
    rng = np.random.default_rng(seed)
    dropped = rng.random(customers) < 0.4
    dropped[:2] = (True, False)
    table = pd.DataFrame(
        {name: rng.normal(10, 2, customers).round(1) for name in numeric_features()}
    )
    table["pages_per_visit"] -= 4 * dropped
    hunts = rng.random(customers) < 0.1 + 0.2 * dropped
    table["promo_share"] = np.where(hunts, 0.9, 0.2) + rng.uniform(-0.1, 0.1, customers)
    table["unpaid_goods"] = rng.integers(0, 8, customers).astype(float)
    table["failures"] = rng.integers(0, 9, customers).astype(float)
    table["marketing_6m"] = rng.normal(4, 1, customers).round(1)
    table["service"] = rng.choice(["standard", "premium"], customers, p=[0.7, 0.3])
    table["consent"] = rng.choice(["yes", "no"], customers, p=[0.7, 0.3])
    table["category"] = rng.choice(GOODS, customers)
    table["profit"] = rng.normal(profit, profit / 4, customers).round(2)
    return make_base(table, dropped.astype(float))


def make_base(table: pd.DataFrame, dropped: np.ndarray) -> Base:
    """A base without twins; customers are named c0, c1 ..."""
    index = pd.Index([f"c{number}" for number in range(len(table))])
    return Base(
        table=table.set_axis(index),
        dropped=pd.Series(dropped, index, dtype=float),
        groups=pd.Series(np.arange(len(table)), index),
        labels=pd.Series(dropped, index, dtype=float),
        facts=describe_input(len(table), int(np.nansum(dropped))),
    )


def describe_input(customers: int, dropped: int) -> DataFacts:
    twins = TwinFacts(pairs=0, equal_pairs=0, near_pairs=0, label_differs=0, groups=0, customers=0)
    return DataFacts(
        month="2026-10",
        demonstration=False,
        files=(),
        customers_read=customers,
        customers_kept=customers,
        customers_labelled=customers,
        customers_dropped=dropped,
        repairs=(),
        set_aside=(),
        twins=twins,
    )


def guess_risk(base: Base) -> pd.Series[float]:
    """A probability that falls with the pages a visit."""
    pages = base.table["pages_per_visit"].to_numpy(dtype=float)
    return pd.Series(1 / (1 + np.exp(pages - 8)), base.table.index)


def change_economics(**changes: float | str) -> Settings:
    """The default settings with some of the economics changed."""
    economics = SETTINGS.economics.model_copy(update=changes)
    return SETTINGS.model_copy(update={"economics": economics})


def alone(base: Base) -> History:
    """A month without any before it, however few labels it has."""
    any_number = SETTINGS.data.model_copy(update={"least_of_each": 0})
    return compose_history([base], "own_label", SETTINGS.model_copy(update={"data": any_number}))
