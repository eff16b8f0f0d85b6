"""Which offers suit which segments, and the numbers that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.offers.money import PricedOffer
from analysis.offers.rules import Because
from analysis.segments.conditions import Mask, Test
from analysis.segments.facts import Evidence, SegmentFacts

STRICTEST = {"above": max, "at_least": max, "below": min, "at_most": min}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why an offer suits a segment.

    eligible: the customers of the segment it is meant for, shape (n_customers,).
    """

    eligible: Mask
    evidence: tuple[Evidence, ...]


def match_offers(
    offers: Sequence[PricedOffer],
    segments: Sequence[SegmentFacts],
    inside: Mapping[str, Mask],
    customers: pd.DataFrame,
) -> Mapping[tuple[str, str], Match]:
    """Which offers suit which segments, by segment and offer, in the order of both files.

    A segment with too few customers has no offers: its shares would mean nothing.
    """
    return {
        (segment.key, offer.key): match
        for segment in segments
        if not segment.too_few
        for offer in offers
        if (match := _match(offer, segment, inside[segment.key], customers)) is not None
    }


def _match(
    offer: PricedOffer, segment: SegmentFacts, inside: Mask, customers: pd.DataFrame
) -> Match | None:
    """None if there is no evidence or no eligible customer."""
    because, eligible = offer.rule.because, inside & offer.audience
    match because.reason:
        case "mean_risk":
            evidence = [Evidence(name="mean_risk", value=segment.mean_risk)]
        case "audience_share":
            evidence = _audience_evidence(offer, segment, eligible)
        case "mean_above" | "mean_below":
            evidence = _mean_evidence(because, segment)
        case "over_represented":
            evidence = _lift_evidence(because, segment)
            values = [found.value for found in evidence if found.name == "category"]
            eligible = eligible & customers[because.field].isin(values).to_numpy(dtype=bool)
    many = int(eligible.sum())
    if not evidence or not many:
        return None
    counted = [
        Evidence(name="customers", value=float(many)),
        Evidence(name="share", value=many / segment.customers),
    ]
    return Match(eligible=eligible, evidence=(*counted, *evidence))


def _audience_evidence(offer: PricedOffer, segment: SegmentFacts, eligible: Mask) -> list[Evidence]:
    """The deciding condition of the audience, if enough of the segment is in the audience."""
    if eligible.sum() < offer.rule.because.at_least * segment.customers:
        return []
    test = _deciding(offer.tests)
    return [
        Evidence(name="field", value=test.condition.field),
        *(Evidence(name="threshold", value=value) for value in test.threshold),
    ]


def _deciding(tests: Sequence[Test]) -> Test:
    """The audience's first condition, or the strictest one that limits the same field."""
    first = tests[0].condition
    choose = STRICTEST.get(first.op)
    if choose is None:
        return tests[0]
    same = [t for t in tests if (t.condition.field, t.condition.op) == (first.field, first.op)]
    return choose(same, key=lambda test: float(test.threshold[0]))


def _mean_evidence(because: Because, segment: SegmentFacts) -> list[Evidence]:
    """The two means, if the segment's lies significantly on the stated side of the others'."""
    found = next((row for row in segment.differences if row.feature == because.field), None)
    if found is None or not found.differs:
        return []
    above = found.inside.value > found.outside.value
    if above != (because.reason == "mean_above"):
        return []
    return [
        Evidence(name="field", value=found.feature),
        Evidence(name="inside", value=found.inside.value),
        Evidence(name="outside", value=found.outside.value),
    ]


def _lift_evidence(because: Because, segment: SegmentFacts) -> list[Evidence]:
    """The values that are significantly more frequent in the segment, if there are any."""
    lifts = [
        row
        for row in segment.top_categories
        if row.feature == because.field and row.differs and row.lift.value > 1
    ]
    evidence = [Evidence(name="field", value=str(because.field))] if lifts else []
    for row in lifts:
        evidence += [
            Evidence(name="category", value=row.value),
            Evidence(name="lift", value=row.lift.value),
        ]
    return evidence
