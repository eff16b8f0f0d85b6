from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.segments.conditions import Condition, all_hold, resolve
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk, make_base

QUADRANTS = 4
RULES = read_rules()


@pytest.fixture(scope="module")
def outcome():
    base = draw_store(1200)
    return find_segments(base, guess_risk(base), RULES, SETTINGS)


def by_key(outcome):
    return {segment.key: segment for segment in outcome.facts}


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("above", 2, [False, False, True, True]),
        ("at_least", 2, [False, True, True, True]),
        ("below", 2, [True, False, False, False]),
        ("at_most", 2, [True, True, False, False]),
        ("equals", 2, [False, True, False, False]),
        ("one_of", (1, 6), [True, False, False, True]),
        ("above", "mean", [False, False, False, True]),
        ("at_least", "median", [False, False, True, True]),
        ("at_least", "quantile 0.75", [False, False, False, True]),
    ],
)
def test_an_operator_does_what_it_says(op, value, expected):
    customers = pd.DataFrame({"profit": [1.0, 2.0, 3.0, 6.0]})
    test = resolve(Condition(field="profit", op=op, value=value), customers, 0.5)
    assert all_hold([test], customers).tolist() == expected


def test_high_risk_is_the_settings_high_risk():
    customers = pd.DataFrame({"risk": [0.59, 0.6]})
    test = resolve(Condition(field="risk", op="at_least", value="high_risk"), customers, 0.6)
    assert all_hold([test], customers).tolist() == [False, True]


@pytest.mark.parametrize("op", ["above", "at_least", "below", "at_most", "equals"])
def test_no_condition_holds_for_a_blank(op):
    customers = pd.DataFrame({"minutes_trend": [np.nan]})
    test = resolve(Condition(field="minutes_trend", op=op, value=0), customers, 0.5)
    assert not all_hold([test], customers).any()


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    customers=st.integers(2, 80),
    profit=st.sampled_from([-3.0, 0.0, 4.0, 5000.0]),
    high_risk=st.floats(0, 1),
)
def test_every_customer_is_in_one_quadrant_and_the_quadrants_add_up(
    seed, customers, profit, high_risk
):
    base = draw_store(customers, seed, abs(profit)) if profit else flat_store(customers)
    if profit < 0:
        base = make_base(base.table.assign(profit=-base.table["profit"]), base.dropped.to_numpy())
    risk = guess_risk(base)
    changed = SETTINGS.model_copy(
        update={"risk": SETTINGS.risk.model_copy(update={"high_risk": high_risk})}
    )
    found = find_segments(base, risk, RULES, changed)
    quadrants = [segment for segment in found.facts if segment.quadrant]
    keys = [segment.key for segment in quadrants]
    assert len(keys) == QUADRANTS
    assert (found.membership[keys].sum(axis=1) == 1).all()
    profits = base.table["profit"]
    assert sum(s.customers for s in quadrants) == customers
    assert sum(s.share for s in quadrants) == pytest.approx(1)
    assert sum(s.profit for s in quadrants) == pytest.approx(float(profits.sum()))
    at_risk = float((profits.clip(lower=0) * risk).sum())
    assert sum(s.profit_at_risk for s in quadrants) == pytest.approx(at_risk)


def test_customers_who_bring_losses_hide_no_profit_at_risk():
    base = draw_store(1200)
    losing = base.table["profit"] < base.table["profit"].median()
    profit = base.table["profit"].where(~losing, -10.0)
    base = make_base(base.table.assign(profit=profit), base.dropped.to_numpy())
    found = by_key(find_segments(base, guess_risk(base), RULES, SETTINGS))
    assert profit.sum() < 0
    assert found["high_risk_low_value"].profit < 0
    shares = [
        (round(found[key].profit_share, 3), round(found[key].profit_at_risk_share, 3))
        for key in ("high_risk_low_value", "low_risk_low_value")
    ]
    assert shares == [(0.0, 0.0), (0.0, 0.0)]
    whole = [found[key] for key in ("high_risk_high_value", "low_risk_high_value")]
    assert sum(s.profit_share for s in whole) == pytest.approx(1)
    assert sum(s.profit_at_risk_share for s in whole) == pytest.approx(1)


def flat_store(customers):
    base = draw_store(customers)
    return make_base(base.table.assign(profit=0.0), base.dropped.to_numpy())


def test_quadrants_that_leave_customers_out_are_an_error(tmp_path):
    file = tmp_path / "segments.toml"
    file.write_text(
        '[rich]\nname = { ru = "а", en = "a" }\npurpose = { ru = "б", en = "b" }\n'
        'quadrant = true\nwhen = [{ field = "profit", op = "above", value = "median" }]\n',
        encoding="utf-8",
    )
    base = draw_store(100)
    left_out = int((base.table["profit"] <= base.table["profit"].median()).sum())
    with pytest.raises(SettingsError) as error:
        find_segments(base, guess_risk(base), read_rules(file), SETTINGS)
    assert str(error.value) == (
        f"{file}, segments 'rich': {left_out} of 100 customers are in none or in several of "
        "these quadrants\n  Fix: let every customer satisfy exactly one rule marked quadrant = true"
    )


def test_members_are_those_the_rule_names(outcome):
    base = draw_store(1200)
    risk, table = guess_risk(base), base.table
    expected = (
        (table["service"] == "premium")
        & (table["profit"] > table["profit"].mean())
        & (risk >= SETTINGS.risk.high_risk)
    )
    assert (outcome.membership["premium_profitable_at_risk"] == expected).all()
    facts = by_key(outcome)["premium_profitable_at_risk"]
    assert facts.customers == expected.sum()
    assert facts.mean_risk == pytest.approx(risk[expected].mean())
    assert facts.rule == (
        "service equals premium and profit above mean and risk at_least high_risk"
    )
    assert [(c.field, c.written, c.threshold) for c in facts.conditions] == [
        ("service", "premium", ("premium",)),
        ("profit", "mean", (pytest.approx(table["profit"].mean()),)),
        ("risk", "high_risk", (0.5,)),
    ]


def test_a_segment_is_told_apart_by_what_sets_it_apart(outcome):
    hunters = by_key(outcome)["promo_hunters"]
    first = hunters.differences[0]
    assert (first.feature, first.differs) == ("promo_share", True)
    assert first.inside.value == pytest.approx(0.9, abs=0.02)
    assert {"profit", "consent"} <= {row.feature for row in hunters.differences}
    sites = [(point.measure, point.period) for point in hunters.trend]
    assert sites == [
        ("revenue", "before_previous"),
        ("revenue", "previous"),
        ("revenue", "current"),
        ("minutes", "previous"),
        ("minutes", "current"),
    ]


def test_categories_are_listed_most_over_represented_first(outcome):
    lifts = by_key(outcome)["high_risk_high_value"].top_categories
    goods = [row.lift.value for row in lifts if row.feature == "category"]
    assert goods == sorted(goods, reverse=True)
    assert [row.feature for row in lifts] == ["category"] * 4 + ["service"] * 2


def test_a_segment_adds_those_whom_no_earlier_one_has(outcome):
    added = [s.adds for s in outcome.facts if not s.quadrant]
    keys = [s.key for s in outcome.facts if not s.quadrant]
    assert sum(added) == outcome.membership[keys].any(axis=1).sum()


def test_overlap_counts_customers_of_both(outcome):
    both = {(o.first, o.second): o.customers for o in outcome.overlaps}
    inside = outcome.membership
    expected = (inside["promo_at_risk_80"] & inside["promo_hunters"]).sum()
    assert both["promo_at_risk_80", "promo_hunters"] == expected
    assert expected == by_key(outcome)["promo_at_risk_80"].customers
    assert ("high_risk_high_value", "low_risk_low_value") not in both


def test_a_small_segment_is_described_by_its_count_only():
    base = draw_store(60)
    for segment in find_segments(base, guess_risk(base), RULES, SETTINGS).facts:
        assert segment.too_few == (segment.customers < SETTINGS.risk.minimum_segment)
        assert bool(segment.differences) == (not segment.too_few)


def test_a_segment_that_holds_everybody_has_nobody_to_be_compared_with(tmp_path):
    file = tmp_path / "segments.toml"
    file.write_text(
        '[all]\nname = { ru = "Все", en = "All" }\npurpose = { ru = "Все", en = "All" }\n'
        'when = [{ field = "risk", op = "at_least", value = 0 }]\n',
        encoding="utf-8",
    )
    base = draw_store(100)
    (everybody,) = find_segments(base, guess_risk(base), read_rules(file), SETTINGS).facts
    assert (everybody.customers, everybody.too_few) == (100, False)
    assert (everybody.differences, everybody.top_categories, everybody.trend) == ((), (), ())
