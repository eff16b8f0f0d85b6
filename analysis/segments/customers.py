"""The table that rules are read against: the base's fields, the risk, and the trends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from analysis.vocabulary import categorical_features, numeric_features, values

# For annotations only: see conditions.py.
if TYPE_CHECKING:
    import pandas as pd

    from analysis.intake.base import Base

Kind: TypeAlias = Literal["number", "words"]

RISK = "risk"
TRENDS = ("revenue_trend", "minutes_trend")


def rule_fields() -> dict[str, Kind]:
    """Every field a rule may name, and whether it holds numbers or words."""
    numbers = (RISK, "profit", *numeric_features(), *TRENDS)
    kinds: dict[str, Kind] = dict.fromkeys(numbers, "number")
    return kinds | dict.fromkeys(categorical_features(), "words")


def rule_values(field: str) -> tuple[str, ...]:
    """The values a field of words may have."""
    return tuple(known.value for known in values()[field].values())


def describe_customers(base: Base, risk: pd.Series[float]) -> pd.DataFrame:
    """One row a customer, one column per field that a rule may name; index of the base.

    A trend is the current month over what came before, minus one; it is blank, and no
    condition on it holds, where there was nothing before.
    """
    table = base.table
    earlier = (table["revenue_before_previous"] + table["revenue_previous"]) / 2
    return table.assign(
        risk=risk.reindex(table.index),
        revenue_trend=_relative_change(earlier, table["revenue_current"]),
        minutes_trend=_relative_change(table["minutes_previous"], table["minutes_current"]),
    )


def _relative_change(before: pd.Series[float], now: pd.Series[float]) -> pd.Series[float]:
    """As a fraction; NaN where `before` is not positive."""
    return now / before.where(before > 0, np.nan) - 1
