from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.economics import expected_gain
from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.offers.budget import choose_points
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.offers.terms import state_costs_in_money
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import (
    REAL_TABLES,
    SETTINGS,
    change_economics,
    draw_store,
    guess_risk,
    make_base,
    needs_real_tables,
)

RULES, BOOK = read_rules(), read_offers()
CUSTOMERS = 600


def segmented(base):
    return base, guess_risk(base), find_segments(base, guess_risk(base), RULES, SETTINGS)


@pytest.fixture(scope="module")
def store():
    return segmented(draw_store(CUSTOMERS))


@pytest.fixture(scope="module")
def outcome(store):
    base, risk, segments = store
    return plan_offers(base, risk, segments, BOOK, SETTINGS)


def plan_with(store, **economics):
    base, risk, segments = store
    return plan_offers(base, risk, segments, BOOK, of_any_size(change_economics(**economics)))


def of_any_size(settings):
    """So that a small random store gets recommendations, too."""
    model = settings.model.model_copy(update={"too_few_customers": 1})
    return settings.model_copy(update={"model": model})


def cents(amount: float) -> int:
    return round(amount * 100)


def sum_cents(column: pd.Series) -> int:
    return sum(cents(amount) for amount in column)


# Stores from few customers up, whose profit is small, large, or a loss with every other customer.
STORES = st.builds(
    lambda customers, seed, profit: segmented(draw_store(customers, seed, profit)),
    customers=st.integers(40, 300),
    seed=st.integers(0, 10_000),
    profit=st.sampled_from([0.001, 4.0, 90_000.0]),
) | st.builds(
    lambda seed: segmented(at_a_loss(draw_store(200, seed))),
    seed=st.integers(0, 10_000),
)
# Economics of a store: from nothing to more than anybody would pay.
SHARES = st.floats(0, 1)
COSTS = st.floats(0, 0.5)


def at_a_loss(base):
    signs = np.where(np.arange(len(base.table)) % 2, 1.0, -1.0)
    table = base.table.assign(profit=base.table["profit"] * signs)
    return make_base(table, base.dropped.to_numpy())


@settings(max_examples=20, deadline=None)
@given(store=STORES, acceptance=SHARES, contact_cost=COSTS, incentive=COSTS)
def test_the_list_adds_up_to_the_plan_and_the_quadrants_do_too(
    store, acceptance, contact_cost, incentive
):
    found = plan_with(store, acceptance=acceptance, contact_cost=contact_cost, incentive=incentive)
    listed, plan = found.assignment, found.plan
    quadrants = [segment for segment in found.segments if segment.quadrant]
    for name, total in [
        ("cost", plan.cost),
        ("expected_gain", plan.gain),
        ("gain_low", plan.gain_low),
        ("gain_high", plan.gain_high),
    ]:
        assert sum_cents(listed[name]) == cents(total)
    assert sum(cents(s.gain) for s in quadrants) == cents(plan.gain)
    assert sum(cents(s.cost) for s in quadrants) == cents(plan.cost)
    assert sum(s.contacts for s in quadrants) == plan.contacts == listed["offer"].count()
    assert plan.gain_low <= plan.gain <= plan.gain_high


@settings(max_examples=15, deadline=None)
@given(
    store=STORES,
    acceptance=SHARES,
    costs=st.tuples(COSTS, COSTS),
    more=st.tuples(st.floats(0, 0.3), st.floats(0, 0.3)),
)
def test_gain_never_rises_when_a_cost_rises(store, acceptance, costs, more):
    cheap = plan_with(store, acceptance=acceptance, contact_cost=costs[0], incentive=costs[1])
    dear = plan_with(
        store,
        acceptance=acceptance,
        contact_cost=costs[0] + more[0],
        incentive=costs[1] + more[1],
    )
    assert dear.plan.gain <= cheap.plan.gain
    assert (dear.assignment["expected_gain"] <= cheap.assignment["expected_gain"]).all()


@settings(max_examples=10, deadline=None)
@given(store=STORES, contact_cost=COSTS)
def test_nobody_is_contacted_when_nobody_accepts(store, contact_cost):
    found = plan_with(store, acceptance=0.0, contact_cost=contact_cost)
    assert found.plan.contacts == 0
    assert (found.plan.cost, found.plan.gain, found.plan.decisions) == (0.0, 0.0, ())
    assert found.assignment["offer"].isna().all()
    assert all(segment.offers == () for segment in found.segments)


@settings(max_examples=10, deadline=None)
@given(store=STORES)
def test_everyone_at_positive_risk_is_contacted_when_it_costs_nothing(store):
    base, risk, _ = store
    safe = risk.where(np.arange(len(risk)) % 3 > 0, 0.0)
    segments = find_segments(base, safe, RULES, SETTINGS)
    found = plan_with((base, safe, segments), contact_cost=0.0, incentive=0.0)
    expected = (safe > 0) & (base.table["profit"] > 0)
    assert (found.assignment["offer"].notna() == expected).all()
    assert found.plan.cost == 0.0


def test_without_consent_only_the_site_is_used(store, outcome):
    base = store[0]
    silent = (base.table["consent"] == "no").to_numpy()
    listed = outcome.assignment
    told = listed["channel"].notna().to_numpy()
    assert set(listed["channel"][silent & told]) == {"site"}
    assert "email" in set(listed["channel"][~silent & told])
    assert "win_back" not in set(listed["offer"][silent & told])


def test_a_segment_without_consent_is_reached_by_the_site_alone(outcome):
    segment = next(s for s in outcome.segments if s.key == "no_consent_at_risk")
    assert {(offer.channel, offer.reachable == offer.customers) for offer in segment.offers} == {
        ("site", True)
    }


def test_reachable_are_those_who_allow_the_channel(store, outcome):
    base, _, segments = store
    offer = next(
        o
        for s in outcome.segments
        if s.key == "promo_hunters"
        for o in s.offers
        if o.key == "promo_early_access"
    )
    inside = segments.membership["promo_hunters"]
    assert offer.channel == "email"
    assert offer.customers == inside.sum()
    assert offer.reachable == (inside & (base.table["consent"] == "yes")).sum()


@pytest.mark.parametrize(("with_failures", "least"), [(0.1, 1.0), (0.0, None)])
def test_nobody_is_told_we_are_sorry_for_failures_they_never_met(with_failures, least):
    base = draw_store(CUSTOMERS)
    met = np.where(np.arange(CUSTOMERS) < with_failures * CUSTOMERS, 3.0, 0.0)
    table = base.table.assign(failures=met, profit=9.0)
    base, risk, segments = segmented(make_base(table, base.dropped.to_numpy()))
    only = replace(BOOK, offers={"priority_support": sorry(at_least=0.01)})
    found = plan_offers(base, risk, segments, only, of_any_size(SETTINGS))
    told = found.assignment["offer"].notna().to_numpy()
    assert (met[told] > 0).all()
    limits = {
        evidence.value
        for segment in found.segments
        for offer in segment.offers
        for evidence in offer.evidence
        if evidence.name == "threshold"
    }
    assert limits == ({least} if least else set())


def sorry(at_least):
    """The shipped apology, called by segments however few of whose customers met failures."""
    rule = BOOK.offers["priority_support"]
    because = rule.because.model_copy(update={"at_least": at_least})
    return rule.model_copy(update={"because": because, "contact": 0.1})


def test_money_follows_the_formula_of_the_threshold_policy(store):
    base, risk, segments = store
    costs = change_economics(costs_in="money", contact_cost=0.1, incentive=0.8)
    found = plan_offers(base, risk, segments, BOOK, costs)
    chosen = found.assignment["offer"] == "promo_early_access"
    assert chosen.any()
    rule = BOOK.offers["promo_early_access"]
    gain = expected_gain(
        risk=risk[chosen],
        value=base.table["profit"][chosen] * 3,
        acceptance=0.2 * rule.acceptance,
        contact_cost=0.1 * rule.contact,
        incentive=0.8 * rule.incentive,
    )
    assert found.assignment["expected_gain"][chosen].to_numpy() == pytest.approx(gain, abs=0.0051)


def test_the_next_best_offer_brings_most_of_those_open_to_the_customer(store, outcome):
    base, risk, segments = store
    fewer = dict(BOOK.offers)
    for dropped in ("promo_early_access", "cart_reminder"):
        fewer.pop(dropped)
        book = type(BOOK)(BOOK.file, BOOK.channels, fewer)
        poorer = plan_offers(base, risk, segments, book, SETTINGS)
        assert (poorer.assignment["expected_gain"] <= outcome.assignment["expected_gain"]).all()


def test_acceptance_at_the_break_even_brings_nothing(store, outcome):
    base, risk, segments = store
    offer = next(
        o
        for s in outcome.segments
        if s.key == "promo_hunters"
        for o in s.offers
        if o.key == "promo_early_access"
    )
    inside = segments.membership["promo_hunters"].to_numpy()
    arguments = {
        "risk": risk[inside],
        "value": base.table["profit"][inside] * 3,
        "contact_cost": offer.contact_cost,
        "incentive": offer.incentive,
    }
    worth = expected_gain(acceptance=offer.acceptance, **arguments) > 0
    assert worth.sum() == offer.contacts
    even = expected_gain(acceptance=offer.break_even_acceptance, **arguments)[worth]
    assert even.sum() == pytest.approx(0, abs=1e-9)


def test_costs_scale_with_the_store_by_default():
    small, large = draw_store(CUSTOMERS, profit=4.0), draw_store(CUSTOMERS, profit=4.0)
    thousands = large.table.assign(profit=large.table["profit"] * 1000)
    large = make_base(thousands, large.dropped.to_numpy())
    plans = []
    for base in (small, large):
        segments = find_segments(base, guess_risk(base), RULES, SETTINGS)
        plans.append(plan_offers(base, guess_risk(base), segments, BOOK, SETTINGS).plan)
    assert plans[0].contacts == plans[1].contacts > 0
    assert plans[1].gain == pytest.approx(1000 * plans[0].gain, rel=0.01)


def test_costs_in_money_are_taken_as_they_stand(store):
    base = store[0]
    money = change_economics(costs_in="money", contact_cost=0.3)
    assert state_costs_in_money(money, base) == money
    relative = state_costs_in_money(SETTINGS, base).economics
    assert relative.costs_in == "money"
    assert relative.contact_cost == pytest.approx(0.01 * 3 * base.table["profit"].mean())


def test_budget_curve_holds_nobody_everyone_and_the_recommended_number(outcome):
    points = {point.contacts: point for point in outcome.plan.budget}
    plan = outcome.plan
    assert {0, plan.contacts, CUSTOMERS} <= set(points)
    assert len(points) <= 60
    best = points[plan.contacts]
    assert (best.cost, best.gain_low, best.gain, best.gain_high) == (
        plan.cost,
        plan.gain_low,
        plan.gain,
        plan.gain_high,
    )
    assert best.gain == max(point.gain for point in points.values())
    assert (points[0].cost, points[0].gain) == (0.0, 0.0)


@pytest.mark.parametrize(("everyone", "recommended"), [(1296, 480), (846, 43), (1296, 7), (50, 0)])
def test_a_small_plan_is_drawn_in_steps_of_its_own(everyone, recommended):
    points = choose_points(everyone, recommended)
    assert points == sorted(set(points))
    assert {0, recommended, everyone} <= set(points)
    within = [many for many in points if many <= recommended]
    steps = np.diff(within)
    assert (steps <= max(1, recommended / 12)).all()


def test_no_other_strategy_is_expected_to_bring_more(outcome):
    gains = {strategy.key: strategy.gain for strategy in outcome.plan.strategies}
    assert set(gains) == {"recommended", "everyone", "random", "highest_risk", "highest_profit"}
    assert gains["recommended"] == outcome.plan.gain
    assert all(gains["recommended"] > gain for key, gain in gains.items() if key != "recommended")
    many = {s.contacts for s in outcome.plan.strategies if s.key != "everyone"}
    assert many == {outcome.plan.contacts}


def test_decisions_are_three_at_most_and_share_no_customer(outcome):
    decisions = outcome.plan.decisions
    assert 1 <= len(decisions) <= 3
    gains = [decision.gain for decision in decisions]
    assert gains == sorted(gains, reverse=True)
    assert sum(gains) <= outcome.plan.gain
    assert sum(d.customers for d in decisions) <= outcome.plan.contacts
    known = {s.key: s for s in outcome.segments}
    for decision in decisions:
        segment = known[decision.segment]
        assert segment.quadrant or segment.featured
        assert decision.offer in {offer.key for offer in segment.offers}
        assert decision.gain_share == pytest.approx(decision.gain / outcome.plan.gain)


@pytest.mark.parametrize(("share", "further"), [(0.0, 2), (0.2, 1), (0.21, 0)])
def test_no_decision_after_the_first_brings_less_than_the_settings_ask(share, further):
    risk_settings = SETTINGS.risk.model_copy(update={"smallest_decision": share})
    settings = SETTINGS.model_copy(update={"risk": risk_settings})
    base = draw_store(1300, seed=0)
    risk = guess_risk(base)
    segments = find_segments(base, risk, RULES, settings)
    _, *others = plan_offers(base, risk, segments, BOOK, settings).plan.decisions
    assert all(decision.gain_share >= share for decision in others)
    assert len(others) == further


def test_featured_segments_begin_with_those_the_rules_insist_on():
    base = draw_store(3000)
    segments = find_segments(base, guess_risk(base), RULES, SETTINGS)
    found = plan_offers(base, guess_risk(base), segments, BOOK, SETTINGS)
    featured = [segment.key for segment in found.segments if segment.featured]
    assert "premium_profitable_at_risk" in featured
    assert len(featured) == SETTINGS.risk.featured_segments
    assert not any(segment.featured and segment.quadrant for segment in found.segments)


def test_a_segment_that_shows_nobody_new_gets_no_page(store):
    base = store[0]
    everywhere = make_base(base.table.assign(promo_share=0.9), base.dropped.to_numpy())
    risk = guess_risk(everywhere)
    segments = find_segments(everywhere, risk, RULES, SETTINGS)
    found = plan_offers(everywhere, risk, segments, BOOK, SETTINGS)
    featured = {segment.key for segment in found.segments if segment.featured}
    assert featured <= {"premium_profitable_at_risk", "promo_hunters"}


def test_offers_of_a_segment_stand_best_first_with_their_evidence(outcome):
    for segment in outcome.segments:
        gains = [offer.gain for offer in segment.offers]
        assert gains == sorted(gains, reverse=True)
        for offer in segment.offers:
            named = {evidence.name: evidence.value for evidence in offer.evidence}
            assert named["customers"] == offer.customers
            assert named["share"] == pytest.approx(offer.customers / segment.customers)
            assert offer.contacts <= offer.customers <= segment.customers
            assert offer.next_best <= offer.contacts


@pytest.mark.parametrize(("customers", "recommend"), [(400, True), (CUSTOMERS, False)])
def test_nothing_is_recommended_where_nothing_can_be_known(customers, recommend):
    base = draw_store(customers)
    segments = find_segments(base, guess_risk(base), RULES, SETTINGS)
    found = plan_offers(base, guess_risk(base), segments, BOOK, SETTINGS, recommend=recommend)
    plan = found.plan
    assert (plan.contacts, plan.cost, plan.gain) == (0, 0.0, 0.0)
    assert (plan.decisions, plan.budget, plan.strategies) == ((), (), ())
    assert all(segment.offers == () for segment in found.segments)
    assert found.assignment["offer"].isna().all()
    assert any(segment.featured for segment in found.segments)


def test_a_customer_who_brings_losses_is_left_alone(store):
    base, risk, _ = store
    table = base.table.assign(profit=-base.table["profit"])
    base = make_base(table, base.dropped.to_numpy())
    segments = find_segments(base, risk, RULES, SETTINGS)
    assert plan_offers(base, risk, segments, BOOK, SETTINGS).plan.contacts == 0


def test_the_same_customers_give_the_same_plan_twice(store, outcome):
    base, risk, segments = store
    again = plan_offers(base, risk, segments, BOOK, SETTINGS)
    assert (again.plan, again.segments) == (outcome.plan, outcome.segments)
    pd.testing.assert_frame_equal(again.assignment, outcome.assignment)


@needs_real_tables
def test_every_shipped_segment_of_the_real_tables_has_an_offer_or_too_few_customers():
    base = read_base(choose_month(REAL_TABLES, None), SETTINGS.data)
    risk = guess_risk(base)
    segments = find_segments(base, risk, RULES, SETTINGS)
    found = plan_offers(base, risk, segments, BOOK, SETTINGS)
    assert len(found.segments) == 11
    for segment in found.segments:
        assert segment.too_few or (segment.offers and segment.differences)
    assert len(found.plan.decisions) == 3
