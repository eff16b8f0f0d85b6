"""Compare the customers of two months, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from analysis.drift.comparison import (
    Mask,
    Months,
    compare_categories,
    compare_numbers,
    estimate_change,
    list_rows,
)
from analysis.drift.facts import (
    RISK,
    CategoryChange,
    Comparison,
    DriftFacts,
    FeatureDrift,
    Source,
    Verdict,
)
from analysis.intake.base import Base
from analysis.settings import DriftSettings
from analysis.vocabulary import fields

# Grows with the calendar for everybody who stays.
TENURE = "days_registered"


def find_drift(
    before: Base,
    now: Base,
    settings: DriftSettings,
    *,
    risk_before: pd.Series[float] | None = None,
    risk_now: pd.Series[float] | None = None,
) -> DriftFacts:
    """What changed from one month to a later one, and through whom.

    risk_before, risk_now: index = customer id, of any of the month's customers; compared like a
    feature where both are given.

    A feature changed if it is refused, after Holm's correction over all features, that its
    distribution is the same in both months, and the change is of a size worth telling. The test
    takes customers of both months as pairs, so that the false alarms over all features together
    stay below the significance whatever share of the customers stays. Only of a changed feature
    it is asked who moved it: those who stayed, if their own change is significant and worth
    telling too; otherwise others came than left.
    """
    features = [*_list_features(before, now)]
    if risk_before is not None and risk_now is not None:
        rows = list_rows(risk_before.index, risk_now.index)
        features.append(_Feature(field=RISK, values=pd.concat([risk_before, risk_now]), rows=rows))
    drifts = tuple(_judge(features, settings))
    rows = list_rows(before.table.index, now.table.index)
    earlier, later, stayed = (
        int(part.sum()) for part in (~rows.now, rows.now, rows.now & rows.stays)
    )
    categories = [change for feature in features for change in _find_values(feature)]
    shares = [_share(month.dropped) for month in (before, now)]
    labels = np.asarray(pd.concat([before.dropped, now.dropped]), dtype=np.float64)
    return DriftFacts(
        month_before=before.facts.month,
        month_now=now.facts.month,
        customers_before=earlier,
        customers_now=later,
        stayed=stayed,
        came=later - stayed,
        left=earlier - stayed,
        features=drifts,
        new_categories=tuple(change for change in categories if not change.customers_before),
        gone_categories=tuple(change for change in categories if not change.customers_now),
        dropped_before=shares[0],
        dropped_now=shares[1],
        dropped_change=None if None in shares else estimate_change(labels, rows),
        verdict=_give_verdict(drifts, later / earlier - 1, settings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feature:
    """One feature of both months: a value for each of the rows, in their order."""

    field: str
    values: pd.Series[float]
    rows: Months

    @property
    def is_category(self) -> bool:
        return self.field != RISK and fields()[self.field].kind != "number"

    @property
    def spread(self) -> float:
        """Standard deviation of a number in the earlier month; NaN of one customer."""
        return 0.0 if self.is_category else float(self.values[~self.rows.now].std())

    def of(self, rows: Mask) -> _Feature:
        return _Feature(field=self.field, values=self.values[rows], rows=self.rows.of(rows))


def _list_features(before: Base, now: Base) -> Iterator[_Feature]:
    """Every feature that both months have, in the order of the vocabulary.

    A period's measure is held against that of the same period as the other month saw it.
    """
    rows = list_rows(before.table.index, now.table.index)
    for field in fields():
        if field in before.table and field in now.table:
            values = pd.concat([before.table[field], now.table[field]])
            yield _Feature(field=field, values=values, rows=rows)


def _judge(features: Sequence[_Feature], settings: DriftSettings) -> Iterator[FeatureDrift]:
    """Each feature's comparison, and whether it changed, by Holm over all of them."""
    months = [_compare(feature, feature.spread, settings) for feature in features]
    refused, corrected, *_ = multipletests(
        [month.p for month in months], settings.significance, method="holm"
    )
    for feature, month, p, sure in zip(features, months, corrected, refused, strict=True):
        changed = bool(sure) and _is_worth_telling(feature, month, settings)
        drift = FeatureDrift(
            field=feature.field, month=month, p_corrected=float(p), changed=changed
        )
        yield _explain(feature, drift, settings) if changed else drift


def _explain(feature: _Feature, drift: FeatureDrift, settings: DriftSettings) -> FeatureDrift:
    """A change with its two parts, those who stayed and those who came instead of others."""
    stays, now = feature.rows.stays, feature.rows.now
    stayers, newcomers = (
        _compare(feature.of(rows), feature.spread, settings)
        if (rows & now).any() and (rows & ~now).any()
        else None
        for rows in (stays, ~stays)
    )
    moved = (
        stayers is not None
        and stayers.p <= settings.significance
        and _is_worth_telling(feature, stayers, settings)
    )
    source: Source = "stayers" if moved else "newcomers"
    return replace(drift, source=source, stayers=stayers, newcomers=newcomers)


def _compare(feature: _Feature, spread: float, settings: DriftSettings) -> Comparison:
    """Compare a feature of customers of both months; spread: that of the whole earlier month."""
    values, rows = feature.values, feature.rows
    if feature.is_category:
        return compare_categories(np.asarray(values, dtype=np.str_), rows, settings)
    found = compare_numbers(np.asarray(values, dtype=np.float64), rows, settings, spread=spread)
    if feature.field != TENURE:
        return found
    # Time alone adds the days between the months to those who stay, and newcomers take them off
    # again. A change that either of the two explains is none.
    aged = _without_elapsed(values, rows)
    without = compare_numbers(np.asarray(aged, dtype=np.float64), rows, settings, spread=spread)
    return max(found, without, key=lambda comparison: comparison.p)


def _without_elapsed(days: pd.Series[float], rows: Months) -> pd.Series[float]:
    """Days, in the later month without those that passed for the customers of both months."""
    later = days[rows.stays & rows.now]
    if later.empty:
        return days
    elapsed = (later - days[rows.stays & ~rows.now]).median()
    return days.mask(rows.stays & rows.now, days - elapsed)


def _is_worth_telling(feature: _Feature, comparison: Comparison, settings: DriftSettings) -> bool:
    """Whether a change is large enough, however sure it is."""
    size = abs(comparison.size.value)
    if feature.is_category:
        return size >= settings.smallest_share_change
    return size >= settings.smallest_shift or comparison.psi >= settings.smallest_psi


def _find_values(feature: _Feature) -> Iterator[CategoryChange]:
    """Values of a category that only one of the months has."""
    if not feature.is_category:
        return
    now = feature.rows.now
    before, later = (feature.values[rows].value_counts() for rows in (~now, now))
    for value in sorted(set(before.index) ^ set(later.index)):
        yield CategoryChange(
            field=feature.field,
            value=str(value),
            customers_before=int(before.get(value, 0)),
            customers_now=int(later.get(value, 0)),
        )


def _share(labels: pd.Series[float]) -> float | None:
    return float(labels.mean()) if labels.notna().any() else None


def _give_verdict(
    features: Sequence[FeatureDrift], growth: float, settings: DriftSettings
) -> Verdict:
    """growth: of the number of customers, as a fraction of the earlier month's."""
    sources = {feature.source for feature in features}
    if "stayers" in sources:
        return "changed_behaviour"
    if "newcomers" in sources:
        return "different_customers"
    if abs(growth) < settings.size_changed:
        return "same"
    return "more_data" if growth > 0 else "less_data"
