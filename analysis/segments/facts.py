"""What the segments are and how they differ from everybody else."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.estimate import Estimate


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

    measure: str  # "revenue" or "minutes"
    period: str  # "before_previous", "previous", "current"
    inside: Estimate
    outside: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """One offer to one segment: why, for how many, at what price, for what gain.

    Money is per horizon of the settings, in the unit of profit; acceptance is a fraction.
    """

    key: str
    customers: int  # eligible in the segment
    reachable: int  # of those, who allow the offer's channel (the site reaches everyone)
    channel: str
    reason: str  # key of the condition that triggered it; worded in report/
    evidence: tuple[Evidence, ...]  # the numbers of the reason
    cost: float
    gain_low: float
    gain: float
    gain_high: float
    break_even_acceptance: float | None  # None where the gain is negative at any acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One named number or word behind a reason."""

    name: str  # a field name or a name from the vocabulary
    value: float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFacts:
    """One segment. Shares and risks are fractions; profit per month, unit of profit."""

    key: str
    quadrant: bool  # one of the four exhaustive risk x value segments
    featured: bool  # gets a page of its own
    rule: str  # the rule as written, for the technical document
    rank: int
    customers: int
    share: float
    too_few: bool  # below the minimum size: described by its count only
    mean_risk: float
    profit: float  # sum over customers
    profit_share: float  # of all profit
    profit_at_risk: float  # sum of risk x profit
    profit_at_risk_share: float
    top_categories: tuple[CategoryLift, ...]
    differences: tuple[Difference, ...]  # largest effect first
    trend: tuple[TrendPoint, ...]
    offers: tuple[OfferFacts, ...]  # best expected gain first
    adds: int  # customers in no segment of a smaller rank (quadrants apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Customers who are in both segments."""

    first: str
    second: str
    customers: int
