"""What the segments are and how they differ from everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.estimate import Estimate
from analysis.vocabulary import Period

Level: TypeAlias = Literal["low", "high"]
Measure: TypeAlias = Literal["revenue", "minutes"]
Operator: TypeAlias = Literal["above", "at_least", "below", "at_most", "equals", "one_of"]
# What about a segment calls for an offer.
OfferReason: TypeAlias = Literal[
    "mean_risk", "audience_share", "mean_above", "mean_below", "over_represented"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One numeric or yes/no feature: the segment against all other customers."""

    feature: str
    inside: Estimate  # mean (share for yes/no) in the feature's unit
    outside: Estimate
    effect: Estimate  # Hedges' g
    p_adjusted: float  # Holm over all comparisons of the segment
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLift:
    """How over-represented one value of a categorical feature is in the segment."""

    feature: str
    value: str
    customers: int
    share: float  # of the segment
    share_elsewhere: float
    lift: Estimate  # ratio of the two shares
    p_adjusted: float
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """Mean of a monthly measure inside and outside, e.g. revenue in one period."""

    measure: Measure
    period: Period
    inside: Estimate
    outside: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFacts:
    """One condition of a segment's rule: as written, and the numbers or words it came to."""

    field: str
    op: Operator
    written: str  # "mean", "quantile 0.75", "high_risk", or the value itself
    threshold: tuple[float | str, ...]  # in the unit of the field; one unless op is "one_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """One offer to one segment: why, for how many, at what price, for what gain.

    Money is per horizon of the settings, in the unit of profit; acceptance is a fraction.
    The offers of a segment are alternatives: their sums must not be added up. The fields from
    `contacts` on tell what the sums are made of.
    """

    key: str
    customers: int  # eligible in the segment
    reachable: int  # of those, who allow the offer's channel (the site reaches everyone)
    channel: str  # the one of the offer's channels that most of them would be reached by
    reason: OfferReason
    evidence: tuple[Evidence, ...]  # the numbers of the reason
    cost: float
    gain_low: float
    gain: float
    gain_high: float
    break_even_acceptance: float | None  # None where the gain is negative at any acceptance
    contacts: int  # of those eligible, worth contacting: cost and gains are their sums
    next_best: int  # of those, for whom no other offer is expected to bring more
    contact_cost: float  # of one contact
    incentive: float  # to one customer who takes it
    acceptance_low: float
    acceptance: float
    acceptance_high: float
    measured_on: int = 0  # customers whose outcomes these acceptances rest on; 0: assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One named number or word behind a reason; the names are variables of the wording.

    "customers": how many of the segment the offer is for; "share": their share of it;
    "mean_risk": of the segment; "field": the field that decides; "threshold": its limit, or
    several, in its unit; "inside", "outside": its means in the segment and elsewhere;
    "category": a value of `field` that is over-represented; "lift", after each: how many times.
    """

    name: str
    value: float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFacts:
    """One segment. Shares and risks are fractions; profit per month, unit of profit."""

    key: str
    quadrant: bool  # one of the four exhaustive risk x profit segments
    # Which end of the two axes a quadrant holds; None for other segments.
    risk_level: Level | None
    profit_level: Level | None
    featured: bool  # gets a page of its own
    rule: str  # the rule as written, for the technical document
    rank: int
    customers: int
    share: float
    too_few: bool  # below the minimum size: described by its count only
    mean_risk: float
    profit: float  # sum over customers
    # Losses are in the sum, but neither in its share nor in what is at risk.
    profit_share: float  # of what customers bring who bring any
    profit_at_risk: float  # sum of risk x profit of those who bring any
    profit_at_risk_share: float
    top_categories: tuple[CategoryLift, ...]
    differences: tuple[Difference, ...]  # largest effect first
    trend: tuple[TrendPoint, ...]
    offers: tuple[OfferFacts, ...]  # best expected gain first
    adds: int  # customers in no segment of a smaller rank (quadrants apart)
    conditions: tuple[ConditionFacts, ...]  # the rule, with its thresholds in numbers
    always_featured: bool  # the rules give it a page whatever others would bring
    # What contacting the segment's recommended customers with their next best offers brings,
    # per horizon; over the quadrants these add up to the plan. Nothing before offers are weighed.
    contacts: int = 0
    cost: float = 0.0
    gain_low: float = 0.0
    gain: float = 0.0
    gain_high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Customers who are in both segments."""

    first: str
    second: str
    customers: int
