"""Customers who are set aside before the analysis, by the rules of the settings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.contracts import REVENUE
from analysis.intake.facts import Notice, SetAside
from analysis.settings import DataSettings

MONTHS = tuple(REVENUE.periods.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The customers who stay (ids in order), who does not and why, and what to know."""

    ids: pd.Index[str]
    set_aside: tuple[SetAside, ...]
    notices: tuple[Notice, ...]


def set_aside(table: pd.DataFrame, settings: DataSettings) -> Kept:
    """Set aside customers without revenue in some month, then revenue outliers among the rest."""
    revenue = table[list(MONTHS)]
    inactive = find_inactive(revenue, settings.inactive_if_revenue_at_most)
    active = revenue.drop(index=list(inactive.customer_ids))
    outliers, notices = find_outliers(active, settings)
    return Kept(
        ids=active.index.drop(list(outliers.customer_ids)),
        set_aside=(inactive, outliers),
        notices=notices,
    )


def find_inactive(revenue: pd.DataFrame, limit: float) -> SetAside:
    """Customers whose revenue is from 0 up to the limit in at least one month.

    A month below zero is a purchase that came back, and no sign that somebody is not active.
    """
    bought_nothing = revenue.where((revenue >= 0) & (revenue <= limit))
    lowest = bought_nothing.min(axis=1)
    found = lowest.dropna()
    months = bought_nothing.loc[found.index].idxmin(axis=1)
    return SetAside(
        rule="inactive",
        customers=len(found),
        customer_ids=tuple(map(str, found.index)),
        values=tuple(map(float, found)),
        threshold=limit,
        fields=tuple(map(str, months)),
    )


def find_outliers(
    revenue: pd.DataFrame, settings: DataSettings
) -> tuple[SetAside, tuple[Notice, ...]]:
    """Customers whose revenue in some month lies far above the upper quartile.

    The distance is counted in interquartile ranges of the logarithm, so that it means the
    same in roubles and in thousands, and so that a skewed store, whose revenue spreads by
    factors, does not lose its best customers. Where the rule would still set aside more than
    `outlier_most_share` of the customers, they are no mistakes but how this store is: the
    month's rule is not applied and a notice says so. Source of the fences: Tukey (1977),
    "Exploratory Data Analysis", section 2D.
    """
    limits = {month: upper_fence(revenue[month], settings.outlier_iqr_multiple) for month in MONTHS}
    beyond = pd.DataFrame({month: revenue[month] > limit for month, limit in limits.items()})
    counts = beyond.sum()
    most = max(1.0, settings.outlier_most_share * len(revenue))
    wide = [month for month in MONTHS if counts[month] > most]
    applied = [month for month in MONTHS if month not in wide]
    found = beyond[applied].any(axis=1) if applied else pd.Series(False, index=revenue.index)
    ids = revenue.index[found]
    months = [str(month) for month in beyond.loc[ids, applied].idxmax(axis=1)] if len(ids) else []
    set_aside = SetAside(
        rule="revenue_outlier",
        customers=len(ids),
        customer_ids=tuple(map(str, ids)),
        values=tuple(float(revenue[m][c]) for c, m in zip(ids, months, strict=True)),
        threshold=min(limits[month] for month in (months or MONTHS)),
        fields=tuple(months),
    )
    return set_aside, tuple(
        Notice(key="outlier_rule_too_wide", file="", column=m, detail="", count=int(counts[m]))
        for m in wide
    )


def upper_fence(revenue: pd.Series[float], multiple: float) -> float:
    """Upper quartile times (upper / lower quartile) ** multiple, of the positive revenues.

    >>> upper_fence(pd.Series([100.0, 100.0, 200.0, 200.0]), 1.0)
    400.0
    """
    positive = revenue[revenue > 0]
    if positive.empty:
        return 0.0
    lower, upper = np.log(np.quantile(positive, [0.25, 0.75]))
    return float(round(np.exp(upper + multiple * (upper - lower)), 6))
