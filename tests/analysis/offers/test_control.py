"""The control group is as small as the effect allows, random, and part of the plan."""

from __future__ import annotations

from math import asin, sqrt

import numpy as np
import pytest
from scipy.stats import norm

from analysis.offers.candidate_offers import find_candidates
from analysis.offers.control import describe_control, draw_control
from tests.analysis.offers.planning import BOOK, choose, planned, segmented
from tests.analysis.random_store import SETTINGS, change_economics, draw_store


@pytest.fixture(scope="module")
def store():
    return segmented(draw_store(900))


@pytest.fixture(scope="module")
def plan(store):
    return planned(store)


def power_of(size, outcome, risk):
    """By Cohen (1988), with the arcsine of both shares."""
    listed = outcome.assignment
    chosen = listed[listed["offer"].notna() & ~listed["most_important"]]
    kept = np.array(
        [
            min(SETTINGS.economics.acceptance * BOOK.offers[key].acceptance, 1.0)
            for key in chosen["offer"]
        ]
    )
    left, treated = risk[chosen.index].mean(), (risk[chosen.index] * (1 - kept)).mean()
    effect = 2 * asin(sqrt(left)) - 2 * asin(sqrt(treated))
    both = size * (len(chosen) - size) / len(chosen)
    return norm.sf(norm.isf(0.025) - effect * sqrt(both))


def test_the_group_shows_the_assumed_effect_and_one_fewer_would_not(store, plan):
    control = plan.plan.control
    assert control.power == pytest.approx(power_of(control.customers, plan, store[1]), abs=1e-4)
    assert power_of(control.customers - 1, plan, store[1]) < 0.8 <= control.power
    assert control.significance == 0.05


def test_the_group_is_marked_in_the_list_among_those_whom_it_is_compared_with(plan):
    listed, control = plan.assignment, plan.plan.control
    left_out = listed[listed["control"]]
    assert len(left_out) == control.customers
    assert control.gain == pytest.approx(left_out["expected_gain"].sum())
    compared = listed["offer"].notna() & ~listed["most_important"]
    assert compared[listed["control"]].all()
    assert listed["most_important"].any()
    assert control.compared == compared.sum() < plan.plan.contacts


def test_every_other_customer_of_the_plan_is_as_likely_to_be_left_out(store):
    base, risk, segments = store
    choice = find_candidates(base, risk, segments, BOOK, SETTINGS).choice
    important = np.arange(900) % 50 == 0
    draws = np.array([draw_control(choice, important, seed) for seed in range(100)])
    asked = choice.recommended & ~important
    assert not draws[:, ~asked].any()
    expected = draws[0].sum() / asked.sum()
    error = sqrt(expected * (1 - expected) / len(draws))
    assert np.abs(draws.mean(axis=0)[asked] - expected).max() < 5 * error
    assert (draws[0] == draw_control(choice, important, 0)).all()
    assert (draws[0] != draws[1]).any()


def test_a_plan_too_small_to_show_anything_has_no_control_group(store):
    outcome = planned(store, change_economics(acceptance_low=0.0, acceptance=0.01))
    assert outcome.plan.control is None
    assert not outcome.assignment["control"].any()


@pytest.mark.parametrize(("customers", "drawn"), [(5, 1), (4, 2), (3, 0), (0, 0)])
def test_at_most_half_of_the_plan_is_left_out(customers, drawn):
    """Where everybody would drop and the offer keeps all, a few customers show the effect."""
    gains = [[1.0] * customers + [-1.0]]
    choice, _ = choose(gains, acceptance=5.0, risk=[1.0] * (customers + 1))
    nobody = np.zeros(customers + 1, dtype=bool)
    left_out = draw_control(choice, nobody, 0)
    assert left_out.sum() == drawn
    found = describe_control(choice, nobody, left_out)
    assert (found is None) == (drawn == 0)
    if found:
        assert (found.customers, found.compared, found.gain) == (drawn, customers, drawn)
