"""Months that are alike raise no alarm, and what changed is told with who changed it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.drift.facts import CategoryChange, DriftFacts
from analysis.drift.find import find_drift
from tests.analysis.drift.months import (
    NUMBERS,
    SETTINGS,
    a_month_later,
    draw,
    month_of,
    move,
    next_month,
)

CUSTOMERS = 1300


def drift_between(before: pd.DataFrame, now: pd.DataFrame) -> DriftFacts:
    return find_drift(month_of(before, "2026-09"), month_of(now), SETTINGS)


def changed_fields(facts: DriftFacts) -> list[str]:
    return [feature.field for feature in facts.changed]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


@pytest.mark.parametrize("stay", [0.0, 0.5, 0.9, 1.0])
def test_unchanged_months_raise_no_alarm_whoever_stays(rng, stay):
    for _ in range(5):
        before = draw(rng, CUSTOMERS)
        facts = drift_between(before, next_month(rng, before, stay))
        assert (changed_fields(facts), facts.verdict) == ([], "same")


def test_the_significance_is_that_of_all_features_together(rng):
    """One of two, without a least size; the tests of a number are two, so somewhat fewer."""
    told_always = SETTINGS.model_copy(
        update={"smallest_shift": 0.0, "smallest_share_change": 0.0, "significance": 0.5}
    )
    alarms = 0
    for _ in range(20):
        before = draw(rng, 300)
        facts = find_drift(month_of(before), month_of(next_month(rng, before, 0.5)), told_always)
        alarms += bool(facts.changed)
    assert 3 <= alarms <= 12


@pytest.mark.parametrize(("first", "stay"), enumerate([0.0, 0.5, 0.9, 1.0]))
def test_half_a_standard_deviation_is_seen_in_every_number_whoever_stays(rng, first, stay):
    for field in NUMBERS[first::4]:
        before = draw(rng, CUSTOMERS)
        now = move(rng, next_month(rng, before, stay), field, 0.5)
        facts = drift_between(before, now)
        assert changed_fields(facts) == [field]
        assert facts.verdict == ("changed_behaviour" if stay else "different_customers")


@pytest.mark.parametrize(("shift", "told"), [(0.19, False), (0.21, True)])
def test_a_sure_change_is_told_from_the_least_size_on(rng, shift, told):
    customers = draw(rng, CUSTOMERS)
    months = month_of(customers, "2026-09"), month_of(customers)
    risk = pd.Series(rng.normal(0.5, 0.1, CUSTOMERS), customers.index)
    later = risk - shift * risk.std()
    facts = find_drift(*months, SETTINGS, risk_before=risk, risk_now=later)
    assert facts.features[-1].p_corrected < 1e-9
    assert changed_fields(facts) == (["risk"] if told else [])


def test_who_came_instead_of_others_moved_the_feature_when_those_who_stayed_did_not(rng):
    before = draw(rng, CUSTOMERS)
    stayers = a_month_later(rng, before.iloc[: CUSTOMERS // 2])
    others = move(rng, draw(rng, CUSTOMERS // 2, first=CUSTOMERS), "promo_share", 1.0)
    facts = drift_between(before, pd.concat([stayers, others]))
    assert [(f.field, f.source) for f in facts.changed] == [("promo_share", "newcomers")]
    (feature,) = facts.changed
    assert feature.stayers is not None
    assert feature.newcomers is not None
    assert abs(feature.stayers.size.value) < 0.2
    assert feature.newcomers.size.value > 0.7
    assert facts.verdict == "different_customers"
    assert (facts.stayed, facts.came, facts.left) == (650, 650, 650)


def test_a_category_that_more_chose_is_told_by_its_value_and_share(rng):
    before = draw(rng, CUSTOMERS)
    premium = rng.random(CUSTOMERS) < 0.2
    now = before.assign(service=before["service"].mask(premium, "premium"))
    (feature,) = drift_between(before, now).changed
    rise = (now["service"] == "premium").mean() - (before["service"] == "premium").mean()
    assert (feature.field, feature.source) == ("service", "stayers")
    assert abs(feature.month.size.value) == pytest.approx(rise)


def test_a_spread_that_grows_around_the_same_mean_is_a_change(rng):
    before = draw(rng, CUSTOMERS)
    profit = before["profit"]
    now = before.assign(profit=profit.mean() + 2 * (profit - profit.mean()))
    facts = drift_between(before, now)
    assert changed_fields(facts) == ["profit"]
    assert abs(facts.changed[0].month.size.value) < SETTINGS.smallest_shift


def test_values_that_went_missing_are_a_change(rng):
    before = draw(rng, CUSTOMERS)
    now = before.assign(failures=before["failures"].mask(rng.random(CUSTOMERS) < 0.3))
    assert changed_fields(drift_between(before, now)) == ["failures"]
    nobody_known = before.assign(failures=np.nan)
    assert changed_fields(drift_between(before, nobody_known)) == ["failures"]
    assert changed_fields(drift_between(nobody_known, nobody_known)) == []


@pytest.mark.parametrize("days", [0, 30, 365])
def test_days_that_passed_are_no_change_of_those_who_stay(rng, days):
    before = draw(rng, CUSTOMERS)
    now = before.assign(days_registered=before["days_registered"] + days)
    assert changed_fields(drift_between(before, now)) == []


def test_newcomers_who_take_the_place_of_the_oldest_are_no_change(rng):
    """Everybody grew older by 300 days, but the store as a whole did not."""
    days = np.arange(CUSTOMERS, dtype=float)
    before = draw(rng, CUSTOMERS).assign(days_registered=days)
    stayers = before.iloc[:1000].assign(days_registered=days[:1000] + 300)
    newcomers = before.iloc[1000:].assign(days_registered=days[:300])
    newcomers.index = pd.Index([f"new {n}" for n in range(300)])
    assert changed_fields(drift_between(before, pd.concat([stayers, newcomers]))) == []


def test_a_crowd_of_new_registrations_is_a_change(rng):
    before = draw(rng, CUSTOMERS)
    new = draw(rng, CUSTOMERS, first=CUSTOMERS).assign(days_registered=5.0)
    facts = drift_between(before, pd.concat([before, new]))
    assert "days_registered" in changed_fields(facts)
    assert facts.verdict == "different_customers"


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(1440, "more_data"), (1420, "same"), (1180, "same"), (1160, "less_data")],
)
def test_another_number_of_like_customers_is_more_or_less_data(rng, now, verdict):
    everyone = draw(rng, 1500)
    assert drift_between(everyone.iloc[:CUSTOMERS], everyone.iloc[:now]).verdict == verdict


def test_the_risk_is_compared_like_a_feature(rng):
    customers = draw(rng, CUSTOMERS)
    months = month_of(customers, "2026-09"), month_of(customers)
    risk = pd.Series(rng.uniform(0, 0.8, CUSTOMERS), customers.index)
    facts = find_drift(*months, SETTINGS, risk_before=risk, risk_now=risk + 0.15)
    assert changed_fields(facts) == ["risk"]
    assert facts.changed[0].month.size.value == pytest.approx(0.15 / risk.std())
    assert changed_fields(find_drift(*months, SETTINGS, risk_before=risk)) == []


def test_new_and_gone_categories_are_named_with_their_customers(rng):
    before = draw(rng, CUSTOMERS)
    children = int((before["category"] == "children").sum())
    now = before.assign(category=before["category"].replace("children", "Сад"))
    facts = drift_between(before, now)
    assert facts.new_categories == (
        CategoryChange(field="category", value="Сад", customers_before=0, customers_now=children),
    )
    assert facts.gone_categories == (
        CategoryChange(
            field="category", value="children", customers_before=children, customers_now=0
        ),
    )


def test_the_share_of_drops_has_an_interval_of_its_change_where_both_months_have_labels(rng):
    customers = draw(rng, 400)
    index = customers.index
    first = pd.Series((np.arange(400) < 100).astype(float), index)
    second = pd.Series((np.arange(400) < 140).astype(float), index)
    labelled = month_of(customers, dropped=first), month_of(customers, dropped=second)
    facts = find_drift(*labelled, SETTINGS)
    assert (facts.dropped_before, facts.dropped_now) == (0.25, 0.35)
    assert facts.dropped_change is not None
    # Of 400 pairs 40 rose: the standard error is the root of 0.1 * 0.9 / 400.
    assert facts.dropped_change.value == pytest.approx(0.1)
    assert facts.dropped_change.high == pytest.approx(0.1 + 1.96 * 0.015, abs=1e-5)
    blank = find_drift(labelled[0], month_of(customers), SETTINGS)
    assert (blank.dropped_now, blank.dropped_change) == (None, None)
