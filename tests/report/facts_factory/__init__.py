"""Results built by hand for tests of what draws: plausible, small, the same every time."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from typing import Any

from analysis.results.facts import SCHEMA_VERSION, Results
from analysis.results.published import rank_published
from analysis.results.steps import count_steps, find_profit_cut
from analysis.segments.facts import Overlap
from analysis.settings import read_settings
from tests.report.facts_factory.customers import make_customers, make_headline
from tests.report.facts_factory.data import (
    PORTRAIT,
    make_category,
    make_data,
    make_feature,
    make_portrait_row,
    make_profile,
)
from tests.report.facts_factory.model import make_model
from tests.report.facts_factory.months import (
    make_acceptance,
    make_campaign,
    make_changes,
    make_drift,
    make_effect,
    make_effects,
    make_forecast,
    make_forward,
    make_history,
    make_later_months,
    make_month,
    make_promise,
)
from tests.report.facts_factory.numbers import estimate
from tests.report.facts_factory.plan import make_decision, make_plan
from tests.report.facts_factory.segments import make_offer, make_segment, make_segments

__all__ = [
    "PORTRAIT",
    "estimate",
    "make_acceptance",
    "make_campaign",
    "make_category",
    "make_changes",
    "make_customers",
    "make_data",
    "make_decision",
    "make_drift",
    "make_effect",
    "make_effects",
    "make_feature",
    "make_forecast",
    "make_forward",
    "make_history",
    "make_later_months",
    "make_model",
    "make_month",
    "make_offer",
    "make_plan",
    "make_portrait_row",
    "make_profile",
    "make_promise",
    "make_results",
    "make_segment",
]


def make_results(**changes: Any) -> Results:
    """A whole month of 240 customers; `changes` replace parts of the results."""
    customers = make_customers()
    segments = make_segments(customers)
    parts: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "seed": 42,
        "headline": make_headline(customers),
        "segments": {segment.key: segment for segment in segments},
        "overlaps": (
            Overlap(
                first="premium_profitable_at_risk", second="profitable_at_risk_70", customers=9
            ),
            Overlap(first="premium_profitable_at_risk", second="promo_at_risk_80", customers=4),
        ),
        "plan": make_plan(),
        "data": make_data(),
        "profile": make_profile(),
        "model": make_model(),
        "customers": customers,
        "settings": read_settings(),
        "versions": {"python": "3.11.7", "scikit-learn": "1.9.0"},
        "risk_steps": count_steps([c.risk for c in customers], 0.5),
        "high_profit_from": find_profit_cut(customers, {s.key: s for s in segments}),
        "history": make_history(),
        "forecast": make_forecast(),
    }
    parts = {**parts, **changes}
    return Results(**{"published": rank_published(parts["model"], parts["data"]), **parts})
