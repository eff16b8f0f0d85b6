"""The plan of contacts."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from typing import Any

from analysis.offers.facts import (
    BudgetPoint,
    ChannelUse,
    ControlGroup,
    Decision,
    PlanFacts,
    PlannedOffer,
    Strategy,
    WhatIf,
)


def make_decision(segment: str, offer: str, **changes: Any) -> Decision:
    parts: dict[str, Any] = {
        "segment": segment,
        "offer": offer,
        "customers": 120,
        "cost": 24.0,
        "gain_low": 40.0,
        "gain": 98.0,
        "gain_high": 150.0,
        "gain_share": 0.46,
    }
    return Decision(**{**parts, **changes})


def make_planned(offer: str, customers: int, cost: float, gain: float) -> PlannedOffer:
    used = (
        ChannelUse(channel="email", customers=customers - 20),
        ChannelUse(channel="site", customers=20),
    )
    return PlannedOffer(offer=offer, customers=customers, channels=used, cost=cost, gain=gain)


def make_plan(**changes: Any) -> PlanFacts:
    parts: dict[str, Any] = {
        "horizon_months": 3,
        "contacts": 412,
        "cost": 84.5,
        "gain_low": 92.10,
        "gain": 214.36,
        "gain_high": 337.05,
        "decisions": (
            make_decision("profitable_at_risk_70", "more_contacts"),
            make_decision("promo_at_risk_80", "promo_early_access", customers=74, gain_share=0.24),
            make_decision("high_risk_low_value", "cart_reminder", customers=65, gain_share=0.15),
        ),
        "budget": tuple(
            BudgetPoint(
                contacts=n,
                cost=n * 0.205,
                gain_low=92.1 * budget_shape(n) - 20 * (n > 412),
                gain=214.36 * budget_shape(n),
                gain_high=337.05 * budget_shape(n),
            )
            for n in (0, 50, 100, 150, 200, 250, 300, 350, 412, 500, 650, 800, 1000, 1296)
        ),
        "strategies": (
            Strategy(key="recommended", contacts=412, cost=84.5, gain=214.36),
            Strategy(key="everyone", contacts=1296, cost=265.0, gain=61.0),
            Strategy(key="random", contacts=412, cost=84.5, gain=20.0),
            Strategy(key="highest_risk", contacts=412, cost=84.5, gain=199.0),
            Strategy(key="highest_profit", contacts=412, cost=84.5, gain=104.0),
        ),
        "contact_cost": 0.04,
        "incentive": 0.4,
        "what_if": WhatIf(),
        "offers": (
            make_planned("more_contacts", 240, 49.5, 130.0),
            make_planned("promo_early_access", 102, 20.0, 54.36),
            make_planned("cart_reminder", 70, 15.0, 30.0),
        ),
        "decided_customers": 259,
        "decided_gain_share": 0.85,
        "control": ControlGroup(
            customers=52, compared=402, power=0.803, significance=0.05, gain=27.1
        ),
    }
    return PlanFacts(**{**parts, **changes})


def budget_shape(contacts: int) -> float:
    """Share of the best gain after so many contacts: steep, flat, then falling."""
    if contacts <= 412:
        return 1 - (1 - contacts / 412) ** 2
    return float(1 - 0.7 * ((contacts - 412) / 884) ** 1.3)
