"""A segment compared with all other customers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.profile.contrast import (
    Contrast,
    Lift,
    compare_shares,
    contrast_field,
    correct,
    count_people,
    describe,
    mean_interval,
)
from analysis.profile.labelled import measured_fields, read_numbers, yes_no_fields
from analysis.segments.conditions import Mask
from analysis.segments.facts import CategoryLift, Difference, Measure, TrendPoint
from analysis.vocabulary import Period, categorical_features, fields

FEWEST_OUTSIDE = 2
FAVOURITE = "category"
MEASURES: tuple[Measure, ...] = ("revenue", "minutes")
PERIODS: tuple[Period, ...] = ("before_previous", "previous", "current")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a segment differs; empty where there is nobody, or nobody else, to compare."""

    differences: tuple[Difference, ...] = ()
    categories: tuple[CategoryLift, ...] = ()
    trend: tuple[TrendPoint, ...] = ()


def compare_with_rest(base: Base, inside: Mask, significance: float) -> Comparison:
    """Every field, category and month of the segment against all other customers.

    inside: shape (n_customers,). P-values are corrected (Holm) over all comparisons of the
    segment, numbers and categories together. A difference counts when both its corrected
    p-value and the interval of its effect say so.
    """
    if min(inside.sum(), (~inside).sum()) < FEWEST_OUTSIDE:
        return Comparison()
    compared = (*measured_fields(), *yes_no_fields())
    contrasts = [contrast_field(base.table, base.groups, inside, field) for field in compared]
    values = _list_values(base.table)
    lifts = [_compare_value(base.table[field], value, inside) for field, value in values]
    corrected = correct([*(c.p_value for c in contrasts), *(lift.p_value for lift in lifts)])
    differences = [
        _as_difference(field, found, p, significance)
        for field, found, p in zip(compared, contrasts, corrected[: len(contrasts)], strict=True)
    ]
    categories = [
        _as_category(named, found, p, significance)
        for named, found, p in zip(values, lifts, corrected[len(contrasts) :], strict=True)
    ]
    return Comparison(
        differences=tuple(sorted(differences, key=lambda row: -abs(row.effect.value))),
        # Favourite categories before the service, each most over-represented first.
        categories=tuple(
            sorted(
                categories,
                key=lambda row: (row.feature != FAVOURITE, -row.lift.value, -row.customers),
            )
        ),
        trend=_follow_months(base, inside),
    )


def _compare_value(column: pd.Series[str], value: str, inside: Mask) -> Lift:
    """The share of a value among those who have any; among all where one side has none."""
    known = column.notna().to_numpy()
    if not (inside & known).any() or not (~inside & known).any():
        known = np.ones(len(column), dtype=bool)
    return compare_shares(np.asarray(column[known] == value, dtype=bool), inside[known])


def _list_values(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Field and value, for every value of every category; yes/no fields are left out."""
    return [
        (field, value)
        for field in categorical_features()
        if field not in yes_no_fields()
        for value in sorted(str(found) for found in table[field].dropna().unique())
    ]


def _as_difference(field: str, found: Contrast, p: float, significance: float) -> Difference:
    return Difference(
        feature=field,
        inside=found.inside,
        outside=found.outside,
        effect=found.effect,
        p_adjusted=p,
        differs=p < significance and found.effect.excludes_zero,
    )


def _as_category(
    named: tuple[str, str], found: Lift, p: float, significance: float
) -> CategoryLift:
    return CategoryLift(
        feature=named[0],
        value=named[1],
        customers=found.customers,
        share=found.share,
        share_elsewhere=found.share_elsewhere,
        lift=found.ratio,
        p_adjusted=p,
        differs=p < significance,
    )


def _follow_months(base: Base, inside: Mask) -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(
            measure=measure,
            period=period,
            inside=_month_mean(base, name, inside),
            outside=_month_mean(base, name, ~inside),
        )
        for measure, period in product(MEASURES, PERIODS)
        if (name := f"{measure}_{period}") in fields()
    )


def _month_mean(base: Base, field: str, chosen: Mask) -> Estimate:
    values = read_numbers(base.table, field)
    known = chosen & ~np.isnan(values)
    return mean_interval(describe(values[known], count_people(base.groups[known])))
