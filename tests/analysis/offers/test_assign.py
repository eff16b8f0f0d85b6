"""Who gets which offer, by which channel, and for what money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.economics import expected_gain
from tests.analysis.offers.planning import BOOK, CUSTOMERS, of_any_size, planned, segmented
from tests.analysis.random_store import SETTINGS, change_economics, draw_store, make_base


def test_without_consent_only_the_site_is_used(store, outcome):
    base = store[0]
    silent = (base.table["consent"] == "no").to_numpy()
    listed = outcome.assignment
    told = listed["channel"].notna().to_numpy()
    assert set(listed["channel"][silent & told]) == {"site"}
    assert "email" in set(listed["channel"][~silent & told])
    assert "win_back" not in set(listed["offer"][silent & told])


@pytest.mark.parametrize(("with_failures", "least"), [(0.1, 1.0), (0.0, None)])
def test_nobody_is_told_we_are_sorry_for_failures_they_never_met(with_failures, least):
    base = draw_store(CUSTOMERS)
    met = np.where(np.arange(CUSTOMERS) < with_failures * CUSTOMERS, 3.0, 0.0)
    table = base.table.assign(failures=met, profit=9.0)
    failing = segmented(make_base(table, base.dropped.to_numpy()))
    only = replace(BOOK, offers={"priority_support": sorry(at_least=0.01)})
    found = planned(failing, of_any_size(SETTINGS), book=only)
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
    base, risk, _ = store
    costs = change_economics(costs_in="money", contact_cost=0.1, incentive=0.8)
    found = planned(store, costs)
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
    fewer = dict(BOOK.offers)
    for dropped in ("promo_early_access", "cart_reminder"):
        fewer.pop(dropped)
        book = type(BOOK)(BOOK.file, BOOK.channels, fewer)
        poorer = planned(store, book=book)
        assert (poorer.assignment["expected_gain"] <= outcome.assignment["expected_gain"]).all()


def test_a_customer_who_brings_losses_is_left_alone(store):
    base = store[0]
    table = base.table.assign(profit=-base.table["profit"])
    losing = segmented(make_base(table, base.dropped.to_numpy()))
    assert planned(losing).plan.contacts == 0
