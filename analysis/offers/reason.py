"""Whether a segment calls for an offer, and the numbers that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.offers.money import PricedOffer
from analysis.segments.conditions import Mask, Test
from analysis.segments.facts import CategoryLift, Difference, Evidence, SegmentFacts

STRICTEST = {"above": max, "at_least": max, "below": min, "at_most": min}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A segment's call for one offer.

    for_whom: the customers of the segment it is meant for, shape (n_customers,).
    """

    for_whom: Mask
    evidence: tuple[Evidence, ...]


def hear_call(
    offer: PricedOffer, segment: SegmentFacts, inside: Mask, table: pd.DataFrame
) -> Call | None:
    """The segment's call for the offer; None where it has no reason or nobody to be for.

    A segment with too few customers calls for nothing: its shares would mean nothing.
    """
    for_whom = inside & offer.audience
    if segment.too_few or not for_whom.any():
        return None
    found = KINDS[offer.rule.because.reason](offer, segment, for_whom, table)
    if found is None or not found.for_whom.any():
        return None
    return Call(
        for_whom=found.for_whom, evidence=count_up(found.for_whom, segment) + found.evidence
    )


def count_up(for_whom: Mask, segment: SegmentFacts) -> tuple[Evidence, ...]:
    """For how many of the segment the offer is, and their share of it."""
    many = int(for_whom.sum())
    return (
        Evidence(name="customers", value=float(many)),
        Evidence(name="share", value=many / segment.customers),
    )


def by_mean_risk(
    offer: PricedOffer, segment: SegmentFacts, for_whom: Mask, table: pd.DataFrame
) -> Call | None:
    """Any segment: its mean risk."""
    del offer, table
    return Call(for_whom=for_whom, evidence=(Evidence(name="mean_risk", value=segment.mean_risk),))


def by_audience_share(
    offer: PricedOffer, segment: SegmentFacts, for_whom: Mask, table: pd.DataFrame
) -> Call | None:
    """A segment much of which is in the audience, by the condition that decides."""
    del table
    if for_whom.sum() < offer.rule.because.at_least * segment.customers:
        return None
    test = deciding(offer.tests)
    field = Evidence(name="field", value=test.condition.field)
    limits = (Evidence(name="threshold", value=value) for value in test.threshold)
    return Call(for_whom=for_whom, evidence=(field, *limits))


def deciding(tests: Sequence[Test]) -> Test:
    """The audience's first condition, or the strictest one that limits the same field."""
    first = tests[0].condition
    choose = STRICTEST.get(first.op)
    if choose is None:
        return tests[0]
    same = [t for t in tests if (t.condition.field, t.condition.op) == (first.field, first.op)]
    return choose(same, key=lambda test: float(test.threshold[0]))


def by_mean(
    offer: PricedOffer, segment: SegmentFacts, for_whom: Mask, table: pd.DataFrame
) -> Call | None:
    """A segment whose mean lies on the stated side of everybody else's, significantly."""
    del table
    because = offer.rule.because
    found = find_difference(segment, because.field)
    if found is None or not found.differs:
        return None
    above = found.inside.value > found.outside.value
    if above != (because.reason == "mean_above"):
        return None
    evidence = (
        Evidence(name="field", value=found.feature),
        Evidence(name="inside", value=found.inside.value),
        Evidence(name="outside", value=found.outside.value),
    )
    return Call(for_whom=for_whom, evidence=evidence)


def by_over_represented(
    offer: PricedOffer, segment: SegmentFacts, for_whom: Mask, table: pd.DataFrame
) -> Call | None:
    """A segment in which some values are significantly more frequent; for those who have one."""
    field = offer.rule.because.field
    lifts = over_represented(segment, field)
    if field is None or not lifts:
        return None
    having = table[field].isin([lift.value for lift in lifts]).to_numpy(dtype=bool)
    evidence = [Evidence(name="field", value=field)]
    for lift in lifts:
        evidence += [
            Evidence(name="category", value=lift.value),
            Evidence(name="lift", value=lift.lift.value),
        ]
    return Call(for_whom=for_whom & having, evidence=tuple(evidence))


KINDS: Mapping[str, Callable[[PricedOffer, SegmentFacts, Mask, pd.DataFrame], Call | None]] = {
    "mean_risk": by_mean_risk,
    "audience_share": by_audience_share,
    "mean_above": by_mean,
    "mean_below": by_mean,
    "over_represented": by_over_represented,
}


def find_difference(segment: SegmentFacts, field: str | None) -> Difference | None:
    """The segment's difference in one field; None where it was not compared."""
    return next((found for found in segment.differences if found.feature == field), None)


def over_represented(segment: SegmentFacts, field: str | None) -> list[CategoryLift]:
    """The values of a field that are significantly more frequent in the segment."""
    return [
        lift
        for lift in segment.top_categories
        if lift.feature == field and lift.differs and lift.lift.value > 1
    ]
