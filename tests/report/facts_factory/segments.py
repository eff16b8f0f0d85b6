"""The segments, how they differ, and the offers they call for."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from typing import Any

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import (
    CategoryLift,
    Difference,
    Evidence,
    Measure,
    OfferFacts,
    SegmentFacts,
    TrendPoint,
)
from analysis.segments.rules import QUADRANTS
from analysis.vocabulary import Period
from tests.report.facts_factory.numbers import estimate

TREND: tuple[tuple[Measure, Period, float], ...] = (
    ("revenue", "before_previous", 4671.0),
    ("revenue", "previous", 4957.0),
    ("revenue", "current", 5290.0),
    ("minutes", "previous", 10.9),
    ("minutes", "current", 10.8),
)


def make_offer(key: str = "more_contacts", **changes: Any) -> OfferFacts:
    parts: dict[str, Any] = {
        "key": key,
        "customers": 58,
        "reachable": 44,
        "channel": "email",
        "reason": "audience_share",
        "evidence": (
            Evidence(name="customers", value=58.0),
            Evidence(name="share", value=0.79),
            Evidence(name="field", value="marketing_6m"),
            Evidence(name="threshold", value=4.0),
        ),
        "cost": 8.7,
        "gain_low": 21.0,
        "gain": 46.0,
        "gain_high": 71.0,
        "break_even_acceptance": 0.031,
        "contacts": 44,
        "next_best": 30,
        "contact_cost": 0.2,
        "incentive": 0.0,
        "acceptance_low": 0.06,
        "acceptance": 0.12,
        "acceptance_high": 0.18,
    }
    return OfferFacts(**{**parts, **changes})


def make_segment(key: str, **changes: Any) -> SegmentFacts:
    risk_level, profit_level = QUADRANTS.get(key, (None, None))
    parts: dict[str, Any] = {
        "key": key,
        "quadrant": False,
        "risk_level": risk_level,
        "profit_level": profit_level,
        "featured": True,
        "rule": "service equals premium and profit above mean and risk at least high_risk",
        "rank": 5,
        "customers": 73,
        "share": 73 / 1296,
        "too_few": False,
        "mean_risk": 0.81,
        "profit": 351.0,
        "profit_share": 0.068,
        "profit_at_risk": 284.0,
        "profit_at_risk_share": 0.142,
        "top_categories": (make_lift("kitchenware", 1.7), make_lift("cosmetics", 1.3)),
        "differences": (
            make_difference("pages_per_visit", 4.9, 8.4, -0.95),
            make_difference("days_registered", 722.0, 596.0, 0.52),
            make_difference("minutes_previous", 10.6, 13.6, -0.8),
            make_difference("promo_share", 0.47, 0.31, 0.61),
            make_difference("failures", 4.1, 4.2, -0.03),
        ),
        "trend": tuple(
            TrendPoint(
                measure=measure,
                period=period,
                inside=estimate(value, value / 30),
                outside=estimate(value * 0.97, value / 90),
            )
            for measure, period, value in TREND
        ),
        "offers": (
            make_offer(),
            make_offer(
                "cart_reminder",
                customers=31,
                reachable=22,
                channel="push",
                cost=5.1,
                gain_low=6.0,
                gain=14.0,
                gain_high=22.0,
                evidence=(
                    Evidence(name="customers", value=31.0),
                    Evidence(name="share", value=0.42),
                    Evidence(name="field", value="unpaid_goods"),
                    Evidence(name="threshold", value=3.0),
                ),
            ),
        ),
        "adds": 73,
        "conditions": (),
        "always_featured": False,
    }
    return SegmentFacts(**{**parts, **changes})


def make_difference(feature: str, inside: float, outside: float, effect: float) -> Difference:
    return Difference(
        feature=feature,
        inside=estimate(inside, abs(inside) * 0.06),
        outside=estimate(outside, abs(outside) * 0.02),
        effect=estimate(effect, 0.2),
        p_adjusted=0.001 if abs(effect) > 0.2 else 1.0,
        differs=abs(effect) > 0.2,
    )


def make_lift(value: str, lift: float) -> CategoryLift:
    return CategoryLift(
        feature="category",
        value=value,
        customers=16,
        share=0.22,
        share_elsewhere=0.22 / lift,
        lift=estimate(lift, 0.2),
        p_adjusted=0.01,
        differs=True,
    )


def make_quadrant(key: str, rank: int, customers: tuple[ScoredCustomer, ...]) -> SegmentFacts:
    members = [c for c in customers if c.segments[0] == key]
    profit = sum(c.profit for c in members)
    at_risk = sum(c.profit_at_risk for c in members)
    return make_segment(
        key,
        quadrant=True,
        featured=False,
        rank=rank,
        rule="risk x profit",
        customers=len(members),
        share=len(members) / len(customers),
        mean_risk=sum(c.risk for c in members) / max(len(members), 1),
        profit=profit,
        profit_share=profit / sum(c.profit for c in customers),
        profit_at_risk=at_risk,
        profit_at_risk_share=at_risk / sum(c.profit_at_risk for c in customers),
    )


def make_segments(customers: tuple[ScoredCustomer, ...]) -> tuple[SegmentFacts, ...]:
    return (
        *(make_quadrant(key, rank, customers) for rank, key in enumerate(QUADRANTS, 1)),
        make_segment("premium_profitable_at_risk", rank=5),
        make_segment("profitable_at_risk_70", rank=6, customers=190, adds=120),
        make_segment("promo_at_risk_80", rank=7, customers=113, adds=52),
        make_segment(
            "no_consent_at_risk",
            rank=8,
            customers=12,
            too_few=True,
            featured=False,
            differences=(),
            top_categories=(),
            trend=(),
            offers=(),
        ),
    )
