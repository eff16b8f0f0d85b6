"""The plan adds up, and costs and gains follow the settings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.offers.facts import WhatIf
from analysis.segments.find import find_segments
from tests.analysis.offers.planning import CUSTOMERS, RULES, plan_with, planned, segmented
from tests.analysis.random_store import (
    REAL_TABLES,
    SETTINGS,
    draw_store,
    make_base,
    needs_real_tables,
)


def at_a_loss(base):
    """Every other customer brings a loss."""
    signs = np.where(np.arange(len(base.table)) % 2, 1.0, -1.0)
    table = base.table.assign(profit=base.table["profit"] * signs)
    return make_base(table, base.dropped.to_numpy())


# Stores from few customers up, whose profit is small, large, or partly a loss.
STORES = st.builds(
    lambda customers, seed, profit, change: segmented(change(draw_store(customers, seed, profit))),
    customers=st.integers(40, 300),
    seed=st.integers(0, 10_000),
    profit=st.sampled_from([0.001, 4.0, 90_000.0]),
    change=st.sampled_from([at_a_loss, lambda base: base]),
)
# Economics of a store: from nothing to more than anybody would pay.
SHARES, COSTS = st.floats(0, 1), st.floats(0, 0.5)


@settings(max_examples=20)
@given(store=STORES, acceptance=SHARES, contact_cost=COSTS, incentive=COSTS)
def test_the_list_adds_up_to_the_plan_and_the_quadrants_do_too(
    store, acceptance, contact_cost, incentive
):
    found = plan_with(store, acceptance=acceptance, contact_cost=contact_cost, incentive=incentive)
    listed, plan = found.assignment, found.plan
    quadrants = [segment for segment in found.segments if segment.quadrant]
    for name in ("cost", "gain", "gain_low", "gain_high"):
        total = round(getattr(plan, name) * 100)
        column = listed["expected_gain" if name == "gain" else name]
        assert round(column.sum() * 100) == total
        assert sum(round(getattr(s, name) * 100) for s in quadrants) == total
    sent = listed["offer"].notna() & ~listed["control"]
    assert sum(s.contacts for s in quadrants) == plan.contacts == sent.sum()
    assert (listed.loc[~sent, ["cost", "expected_gain", "gain_low", "gain_high"]] == 0).all(
        axis=None
    )
    assert plan.gain_low <= plan.gain <= plan.gain_high


@settings(max_examples=10)
@given(store=STORES)
def test_everyone_at_positive_risk_is_contacted_when_it_costs_nothing(store):
    base, risk, _ = store
    safe = risk.where(np.arange(len(risk)) % 3 > 0, 0.0)
    segments = find_segments(base, safe, RULES, SETTINGS)
    found = plan_with((base, safe, segments), contact_cost=0.0, incentive=0.0)
    expected = (safe > 0) & (base.table["profit"] > 0)
    assert (found.assignment["offer"].notna() == expected).all()
    assert found.plan.cost == 0.0


def test_nobody_is_contacted_who_accepts_nothing_or_brings_a_loss(store):
    base = store[0]
    losing = make_base(base.table.assign(profit=-base.table["profit"]), base.dropped.to_numpy())
    for found in (plan_with(store, acceptance=0.0), planned(segmented(losing))):
        assert (found.plan.contacts, found.plan.cost, found.plan.decisions) == (0, 0.0, ())
        assert all(segment.offers == () for segment in found.segments)


@pytest.mark.parametrize(("customers", "recommend"), [(400, True), (CUSTOMERS, False)])
def test_nothing_is_recommended_where_nothing_can_be_known(customers, recommend):
    base = draw_store(customers)
    found = planned(segmented(base), recommend=recommend)
    plan = found.plan
    assert (plan.contacts, plan.cost, plan.gain) == (0, 0.0, 0.0)
    assert (plan.decisions, plan.budget, plan.strategies) == ((), (), ())
    assert all((segment.offers, segment.gain) == ((), 0.0) for segment in found.segments)
    assert found.assignment["offer"].isna().all()
    assert any(segment.featured for segment in found.segments)
    assert (plan.offers, plan.control, plan.what_if) == ((), None, WhatIf())


def test_an_offer_of_a_segment_is_listed_best_first_with_its_evidence(outcome):
    for segment in outcome.segments:
        gains = [offer.gain for offer in segment.offers]
        assert gains == sorted(gains, reverse=True)
        for offer in segment.offers:
            named = {evidence.name: evidence.value for evidence in offer.evidence}
            assert named["customers"] == offer.customers
            assert offer.next_best <= offer.contacts <= offer.customers <= segment.customers


def test_the_offers_of_the_plan_add_up_to_it_best_first(outcome):
    plan, offers = outcome.plan, outcome.plan.offers
    assert sum(offer.customers for offer in offers) == plan.contacts
    assert sum(offer.gain for offer in offers) == pytest.approx(plan.gain)
    assert sum(offer.cost for offer in offers) == pytest.approx(plan.cost)
    assert [offer.gain for offer in offers] == sorted((o.gain for o in offers), reverse=True)
    for offer in offers:
        many = [use.customers for use in offer.channels]
        assert many == sorted(many, reverse=True)
        assert sum(many) == offer.customers


def test_without_consent_only_the_site_is_used(store, outcome):
    silent = (store[0].table["consent"] == "no").to_numpy()
    channels = outcome.assignment["channel"]
    assert set(channels[silent].dropna()) == {"site"}
    assert "email" in set(channels[~silent])
    segment = next(s for s in outcome.segments if s.key == "no_consent_at_risk")
    assert {(o.channel, o.reachable == o.customers) for o in segment.offers} == {("site", True)}


@needs_real_tables
def test_every_shipped_segment_of_the_real_tables_has_an_offer_or_too_few_customers():
    base = read_base(choose_month(REAL_TABLES, None), SETTINGS)
    found = planned(segmented(base))
    assert len(found.segments) == 11
    for segment in found.segments:
        assert segment.too_few or (segment.offers and segment.differences)
    assert len(found.plan.decisions) == 3
