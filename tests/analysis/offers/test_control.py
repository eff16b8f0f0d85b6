"""The control group is as small as the effect allows, random, and part of the plan."""

from __future__ import annotations

from math import asin, sqrt

import numpy as np
import pytest
from scipy.stats import norm

from analysis.offers.candidate_offers import find_candidates
from analysis.offers.control import draw_control
from analysis.offers.plan import plan_offers
from analysis.segments.find import find_segments
from tests.analysis.offers.planning import BOOK, RULES
from tests.analysis.random_store import SETTINGS, change_economics, draw_store, guess_risk


def plan(customers=900, settings=SETTINGS):
    base = draw_store(customers)
    risk = guess_risk(base)
    segments = find_segments(base, risk, RULES, settings)
    return risk, plan_offers(base, risk, segments, BOOK, settings)


@pytest.fixture(scope="module")
def planned():
    return plan()


def power_of(size, outcome, risk):
    """By Cohen (1988), with the arcsine of both shares."""
    listed = outcome.assignment
    chosen = listed[listed["offer"].notna() & ~listed["most_important"]]
    rates = {
        key: SETTINGS.economics.acceptance * BOOK.offers[key].acceptance for key in BOOK.offers
    }
    kept = np.array([min(rates[key], 1.0) for key in chosen["offer"]])
    left, treated = risk[chosen.index].mean(), (risk[chosen.index] * (1 - kept)).mean()
    effect = 2 * asin(sqrt(left)) - 2 * asin(sqrt(treated))
    both = size * (len(chosen) - size) / len(chosen)
    return norm.sf(norm.isf(0.025) - effect * sqrt(both))


def test_the_group_shows_the_assumed_effect_and_one_fewer_would_not(planned):
    risk, outcome = planned
    control = outcome.plan.control
    assert control is not None
    assert control.power == pytest.approx(power_of(control.customers, outcome, risk), abs=1e-4)
    assert power_of(control.customers - 1, outcome, risk) < 0.8 <= control.power


def test_the_group_is_marked_in_the_list_and_costs_what_its_offers_would_bring(planned):
    _, outcome = planned
    left_out = outcome.assignment[outcome.assignment["control"]]
    assert len(left_out) == outcome.plan.control.customers
    assert left_out["offer"].notna().all()
    assert outcome.plan.control.gain == pytest.approx(left_out["expected_gain"].sum())


def test_the_most_important_are_never_left_out_and_the_others_are_compared(planned):
    _, outcome = planned
    listed = outcome.assignment
    assert listed["most_important"].any()
    assert not (listed["most_important"] & listed["control"]).any()
    asked = listed["offer"].notna() & ~listed["most_important"]
    assert outcome.plan.control.compared == asked.sum() < outcome.plan.contacts


def test_every_other_customer_of_the_plan_is_as_likely_to_be_left_out():
    base = draw_store(900)
    risk = guess_risk(base)
    found = find_segments(base, risk, RULES, SETTINGS)
    choice = find_candidates(base, risk, found, BOOK, SETTINGS).choice
    important = np.arange(900) % 50 == 0
    draws = np.array([draw_control(choice, important, seed) for seed in range(100)])
    asked = choice.recommended & ~important
    assert not draws[:, ~asked].any()
    expected = draws[0].sum() / asked.sum()
    error = sqrt(expected * (1 - expected) / len(draws))
    assert np.abs(draws.mean(axis=0)[asked] - expected).max() < 5 * error


def test_the_same_seed_draws_the_same_group_and_another_seed_another(planned):
    _, outcome = planned
    _, again = plan()
    _, other = plan(settings=SETTINGS.model_copy(update={"seed": 7}))
    marked = [o.assignment["control"].to_list() for o in (outcome, again, other)]
    assert marked[0] == marked[1] != marked[2]


def test_a_plan_too_small_to_show_anything_has_no_control_group():
    _, outcome = plan(settings=change_economics(acceptance_low=0.0, acceptance=0.01))
    assert outcome.plan.control is None
    assert not outcome.assignment["control"].any()


def test_the_offers_of_the_plan_add_up_to_it(planned):
    _, outcome = planned
    offers = outcome.plan.offers
    assert sum(offer.customers for offer in offers) == outcome.plan.contacts
    assert sum(offer.gain for offer in offers) == pytest.approx(outcome.plan.gain)
    assert sum(offer.cost for offer in offers) == pytest.approx(outcome.plan.cost)
    for offer in offers:
        assert sum(use.customers for use in offer.channels) == offer.customers
    assert [offer.gain for offer in offers] == sorted((o.gain for o in offers), reverse=True)


def test_what_the_decisions_have_of_the_plan_is_told(planned):
    _, outcome = planned
    decisions = outcome.plan.decisions
    assert outcome.plan.decided_customers == sum(d.customers for d in decisions)
    assert outcome.plan.decided_gain_share == pytest.approx(sum(d.gain_share for d in decisions))


def test_an_offer_of_favourites_names_the_customers_own(planned):
    _, outcome = planned
    table = draw_store(900).table
    listed = outcome.assignment
    about = listed["offer"].isin(["category_discount", "category_display"])
    assert listed.loc[about, "liked"].to_list() == table.loc[about.to_numpy(), "category"].to_list()
    assert listed.loc[~about, "liked"].isna().all()
