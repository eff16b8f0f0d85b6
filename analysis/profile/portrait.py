"""How customers whose activity dropped differ from the others."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.profile.contrast import (
    Contrast,
    contrast,
    correct,
    count_people,
    describe,
    share_interval,
)
from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.profile.labelled import Labelled, measured_fields, read_numbers, yes_no_fields
from analysis.vocabulary import categorical_features


def draw_portrait(customers: Labelled, significance: float) -> tuple[PortraitRow, ...]:
    """Every numeric and yes/no field, largest effect first.

    A field differs when its corrected p-value is below `significance` and the interval of its
    effect leaves zero out.
    """
    fields = (*measured_fields(), *yes_no_fields())
    contrasts = [contrast_classes(customers, field) for field in fields]
    corrected = correct([c.p_value for c in contrasts])
    rows = [
        PortraitRow(
            feature=field,
            dropped_mean=found.inside,
            same_mean=found.outside,
            effect=found.effect,
            p_adjusted=p,
            differs=p < significance and found.effect.excludes_zero,
        )
        for field, found, p in zip(fields, contrasts, corrected, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.effect.value)))


def contrast_classes(customers: Labelled, field: str) -> Contrast:
    """One field among dropped against steady customers."""
    values = read_numbers(customers.table, field)
    dropped = customers.dropped.to_numpy(dtype=bool)
    inside, outside = (
        describe(values[chosen], count_people(customers.groups[chosen]))
        for chosen in (dropped, ~dropped)
    )
    return contrast(inside, outside, yes_no=field in yes_no_fields())


def compare_categories(customers: Labelled, significance: float) -> tuple[CategoryShare, ...]:
    """The dropped share of every value of every categorical field, in field order."""
    return tuple(
        row
        for field in categorical_features()
        for row in compare_values(customers, field, significance)
    )


def compare_values(
    customers: Labelled, field: str, significance: float
) -> tuple[CategoryShare, ...]:
    """The values of one field, largest dropped share first."""
    column = customers.table[field]
    values = sorted(str(value) for value in column.unique())
    tests = [exact_p_value(customers.dropped, column == value) for value in values]
    corrected = correct(tests)
    rows = [
        describe_value(customers, field, value, p, significance)
        for value, p in zip(values, corrected, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -row.dropped_share.value))


def exact_p_value(dropped: pd.Series[bool], inside: pd.Series[bool]) -> float:
    """Fisher's exact p-value: dropped or not, with this value or any other."""
    table = [
        [int((dropped & inside).sum()), int((~dropped & inside).sum())],
        [int((dropped & ~inside).sum()), int((~dropped & ~inside).sum())],
    ]
    return float(stats.fisher_exact(np.array(table)).pvalue)


def describe_value(
    customers: Labelled, field: str, value: str, p_adjusted: float, significance: float
) -> CategoryShare:
    """One value: how many dropped, and whether that differs from all other values."""
    inside = customers.table[field] == value
    share = float(customers.dropped[inside].mean())
    more = share > float(customers.dropped.mean())
    verdict = ("more" if more else "fewer") if p_adjusted < significance else "same"
    return CategoryShare(
        feature=field,
        value=value,
        customers=int(inside.sum()),
        dropped_share=share_interval(share, count_people(customers.groups[inside])),
        p_adjusted=p_adjusted,
        verdict=verdict,
    )
