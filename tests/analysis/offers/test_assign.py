"""Who gets which offer, by which channel, and for what money."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.offers.assign import NO_OFFER, choose_offers, list_assignment
from analysis.offers.describe import describe_offer
from tests.analysis.offers.planning import (
    BOOK,
    choose,
    make_customers,
    make_rule,
    match_of,
    price,
)

LIKED = {"reason": "over_represented", "field": "category"}


def test_the_next_best_offer_brings_most_and_of_equals_the_first_of_the_book():
    choice, customers = choose([[1.0, 2.0, -1.0, 0.0], [3.0, 2.0, -2.0, -1.0]])
    assert choice.offer.tolist() == [1, 0, 0, 0]
    assert choice.recommended.tolist() == [True, True, False, False]
    assert choice.is_next_best("b").tolist() == [True, False, False, False]
    sums = {"cost": 0.5, "gain_low": 2.5, "gain": 5.0, "gain_high": 10.0}
    assert choice.sums(choice.recommended) == sums
    listed = list_assignment(choice, choice, customers)
    assert listed["offer"].tolist() == ["b", "a", None, None]
    assert listed["channel"].tolist() == ["email", "email", None, None]
    assert listed["liked"].tolist() == [None] * 4
    for name, paid in (("cost", 0.1), ("expected_gain", 1), ("gain_low", 0.5), ("gain_high", 2)):
        assert listed[name].tolist() == pytest.approx([3 * paid, 2 * paid, 0, 0])


def test_an_offer_is_open_to_its_audience_where_a_channel_is():
    customers = make_customers(risk=[0.9, 0.9, 0.1], consent=["yes", "no", "yes"])
    audience = BOOK.offers["personal_discount"].audience[1:]
    offers = price({"a": make_rule(audience=audience, channels=("email",))}, customers)
    choice = choose_offers(offers, {}, 3)
    assert choice.offer.tolist() == [0, NO_OFFER, NO_OFFER]
    assert np.isfinite(choice.exact).tolist() == [True, False, False]
    assert choice.gain[1:].tolist() == choice.cost[1:].tolist() == [0, 0]


def test_an_offer_of_favourites_is_open_where_a_segment_of_the_customers_own_matches_it():
    matches = {
        ("s", "a"): match_of(0, size=4),
        ("t", "a"): match_of(0, 2, size=4),
        ("t", "b"): match_of(3, size=4),
    }
    goods = ["children", "textile", "cosmetics", "textile"]
    choice, customers = choose([[1.0] * 4], matches, LIKED, category=goods)
    assert choice.recommended.tolist() == [True, False, True, False]
    liked = list_assignment(choice, choice, customers)["liked"]
    assert liked.tolist() == ["children", None, "cosmetics", None]
    assert not choose([[1.0] * 4], {}, LIKED)[0].recommended.any()


def test_without_offers_nobody_has_any():
    choice = choose_offers((), {}, 2)
    assert choice.offer.tolist() == [NO_OFFER] * 2
    assert not choice.recommended.any()
    assert list_assignment(choice, choice, make_customers(risk=[0.5, 0.5]))["offer"].isna().all()


def test_an_offer_to_a_segment_counts_the_eligible_the_reachable_and_those_worth_contacting():
    columns = {"consent": ["yes", "yes", "yes", "no", "yes", "yes"]}
    choice, _ = choose([[1.0, 2.0, -1.0, 4.0, 5.0, 0.0], [0.0, 3.0, 0.0, 0.0, 0.0, 0.0]], **columns)
    match = match_of(0, 1, 2, 3, 5, size=6)
    found = describe_offer(choice.offers[0], match, choice)
    assert found is not None
    assert (found.customers, found.reachable, found.channel) == (5, 4, "email")
    assert (found.contacts, found.next_best) == (3, 2)
    assert (found.cost, found.gain_low, found.gain, found.gain_high) == (0.7, 3.5, 7.0, 14.0)
    assert describe_offer(choice.offers[0], match_of(2, 5, size=6), choice) is None
    one = describe_offer(choice.offers[0], match_of(3, size=6), choice)
    assert one is not None
    assert (one.channel, one.reachable, one.reason) == ("site", 1, "mean_risk")
    terms = choice.offers[0].terms
    for name in ("contact_cost", "incentive", "acceptance_low", "acceptance", "acceptance_high"):
        assert getattr(found, name) == getattr(terms, name)


def test_nobody_is_told_we_are_sorry_for_failures_they_never_met():
    """Where most customers meet no failure, the quantile of the audience is 0."""
    customers = make_customers(risk=[0.9] * 8, failures=[0.0] * 7 + [1.0])
    (offer,) = price({"sorry": BOOK.offers["priority_support"]}, customers)
    assert offer.audience.tolist() == [False] * 7 + [True]
