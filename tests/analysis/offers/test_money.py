"""What an offer costs and brings, to whom it can be told, and where it breaks even."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.economics import expected_gain
from analysis.offers.money import add_up, break_even, to_cents
from analysis.offers.terms import Terms, state_costs_in_money, state_terms
from tests.analysis.offers.planning import BOOK, FREE, make_customers, make_rule, price
from tests.analysis.random_store import SETTINGS, change_economics, draw_store, make_base

SHARES, COSTS = st.floats(0, 1), st.floats(0, 50)
EVERYBODY = np.array([True, True])


@given(
    risk=st.lists(SHARES, min_size=2, max_size=5),
    costs=st.tuples(COSTS, COSTS),
    acceptances=st.lists(SHARES, min_size=3, max_size=3).map(sorted),
    months=st.integers(1, 12),
)
def test_gain_and_cost_of_every_offer_add_up_to_the_profit_it_keeps(
    risk, costs, acceptances, months
):
    low, middle, high = acceptances
    settings = change_economics(
        costs_in="money",
        horizon_months=months,
        contact_cost=costs[0],
        incentive=costs[1],
        acceptance_low=low,
        acceptance=middle,
        acceptance_high=high,
    )
    customers = make_customers(risk=risk, profit=np.linspace(-3, 90, len(risk)))
    risks, value = customers["risk"].to_numpy(), customers["profit"].to_numpy() * months
    for offer in price({"a": make_rule(), "b": make_rule(acceptance=1.5)}, customers, settings):
        accepted = {
            name: min(share * offer.rule.acceptance, 1.0)
            for name, share in zip(("gain_low", "gain", "gain_high"), acceptances, strict=True)
        }
        assert offer.cost + offer.gain == pytest.approx(risks * accepted["gain"] * value)
        for name, acceptance in accepted.items():
            terms = {"contact_cost": costs[0], "incentive": costs[1], "acceptance": acceptance}
            gain = expected_gain(risk=risks, value=value, **terms)
            assert getattr(offer, name) == pytest.approx(gain)


def test_terms_are_multiples_of_the_settings_and_acceptances_never_cross_or_exceed_one():
    rule = make_rule(contact=3.0, incentive=4.0, acceptance=2.0)
    economics = change_economics(
        contact_cost=0.5, incentive=0.25, acceptance_low=0.1, acceptance=0.2, acceptance_high=0.4
    ).economics
    assert state_terms(rule, economics) == Terms(
        contact_cost=1.5,
        incentive=1.0,
        acceptance_low=0.2,
        acceptance=0.4,
        acceptance_high=0.8,
    )
    for middle, expected in ((0.05, (0.1, 0.1, 0.8)), (0.45, (0.2, 0.9, 0.9)), (0.6, (0.2, 1, 1))):
        terms = state_terms(rule, economics.model_copy(update={"acceptance": middle}))
        found = (terms.acceptance_low, terms.acceptance, terms.acceptance_high)
        assert found == pytest.approx(expected)


def test_costs_in_mean_profit_scale_with_what_customers_bring_and_in_money_stay():
    base = draw_store(100)
    base = make_base(base.table.assign(profit=[-900.0, *[2.0] * 99]), base.dropped.to_numpy())
    relative = state_costs_in_money(SETTINGS, base).economics
    scale = 1.98 * SETTINGS.economics.horizon_months
    assert relative.costs_in == "money"
    assert relative.contact_cost == pytest.approx(SETTINGS.economics.contact_cost * scale)
    assert relative.incentive == pytest.approx(SETTINGS.economics.incentive * scale)
    assert state_costs_in_money(FREE, base) == FREE


@pytest.mark.parametrize(
    ("channels", "without_consent"),
    [(("email", "push", "site"), 2), (("site", "email"), 0), (("email", "push"), -1)],
)
def test_without_consent_the_first_channel_that_needs_none_is_used(channels, without_consent):
    customers = make_customers(risk=[0.5, 0.5], consent=["yes", "no"])
    (offer,) = price({"a": make_rule(channels=channels)}, customers)
    assert offer.channel.tolist() == [0, without_consent]
    assert offer.reached.tolist() == [True, without_consent >= 0]


def test_the_audience_is_who_meets_every_condition():
    audience = BOOK.offers["personal_discount"].audience
    customers = make_customers(risk=[0.7, 0.7, 0.6, 0.7], profit=[9.0, 1.0, 9.0, 2.0])
    (offer,) = price({"a": make_rule(audience=audience)}, customers)
    assert offer.audience.tolist() == [True, False, False, False]


def test_sums_are_added_in_whole_cents():
    cents = to_cents(np.array([1.004, -1.006, 0.016]))
    assert (cents.tolist(), add_up(cents), add_up(cents[1:])) == ([100, -101, 2], 0.01, -0.99)


@given(risk=st.lists(SHARES, min_size=2, max_size=2), contact=COSTS, incentive=COSTS)
def test_acceptance_at_the_break_even_brings_nothing(risk, contact, incentive):
    costs = {"contact_cost": contact, "incentive": incentive}
    customers = make_customers(risk=risk, profit=[30.0, 20.0])
    (offer,) = price({"a": make_rule()}, customers, change_economics(costs_in="money", **costs))

    def gain(acceptance):
        value = customers["profit"] * SETTINGS.economics.horizon_months
        return expected_gain(
            risk=customers["risk"], value=value, acceptance=acceptance, **costs
        ).sum()

    found = break_even(offer, EVERYBODY)
    if found is None:
        assert gain(1.0) <= 1e-9
    else:
        assert 0 <= found <= 1
        assert gain(found) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("contact", "even"), [(0.5, 0.5), (1.0, 1.0), (1.1, None)])
def test_break_even_is_where_the_kept_profit_equals_the_cost_of_those_contacted(contact, even):
    customers = make_customers(risk=[1.0, 0.0], profit=[1.0, 1.0])
    settings = change_economics(
        costs_in="money", contact_cost=contact, incentive=0.0, horizon_months=1
    )
    (offer,) = price({"a": make_rule()}, customers, settings)
    assert break_even(offer, np.array([True, False])) == even
    assert break_even(offer, np.array([False, True])) is None
