"""Which offers suit which segments, and with what evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.offers.reason import match_offers
from analysis.segments.conditions import Condition
from tests.analysis.offers.planning import make_customers, make_rule, price
from tests.report.facts_factory.segments import make_difference, make_lift, make_segment

# Five customers; the first four are in the segment.
INSIDE = np.arange(5) < 4
CUSTOMERS = make_customers(
    risk=[0.9, 0.8, 0.7, 0.6, 0.1],
    profit=[1.0, 2.0, 3.0, 4.0, 5.0],
    category=["children", "textile", "textile", "cosmetics", "textile"],
)


def matched(because, audience=(), **facts):
    """The evidence and the rows of those eligible; None where the offer does not suit."""
    conditions = tuple(Condition(field=f, op=op, value=value) for f, op, value in audience)
    offers = price({"a": make_rule(because, audience=conditions)}, CUSTOMERS)
    segment = make_segment("s", **{"customers": 4, "too_few": False, **facts})
    found = match_offers(offers, [segment], {"s": INSIDE}, CUSTOMERS)
    if not found:
        return None
    ((pair, match),) = found.items()
    assert pair == ("s", "a")
    counted, share, *evidence = [(e.name, e.value) for e in match.evidence]
    who = np.flatnonzero(match.eligible).tolist()
    assert (counted, share) == (("customers", len(who)), ("share", len(who) / 4))
    return evidence, who


def test_any_segment_has_a_mean_risk_but_one_with_too_few_customers_has_no_offers():
    assert matched({"reason": "mean_risk"}, mean_risk=0.75) == ([("mean_risk", 0.75)], [0, 1, 2, 3])
    assert matched({"reason": "mean_risk"}, too_few=True) is None
    assert matched({"reason": "mean_risk"}, [("profit", "above", 4)]) is None


@pytest.mark.parametrize(("at_least", "suits"), [(0.0, True), (0.5, True), (0.51, False)])
def test_enough_of_the_segment_is_in_the_audience(at_least, suits):
    because = {"reason": "audience_share", "at_least": at_least}
    found = matched(because, [("profit", "above", 2)])
    assert found == (([("field", "profit"), ("threshold", 2)], [2, 3]) if suits else None)


@pytest.mark.parametrize(
    ("audience", "evidence"),
    [
        ([("profit", "at_least", 1), ("profit", "at_least", 2)], [("threshold", 2)]),
        ([("profit", "above", 0.5), ("profit", "above", 1)], [("threshold", 1)]),
        ([("profit", "at_most", 4), ("profit", "at_most", 3)], [("threshold", 3)]),
        ([("profit", "below", 4), ("profit", "below", 3)], [("threshold", 3)]),
        ([("profit", "above", 1), ("risk", "above", 0.65)], [("threshold", 1)]),
        ([("profit", "above", 1), ("profit", "at_least", 3)], [("threshold", 1)]),
        ([("profit", "one_of", (3, 2))], [("threshold", 3), ("threshold", 2)]),
        ([("profit", "equals", 2), ("profit", "equals", 2)], [("threshold", 2)]),
    ],
)
def test_of_limits_to_one_field_the_strictest_is_the_evidence(audience, evidence):
    found, _ = matched({"reason": "audience_share", "at_least": 0.0}, audience)
    assert found == [("field", "profit"), *evidence]


def difference(inside, outside, differs=True, feature="promo_share"):
    return replace(make_difference(feature, inside, outside, 1.0), differs=differs)


@pytest.mark.parametrize(
    ("reason", "found", "suits"),
    [
        ("mean_above", difference(0.5, 0.2), True),
        ("mean_above", difference(0.2, 0.5), False),
        ("mean_below", difference(0.2, 0.5), True),
        ("mean_below", difference(0.5, 0.2), False),
        ("mean_above", difference(0.5, 0.2, differs=False), False),
    ],
)
def test_the_mean_differs_significantly_and_on_the_stated_side(reason, found, suits):
    other = difference(found.outside.value, found.inside.value, feature="failures")
    evidence = [
        ("field", "promo_share"),
        ("inside", found.inside.value),
        ("outside", found.outside.value),
    ]
    because = {"reason": reason, "field": "promo_share"}
    expected = (evidence, [0, 1, 2, 3]) if suits else None
    assert matched(because, differences=(other, found)) == expected
    assert matched(because, differences=(other,)) is None


def lift(value, ratio, differs=True, feature="category"):
    return replace(make_lift(value, ratio), differs=differs, feature=feature)


def test_favourites_are_for_customers_with_a_value_significantly_more_frequent_in_the_segment():
    because = {"reason": "over_represented", "field": "category"}
    rows = (
        lift("textile", 2.0),
        lift("cosmetics", 1.5),
        lift("children", 1.2, differs=False),
        lift("children", 0.5),
        lift("children", 1.0),
        lift("children", 3.0, feature="service"),
    )
    named = [("category", "textile"), ("lift", 2.0), ("category", "cosmetics"), ("lift", 1.5)]
    expected = ([("field", "category"), *named], [1, 2, 3])
    assert matched(because, top_categories=rows) == expected
    assert matched(because, top_categories=rows[2:]) is None
    assert matched(because, [("profit", "below", 2)], top_categories=rows) is None


def test_matches_stand_in_the_order_of_both_files():
    offers = price({"b": make_rule(), "a": make_rule()}, CUSTOMERS)
    segments = [make_segment(key, customers=4) for key in ("t", "s")]
    found = match_offers(offers, segments, {"s": INSIDE, "t": INSIDE}, CUSTOMERS)
    assert list(found) == [("t", "b"), ("t", "a"), ("s", "b"), ("s", "a")]
