"""Who is left without an offer is decided by person, month and salt, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from math import asin, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from analysis.offers.campaigns import find_restraint
from analysis.offers.control import describe_control, draw_control
from analysis.offers.persons import draw_share, name_persons
from tests.analysis.offers.planning import BOOK, change_campaign, choose, planned, segmented
from tests.analysis.random_store import SETTINGS, draw_store

CONTACT = ("compared", "contacted")


@pytest.fixture(scope="module")
def store():
    return segmented(draw_store(900))


@pytest.fixture(scope="module")
def plan(store):
    return planned(store)


def with_twins(base, pairs):
    """Every pair of positions is one person."""
    groups = base.groups.copy()
    for first, second in pairs:
        groups.iloc[second] = groups.iloc[first]
    return replace(base, groups=groups)


def in_rows(base, order):
    """The same customers in another order, as of another export: codes of persons differ, too."""
    return replace(
        base,
        table=base.table.iloc[order],
        dropped=base.dropped.iloc[order],
        groups=base.groups.iloc[order] + 1000,
        labels=base.labels.iloc[order],
    )


def sides_of(base):
    return find_restraint(base, (), SETTINGS.campaign).control


def power_of(size, outcome, risk):
    """By Cohen (1988), with the arcsine of both shares."""
    listed = outcome.assignment
    chosen = listed[listed["side"].isin(["compared", "control"])]
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


def test_the_report_says_what_the_group_can_show_and_how_many_it_takes(store, plan):
    control = plan.plan.control
    assert control.power == pytest.approx(power_of(control.customers, plan, store[1]), abs=1e-4)
    assert power_of(control.needed - 1, plan, store[1]) < 0.8
    assert power_of(control.needed, plan, store[1]) >= 0.8
    assert control.significance == 0.05


def test_the_group_is_marked_in_the_list_and_in_no_sum_of_the_plan(plan):
    listed, control = plan.assignment, plan.plan.control
    left_out = listed[listed["control"]]
    assert len(left_out) == control.customers > 0
    assert left_out["offer"].notna().all()
    assert (left_out["expected_gain"] == 0).all()
    assert (left_out["side"] == "control").all()
    assert control.gain > 0
    assert not left_out["most_important"].any()
    assert control.compared == listed["side"].isin(["compared", "control"]).sum()
    assert plan.plan.contacts == listed["side"].isin(CONTACT).sum()
    assert (listed.loc[listed["side"] == "contacted", "most_important"]).all()
    assert sum(offer.control for offer in plan.plan.offers) == control.customers
    assert plan.plan.budget[-1].contacts == len(plan.plan.what_if.risk)


def test_a_share_is_drawn_that_differs_from_month_to_month_and_from_salt_to_salt():
    people = [f"c{n}" for n in range(20_000)]
    draws = [
        draw_share(people, 0.1, "salt", "campaign", month)
        for month in ("2026-10", "2026-11", "2026-12")
    ]
    draws.append(draw_share(people, 0.1, "other", "campaign", "2026-10"))
    for drawn in draws:
        assert drawn.mean() == pytest.approx(0.1, abs=5 * sqrt(0.09 / len(people)))
    both = (draws[0] & draws[1]).mean(), (draws[0] & draws[3]).mean()
    assert both == pytest.approx((0.01, 0.01), abs=0.004)
    assert not draw_share(people, 0.0, "salt").any()
    assert draw_share(people, 1.0, "salt").all()


def test_the_sides_of_a_month_are_the_same_on_every_machine():
    drawn = draw_share(
        [str(215348 + n) for n in range(40)], 0.1, "retention", "campaign", "2026-10"
    )
    assert np.flatnonzero(drawn).tolist() == [5, 26, 30]


@settings(max_examples=30)
@given(
    customers=st.integers(20, 60),
    added=st.integers(0, 60),
    pairs=st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_nobody_changes_sides_by_another_order_or_by_further_customers(
    customers, added, pairs, order
):
    rows = list(range(customers + added))
    order.shuffle(rows)
    base = draw_store(customers + added)
    larger = in_rows(with_twins(base, pairs), rows)
    smaller = with_twins(draw_store(customers), pairs)
    before = pd.Series(sides_of(smaller), smaller.table.index)
    after = pd.Series(sides_of(larger), larger.table.index)
    assert after[before.index].equals(before)


@settings(max_examples=15)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=30),
    seed=st.integers(0, 99),
)
def test_twins_are_on_one_side_and_get_one_message(pairs, seed):
    base = with_twins(draw_store(60, seed), pairs)
    listed = planned(segmented(base), change_campaign(control_share=0.4)).assignment
    for _, person in listed.groupby(base.groups):
        assert person["offer"].count() <= 1
        assert not (set(CONTACT) & set(person["side"]) and "control" in set(person["side"]))
    assert (
        sides_of(base).tolist()
        == base.groups.map(dict(zip(base.groups, sides_of(base), strict=True))).tolist()
    )
    assert (listed["offer"].isna() | listed["side"].isin([*CONTACT, "control"])).all()


def test_of_two_accounts_the_one_with_more_at_risk_hears_of_the_offer(store):
    base = store[0]
    alone = planned(store).assignment
    at_risk = (store[1] * base.table["profit"])[alone["side"] == "compared"].sort_values()
    low, high = (base.table.index.get_loc(at_risk.index[n]) for n in (0, -1))
    both = planned(segmented(with_twins(base, [(low, high)]))).assignment
    assert both["side"].iloc[low] == "twin"
    assert both["offer"].iloc[low] is None
    assert both["offer"].iloc[high] == alone["offer"].iloc[high]


def test_a_person_is_named_by_the_first_id_in_the_order_in_which_stores_give_them():
    groups = pd.Series([7, 7, 3, 3, 5], ["1000", "999", "b", "a", "z"])
    assert name_persons(groups).tolist() == ["999", "999", "a", "a", "z"]


def test_without_a_share_nobody_is_left_out(store):
    outcome = planned(store, change_campaign(control_share=0.0))
    assert outcome.plan.control is None
    assert not outcome.assignment["control"].any()


@pytest.mark.parametrize("customers", [0, 1, 5])
def test_a_small_plan_says_what_it_can_and_cannot_show(customers):
    """Where everybody would drop and the offer keeps all, a few customers show the effect."""
    gains = [[1.0] * customers + [-1.0] * 2]
    choice, _ = choose(gains, acceptance=5.0, risk=[1.0] * (customers + 2))
    base = draw_store(customers + 2)
    everybody = replace(
        find_restraint(base, (), SETTINGS.campaign), control=np.arange(customers + 2) < 1
    )
    nobody = np.zeros(customers + 2, dtype=bool)
    sides = draw_control(choice, everybody, nobody)
    found = describe_control(sides)
    assert (found is None) == (customers == 0)
    assert sides.sent.recommended.sum() == max(customers - 1, 0)
    if found:
        assert (found.customers, found.compared, found.gain) == (1, customers, 1.0)
        assert found.needed == {1: None, 5: 1}[customers]
        assert (found.power >= 0.8) == (customers == 5)
