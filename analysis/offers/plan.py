"""Offers for every segment, the next best offer of every customer, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.economics import profit_at_risk
from analysis.intake.base import Base
from analysis.offers.assign import Choice, list_assignment
from analysis.offers.budget import compare_strategies, draw_budget
from analysis.offers.control import describe_control, draw_control
from analysis.offers.decide import decide
from analysis.offers.describe import describe_offer, sum_segment
from analysis.offers.facts import ControlGroup, PlanFacts
from analysis.offers.feature import choose_featured
from analysis.offers.important import find_important
from analysis.offers.makeup import make_up
from analysis.offers.money import Numbers, add_up
from analysis.offers.rules import OfferBook
from analysis.offers.terms import state_costs_in_money
from analysis.offers.weigh import Weighed, weigh_offers
from analysis.offers.what_if import gather_what_if
from analysis.segments.conditions import Mask
from analysis.segments.customers import RISK
from analysis.segments.facts import SegmentFacts
from analysis.segments.find import SegmentOutcome
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOutcome:
    """What to offer to whom.

    segments: by rank, with their offers. assignment: index of the base; offer and channel
    (None = leave alone), liked (what an offer of over-represented values is about, None for
    others), most_important (worth talking to in person), control (left without an offer on
    purpose), cost, expected_gain, gain_low and
    gain_high per horizon in whole cents of the unit of profit, so that the list adds up to the
    plan exactly.
    """

    segments: tuple[SegmentFacts, ...]
    plan: PlanFacts
    assignment: pd.DataFrame


def plan_offers(
    base: Base,
    risk: pd.Series[float],
    segments: SegmentOutcome,
    book: OfferBook,
    settings: Settings,
    recommend: bool = True,
) -> OfferOutcome:
    """The offers, the plan and the list of the month. risk: index of the base.

    Where `recommend` is False (the model does not beat chance) or the store has fewer customers
    than settings.model.too_few_customers, nothing is recommended and the plan is empty.
    """
    priced = state_costs_in_money(settings, base)
    weighed = weigh_offers(base, risk, segments, book, priced, recommend)
    inside, choice = weighed.inside, weighed.choice
    worth = find_worth(choice, weighed.customers)
    featured = choose_featured(segments.facts, inside, worth, settings.risk.featured_segments)
    decidable = {
        segment.key: inside[segment.key]
        for segment in segments.facts
        if segment.quadrant or segment.key in featured
    }
    important = find_important(weighed.customers, inside)
    left_out = draw_control(choice, important, settings.seed)
    return OfferOutcome(
        segments=tuple(
            fill_segment(segment, segment.key in featured, weighed) for segment in segments.facts
        ),
        plan=sum_up_plan(weighed, decidable, describe_control(choice, important, left_out), priced),
        assignment=list_assignment(choice, weighed.customers).assign(
            most_important=important, control=left_out
        ),
    )


def find_worth(choice: Choice, customers: pd.DataFrame) -> Numbers:
    """What a customer is worth a page: the expected gain, or else the profit at risk."""
    if choice.recommended.any():
        return np.where(choice.recommended, choice.exact, 0.0)
    return profit_at_risk(customers[RISK], customers["profit"])


def fill_segment(segment: SegmentFacts, featured: bool, weighed: Weighed) -> SegmentFacts:
    """The segment with its offers and the money of its recommended customers."""
    choice = weighed.choice
    described = [
        described
        for offer in choice.offers
        if (call := weighed.calls.get((segment.key, offer.key))) is not None
        and (described := describe_offer(offer, call, choice)) is not None
    ]
    contacts, cost, low, middle, high = sum_segment(choice, weighed.inside[segment.key])
    return replace(
        segment,
        featured=featured,
        offers=tuple(sorted(described, key=lambda offer: -offer.gain)),
        contacts=contacts,
        cost=cost,
        gain_low=low,
        gain=middle,
        gain_high=high,
    )


def sum_up_plan(
    weighed: Weighed,
    decidable: Mapping[str, Mask],
    control: ControlGroup | None,
    settings: Settings,
) -> PlanFacts:
    """The whole plan: sums over the recommended customers, decisions, budget, strategies.

    settings: costs in money.
    """
    choice, chosen = weighed.choice, weighed.choice.recommended
    decisions = decide(choice, weighed.calls, decidable, settings.risk.smallest_decision)
    asked = bool(choice.offers)
    risk = weighed.customers[RISK].to_numpy(dtype=np.float64)
    return PlanFacts(
        horizon_months=settings.economics.horizon_months,
        contacts=int(chosen.sum()),
        cost=add_up(choice.cost[chosen]),
        gain_low=add_up(choice.gain_low[chosen]),
        gain=add_up(choice.gain[chosen]),
        gain_high=add_up(choice.gain_high[chosen]),
        decisions=decisions,
        budget=draw_budget(choice, risk) if asked else (),
        strategies=compare_strategies(choice, weighed.customers) if asked else (),
        contact_cost=settings.economics.contact_cost,
        incentive=settings.economics.incentive,
        what_if=gather_what_if(choice.offers, weighed.calls),
        offers=make_up(choice),
        decided_customers=sum(decision.customers for decision in decisions),
        decided_gain_share=sum(decision.gain_share for decision in decisions),
        control=control,
    )
