"""A segment held against everybody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.profile.contrast import (
    Contrast,
    Lift,
    compare_shares,
    contrast,
    correct,
    count_people,
    describe,
    mean_interval,
)
from analysis.profile.labelled import measured_fields, read_numbers, yes_no_fields
from analysis.segments.conditions import Mask
from analysis.segments.facts import CategoryLift, Difference, TrendPoint
from analysis.vocabulary import categorical_features, fields

FEWEST_OUTSIDE = 2
GOODS = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a segment differs; empty where there is nobody, or nobody else, to compare."""

    differences: tuple[Difference, ...] = ()
    categories: tuple[CategoryLift, ...] = ()
    trend: tuple[TrendPoint, ...] = ()


def compare_with_rest(base: Base, inside: Mask, significance: float) -> Comparison:
    """Every field, category and month of the segment against all other customers.

    inside: shape (n_customers,). P-values are corrected (Holm) over all comparisons of the
    segment, numbers and categories together.
    """
    if min(inside.sum(), (~inside).sum()) < FEWEST_OUTSIDE:
        return Comparison()
    compared = (*measured_fields(), *yes_no_fields())
    contrasts = [contrast_field(base, inside, field) for field in compared]
    values = list_values(base.table)
    lifts = [lift_value(base.table[field] == value, inside) for field, value in values]
    corrected = correct([*(c.p_value for c in contrasts), *(lift.p_value for lift in lifts)])
    first, second = corrected[: len(contrasts)], corrected[len(contrasts) :]
    return Comparison(
        differences=rank_differences(
            [
                as_difference(field, found, p, significance)
                for field, found, p in zip(compared, contrasts, first, strict=True)
            ]
        ),
        categories=rank_categories(
            [
                as_category(base.table, inside, named, found, p, significance)
                for named, found, p in zip(values, lifts, second, strict=True)
            ]
        ),
        trend=follow_months(base, inside),
    )


def contrast_field(base: Base, inside: Mask, field: str) -> Contrast:
    """One numeric or yes/no field in the segment and elsewhere."""
    values = read_numbers(base.table, field)
    within, elsewhere = (
        describe(values[mask], count_people(base.groups[mask])) for mask in (inside, ~inside)
    )
    return contrast(within, elsewhere, yes_no=field in yes_no_fields())


def list_values(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Every value of every category, yes/no fields apart: field and value."""
    categories = [field for field in categorical_features() if field not in yes_no_fields()]
    return [
        (field, value)
        for field in categories
        for value in sorted(str(found) for found in table[field].unique())
    ]


def lift_value(has_value: pd.Series[bool], inside: Mask) -> Lift:
    """How many times more frequent a value is in the segment than elsewhere."""
    having = has_value.to_numpy(dtype=bool)
    return compare_shares(
        int((having & inside).sum()),
        int(inside.sum()),
        int((having & ~inside).sum()),
        int((~inside).sum()),
    )


def as_difference(field: str, found: Contrast, p: float, significance: float) -> Difference:
    """A contrast as a fact; it differs when both the test and the interval say so."""
    return Difference(
        feature=field,
        inside=found.inside,
        outside=found.outside,
        effect=found.effect,
        p_adjusted=p,
        differs=p < significance and found.effect.excludes_zero,
    )


def as_category(
    table: pd.DataFrame,
    inside: Mask,
    named: tuple[str, str],
    found: Lift,
    p: float,
    significance: float,
) -> CategoryLift:
    """One value of one category as a fact."""
    field, value = named
    having = np.asarray(table[field] == value, dtype=bool)
    return CategoryLift(
        feature=field,
        value=value,
        customers=int((having & inside).sum()),
        share=float(having[inside].mean()),
        share_elsewhere=float(having[~inside].mean()),
        lift=found.ratio,
        p_adjusted=p,
        differs=p < significance,
    )


def rank_differences(rows: list[Difference]) -> tuple[Difference, ...]:
    """Largest effect first."""
    return tuple(sorted(rows, key=lambda row: -abs(row.effect.value)))


def rank_categories(rows: list[CategoryLift]) -> tuple[CategoryLift, ...]:
    """Favourite categories before the service, each most over-represented first."""
    return tuple(
        sorted(rows, key=lambda row: (row.feature != GOODS, -row.lift.value, -row.customers))
    )


def follow_months(base: Base, inside: Mask) -> tuple[TrendPoint, ...]:
    """The monthly measures inside and outside, month by month."""
    return tuple(
        TrendPoint(
            measure=name.removesuffix(f"_{field.period}"),
            period=str(field.period),
            inside=month_mean(base, name, inside),
            outside=month_mean(base, name, ~inside),
        )
        for name, field in fields().items()
        if field.period is not None
    )


def month_mean(base: Base, field: str, chosen: Mask) -> Estimate:
    """The mean of one month's field among the chosen customers."""
    values = read_numbers(base.table, field)[chosen]
    return mean_interval(describe(values, count_people(base.groups[chosen])))
