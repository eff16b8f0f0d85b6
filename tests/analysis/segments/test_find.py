"""Who is in which segment, what it adds and overlaps with, and how it differs from the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.segments.compare import compare_with_rest
from analysis.segments.conditions import Condition, all_hold, resolve
from analysis.segments.customers import describe_customers
from analysis.segments.find import find_segments
from analysis.segments.rules import QUADRANTS, SegmentRules, read_rules
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk, make_base
from tests.messages import message_of

RULES, SIZE = read_rules(), 400
LEAST = SETTINGS.risk.minimum_segment


def make_rules(quadrant=False, **conditions):
    """Rules by hand: each segment's conditions as field, operator and value."""
    hunters = RULES.segments["promo_hunters"]
    return SegmentRules(
        "segments.toml",
        {
            key: hunters.model_copy(
                update={
                    "quadrant": quadrant,
                    "when": tuple(Condition(field=f, op=op, value=value) for f, op, value in when),
                }
            )
            for key, when in conditions.items()
        },
    )


@pytest.fixture(scope="module")
def base():
    return draw_store(SIZE)


@pytest.fixture(scope="module")
def outcome(base):
    return find_segments(base, guess_risk(base), RULES, SETTINGS)


def by_key(outcome):
    return {segment.key: segment for segment in outcome.facts}


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("above", 2, [False, False, True, True, False]),
        ("at_least", 2, [False, True, True, True, False]),
        ("below", 2, [True, False, False, False, False]),
        ("at_most", 2, [True, True, False, False, False]),
        ("equals", 2, [False, True, False, False, False]),
        ("one_of", (1, 6), [True, False, False, True, False]),
        ("above", "mean", [False, False, False, True, False]),
        ("at_least", "median", [False, False, True, True, False]),
        ("at_least", "quantile 0.75", [False, False, False, True, False]),
    ],
)
def test_an_operator_does_what_it_says_and_never_holds_for_a_blank(op, value, expected):
    customers = pd.DataFrame({"profit": [1.0, 2.0, 3.0, 6.0, np.nan]})
    test = resolve(Condition(field="profit", op=op, value=value), customers, 0.5)
    assert all_hold([test], customers).tolist() == expected


def test_high_risk_is_the_settings_high_risk_and_every_condition_must_hold():
    customers = pd.DataFrame({"risk": [0.59, 0.6, 0.7], "service": ["premium"] * 2 + ["standard"]})
    risky = resolve(Condition(field="risk", op="at_least", value="high_risk"), customers, 0.6)
    best = resolve(Condition(field="service", op="equals", value="premium"), customers, 0.6)
    assert all_hold([risky], customers).tolist() == [False, True, True]
    assert all_hold([risky, best], customers).tolist() == [False, True, False]


def test_a_trend_is_the_current_month_over_those_before_and_blank_without_any():
    base = draw_store(4)
    months = {
        "revenue_before_previous": [1.0, 0.0, 4.0, 0.0],
        "revenue_previous": [3.0, 0.0, 0.0, 0.5],
        "revenue_current": [3.0, 5.0, 1.0, 0.5],
        "minutes_previous": [4.0, 0.0, 0.5, 2.0],
        "minutes_current": [2.0, 9.0, 0.5, 2.0],
    }
    table = describe_customers(replace(base, table=base.table.assign(**months)), guess_risk(base))
    assert table["revenue_trend"].tolist() == pytest.approx([0.5, np.nan, -0.5, 1], nan_ok=True)
    assert table["minutes_trend"].tolist() == pytest.approx([-0.5, np.nan, 0, 0], nan_ok=True)


@settings(max_examples=12)
@given(
    seed=st.integers(0, 10_000),
    customers=st.integers(2, 80),
    profit=st.sampled_from([-3.0, 0.0, 4.0, 5000.0]),
    high_risk=st.floats(0, 1),
)
def test_every_customer_is_in_one_quadrant_and_the_quadrants_add_up(
    seed, customers, profit, high_risk
):
    base = draw_store(customers, seed, abs(profit) or 1.0)
    signed = base.table["profit"] * np.sign(profit)
    base = make_base(base.table.assign(profit=signed), base.dropped.to_numpy())
    risk = guess_risk(base)
    changed = SETTINGS.model_copy(
        update={"risk": SETTINGS.risk.model_copy(update={"high_risk": high_risk})}
    )
    found = find_segments(base, risk, RULES, changed)
    quadrants = [segment for segment in found.facts if segment.quadrant]
    levels = {segment.key: (segment.risk_level, segment.profit_level) for segment in quadrants}
    assert levels == dict(QUADRANTS)
    assert (found.membership[list(levels)].sum(axis=1) == 1).all()
    profits = base.table["profit"].set_axis(found.membership.index)
    assert sum(s.customers for s in quadrants) == customers
    assert sum(s.share for s in quadrants) == pytest.approx(1)
    assert sum(s.profit for s in quadrants) == pytest.approx(float(profits.sum()))
    at_risk = float((profits.clip(lower=0) * risk).sum())
    assert sum(s.profit_at_risk for s in quadrants) == pytest.approx(at_risk)


def test_customers_who_bring_losses_hide_no_profit_at_risk(base):
    losing = base.table["profit"] < base.table["profit"].median()
    profit = base.table["profit"].where(~losing, -10.0)
    base = make_base(base.table.assign(profit=profit), base.dropped.to_numpy())
    found = by_key(find_segments(base, guess_risk(base), RULES, SETTINGS))
    assert found["high_risk_low_value"].profit < 0
    for name in ("profit_share", "profit_at_risk_share"):
        shares = {key: round(getattr(found[key], name), 3) for key in QUADRANTS}
        assert shares["high_risk_low_value"] == shares["low_risk_low_value"] == 0
        assert sum(shares.values()) == pytest.approx(1, abs=0.002)


def test_quadrants_that_leave_customers_out_or_hold_them_twice_are_an_error(base):
    for op, many in (("above", (base.table["profit"] <= 4).sum()), ("at_least", 400)):
        rules = make_rules(True, rich=[("profit", op, 4 if op == "above" else 1e6)])
        assert message_of(
            SettingsError,
            partial(find_segments, base, guess_risk(base), rules, SETTINGS),
        ) == (
            f"segments.toml, segments 'rich': {many} of 400 customers are in none or in several of "
            "these quadrants\n"
            "  Fix: let every customer satisfy exactly one rule marked quadrant = true"
        )


def test_members_are_those_the_rule_names(base, outcome):
    risk, table = guess_risk(base), base.table
    expected = (
        (table["service"] == "premium")
        & (table["profit"] > table["profit"].mean())
        & (risk >= SETTINGS.risk.high_risk)
    )
    assert (outcome.membership["premium_profitable_at_risk"] == expected).all()
    facts = by_key(outcome)["premium_profitable_at_risk"]
    assert (facts.rank, facts.customers, facts.share) == (5, expected.sum(), expected.mean())
    assert facts.mean_risk == pytest.approx(risk[expected].mean())
    assert facts.rule == (
        "service equals premium and profit above mean and risk at_least high_risk"
    )
    assert [(c.field, c.op, c.written, c.threshold) for c in facts.conditions] == [
        ("service", "equals", "premium", ("premium",)),
        ("profit", "above", "mean", (pytest.approx(table["profit"].mean()),)),
        ("risk", "at_least", "high_risk", (0.5,)),
    ]
    assert facts.always_featured
    assert not facts.featured
    assert facts.offers == ()


def test_segments_overlap_and_add_those_whom_no_earlier_one_has():
    first, second = [("profit", "at_most", 3)], [("profit", "at_least", 3)]
    rules = make_rules(s=first, t=second, u=first)
    base = draw_store(5)
    base = make_base(base.table.assign(profit=[1.0, 2.0, 3.0, 4.0, 5.0]), base.dropped.to_numpy())
    found = find_segments(base, guess_risk(base), rules, SETTINGS)
    assert [s.adds for s in found.facts] == [3, 2, 0]
    overlaps = [(o.first, o.second, o.customers) for o in found.overlaps]
    assert overlaps == [("s", "t", 1), ("s", "u", 3), ("t", "u", 1)]


def test_quadrants_add_all_of_theirs_and_overlap_with_other_segments_only(outcome):
    facts = by_key(outcome)
    assert all(facts[key].adds == facts[key].customers for key in QUADRANTS)
    pairs = {(o.first, o.second) for o in outcome.overlaps}
    assert ("high_risk_high_value", "promo_hunters") in pairs
    assert ("high_risk_high_value", "low_risk_low_value") not in pairs
    assert len(pairs) == 11 * 10 / 2 - 4 * 3 / 2


@pytest.mark.parametrize(("size", "too_few"), [(LEAST - 1, True), (LEAST, False), (0, True)])
def test_a_small_segment_is_described_by_its_sums_only(base, size, too_few):
    tied = make_base(base.table.assign(profit=np.arange(SIZE)), base.dropped.to_numpy())
    rules = make_rules(s=[("profit", "below", size)])
    (found,) = find_segments(tied, guess_risk(tied), rules, SETTINGS).facts
    assert (found.customers, found.too_few, found.differences == ()) == (size, too_few, too_few)
    assert found.profit == sum(range(size))


@pytest.mark.parametrize(("inside", "compared"), [(1, 0), (2, 1), (SIZE - 2, 1), (SIZE - 1, 0)])
def test_fewer_than_two_customers_on_one_side_are_not_compared(base, inside, compared):
    found = compare_with_rest(base, np.arange(SIZE) < inside, 0.05)
    assert [bool(x) for x in (found.differences, found.categories, found.trend)] == [compared] * 3


def test_a_segment_differs_where_its_test_and_its_interval_say_so(base):
    inside = (base.table["promo_share"] > 0.6).to_numpy()
    found = compare_with_rest(base, inside, 0.05)
    first, effects = found.differences[0], [abs(row.effect.value) for row in found.differences]
    assert (first.feature, first.differs) == ("promo_share", True)
    means = base.table["promo_share"].groupby(inside).mean()
    assert (first.inside.value, first.outside.value) == pytest.approx((means[True], means[False]))
    assert effects == sorted(effects, reverse=True)
    rows = {row.feature: row for row in found.differences}
    assert {"profit", "consent"} <= set(rows)
    assert not rows["profit"].differs
    on_the_border = compare_with_rest(base, inside, first.p_adjusted).differences[0]
    assert not on_the_border.differs


def test_a_category_is_lifted_where_it_is_more_frequent_and_goods_come_before_the_service(base):
    inside = (base.table["category"] == "children").to_numpy() & (np.arange(SIZE) % 4 > 0)
    rows = compare_with_rest(base, inside, 0.05).categories
    assert [row.feature for row in rows] == ["category"] * 4 + ["service"] * 2
    first, lifts = rows[0], [row.lift.value for row in rows[:4]]
    assert (first.value, first.customers, first.share) == ("children", inside.sum(), 1.0)
    outside = (base.table["category"] == "children").to_numpy()[~inside].mean()
    assert first.share_elsewhere == outside
    assert first.lift.value == pytest.approx(1 / outside)
    assert first.differs
    assert lifts == sorted(lifts, reverse=True)
    assert not compare_with_rest(base, inside, first.p_adjusted).categories[0].differs


def test_the_trend_is_the_mean_of_each_month_inside_and_outside(base):
    inside = (base.table["promo_share"] > 0.6).to_numpy()
    trend = compare_with_rest(base, inside, 0.05).trend
    assert [(point.measure, point.period) for point in trend] == [
        ("revenue", "before_previous"),
        ("revenue", "previous"),
        ("revenue", "current"),
        ("minutes", "previous"),
        ("minutes", "current"),
    ]
    for point in trend:
        means = base.table[f"{point.measure}_{point.period}"].groupby(inside).mean()
        found = (point.inside.value, point.outside.value)
        assert found == pytest.approx((means[True], means[False]))
        assert point.inside.low < point.inside.value < point.inside.high
