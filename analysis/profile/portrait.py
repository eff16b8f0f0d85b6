"""How customers whose activity dropped differ from the others."""

from __future__ import annotations

from analysis.profile.contrast import (
    contrast_field,
    correct,
    count_people,
    exact_p_value,
    share_interval,
)
from analysis.profile.facts import CategoryShare, PortraitRow, Verdict
from analysis.profile.labelled import Labelled, measured_fields, yes_no_fields
from analysis.vocabulary import categorical_features


def draw_portrait(customers: Labelled, significance: float) -> tuple[PortraitRow, ...]:
    """Every numeric and yes/no field, largest effect first.

    A field differs when its corrected p-value is below `significance` and the interval of its
    effect leaves zero out.
    """
    fields = (*measured_fields(), *yes_no_fields())
    dropped = customers.dropped.to_numpy()
    contrasts = [
        contrast_field(customers.table, customers.groups, dropped, field) for field in fields
    ]
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


def compare_categories(customers: Labelled, significance: float) -> tuple[CategoryShare, ...]:
    """The dropped share of every value of every categorical field, in field order."""
    return tuple(
        row
        for field in categorical_features()
        for row in _compare_values(customers, field, significance)
    )


def _compare_values(
    customers: Labelled, field: str, significance: float
) -> tuple[CategoryShare, ...]:
    column = customers.table[field]
    values = sorted(str(value) for value in column.dropna().unique())
    dropped = customers.dropped.to_numpy()
    corrected = correct([exact_p_value(dropped, (column == value).to_numpy()) for value in values])
    rows = [
        _describe_value(customers, field, value, p, significance)
        for value, p in zip(values, corrected, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: -row.dropped_share.value))


def _describe_value(
    customers: Labelled, field: str, value: str, p_adjusted: float, significance: float
) -> CategoryShare:
    inside = customers.table[field] == value
    share = float(customers.dropped[inside].mean())
    verdict: Verdict = "same"
    if p_adjusted < significance:
        verdict = "more" if share > float(customers.dropped.mean()) else "fewer"
    return CategoryShare(
        feature=field,
        value=value,
        customers=int(inside.sum()),
        dropped_share=share_interval(share, count_people(customers.groups[inside])),
        p_adjusted=p_adjusted,
        verdict=verdict,
    )
