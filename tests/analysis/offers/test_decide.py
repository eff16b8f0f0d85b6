"""At most three decisions, and the segments that get a page."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.offers.decide import decide
from analysis.offers.feature import choose_featured
from tests.analysis.offers.planning import choose, match_of
from tests.analysis.random_store import SETTINGS
from tests.report.facts_factory import make_segment

TEN = 10


def rows(*places):
    return np.isin(np.arange(TEN), places)


def decided(gains, pairs, segments, smallest=0.0):
    """Decisions as segment, offer, customers and gain; pairs: who is eligible for which."""
    matches = {pair: match_of(*who, size=TEN) for pair, who in pairs.items()}
    choice, _ = choose(gains, matches)
    inside = {key: rows(*who) for key, who in segments.items()}
    found = decide(choice, matches, inside, smallest)
    return [(d.segment, d.offer, d.customers, d.gain, d.gain_share) for d in found]


ONE = [[6.0, 5.0, 4.0, 3.0, 2.0, 0.0, -1.0, 0.0, 0.0, 0.0]]


def test_the_pair_that_brings_most_is_first_and_its_customers_count_for_no_other():
    pairs = {("s", "a"): (2, 3, 4, 5, 6), ("t", "a"): (0, 1, 2), ("u", "a"): (0, 1)}
    segments = {"s": (2, 3, 4, 5, 6), "t": (0, 1, 2)}
    assert decided(ONE, pairs, segments) == [("t", "a", 3, 15.0, 0.75), ("s", "a", 2, 5.0, 0.25)]
    equal = {("s", "a"): (0,), ("t", "a"): (0,)}
    assert decided(ONE, equal, {"t": (0,), "s": (0,)})[0][:2] == ("s", "a")


def test_only_those_count_whose_next_best_offer_it_is():
    gains = [[1.0, 3.0, 1.0] + [0.0] * 7, [2.0, 2.0, 0.5] + [0.0] * 7]
    pairs = {("s", "a"): (0, 1, 2), ("s", "b"): (0, 1, 2)}
    found = decided(gains, pairs, {"s": (0, 1, 2)})
    assert [row[1:4] for row in found] == [("a", 2, 4.0), ("b", 1, 2.0)]


@pytest.mark.parametrize(("size", "first"), [(4, "s"), (5, "t")])
def test_an_offer_for_less_than_half_of_a_segment_comes_after_those_that_fit(size, first):
    pairs = {("s", "a"): (0, 1), ("t", "a"): (2,)}
    found = decided(ONE, pairs, {"s": range(size), "t": (2,)})
    assert {row[0]: row[3] for row in found} == {"s": 11.0, "t": 4.0}
    assert found[0][0] == "s", "the highest gain is told first whatever was decided first"
    overlapping = decided(
        ONE, {("s", "a"): (0, 1), ("t", "a"): (1,)}, {"s": range(size), "t": (1,)}
    )
    assert len(overlapping) == (1 if first == "s" else 2)


def test_there_are_three_decisions_at_most():
    pairs = {(key, "a"): (place,) for place, key in enumerate("stuvw")}
    found = decided(ONE, pairs, {key: (place,) for place, key in enumerate("stuvw")})
    assert [row[0] for row in found] == ["s", "t", "u"]


@pytest.mark.parametrize(("smallest", "made"), [(0.0, 3), (0.2, 3), (0.21, 2), (0.9, 1)])
def test_a_decision_after_the_first_brings_at_least_its_share(smallest, made):
    pairs = {("s", "a"): (0,), ("t", "a"): (1,), ("u", "a"): (2,)}
    segments = {"s": (0,), "t": (1,), "u": (2,)}
    assert len(decided(ONE, pairs, segments, smallest)) == made


def test_a_plan_worth_less_than_one_unit_has_shares_too():
    small = [[0.3, 0.1] + [0.0] * 8]
    found = decided(small, {("s", "a"): (0,)}, {"s": (0,)})
    assert found == [("s", "a", 1, 0.3, pytest.approx(0.75))]
    assert decided([[0.0] * TEN], {("s", "a"): (0,)}, {"s": (0,)}) == []


def featured(worth, segments, most=3, **facts):
    """Pages for segments by who is in them; facts: what is special about a segment."""
    inside = {key: rows(*who) for key, who in segments.items()}
    made = [make_segment(key, **facts.get(key, {})) for key in segments]
    return choose_featured(made, inside, np.array([*worth, *[0.0] * (TEN - len(worth))]), most)


def test_pages_go_to_segments_worth_most_without_those_who_have_a_page():
    segments = {"s": (0, 1), "t": (0, 2), "u": (3,), "v": (1, 2)}
    assert featured([6.0, 5.0, 2.0, 1.0], segments) == ("s", "t", "u")
    assert featured([6.0, 5.0, 2.0, 3.0], segments) == ("s", "u", "t")
    assert featured([6.0, 5.0, 2.0, 3.0], segments, most=1) == ("s",)
    assert featured([6.0, 5.0, 0.0, 0.0], segments) == ("s",)
    assert featured([0.0], {"s": (0,), "t": (1,)}) == ("s",)


def test_the_rules_insist_on_a_page_but_not_for_quadrants_or_too_few_customers():
    worth, segments = [6.0, 5.0, 0.0], {"s": (0,), "t": (1,), "u": (2,)}
    insisted = {"u": {"always_featured": True}}
    assert featured(worth, segments, 2, **insisted) == ("u", "s")
    left_out = {"s": {"quadrant": True}, "t": {"too_few": True}}
    assert featured(worth, segments, **left_out, **insisted) == ("u",)


def test_decisions_of_a_plan_are_about_quadrants_and_featured_segments(outcome):
    known, plan = {s.key: s for s in outcome.segments}, outcome.plan
    assert plan.decisions
    assert all(known[d.segment].quadrant or known[d.segment].featured for d in plan.decisions)
    assert plan.decided_customers == sum(d.customers for d in plan.decisions)
    assert plan.decided_gain_share == pytest.approx(sum(d.gain for d in plan.decisions) / plan.gain)
    pages = [segment.key for segment in outcome.segments if segment.featured]
    assert "premium_profitable_at_risk" in pages
    assert len(pages) == SETTINGS.risk.featured_segments
