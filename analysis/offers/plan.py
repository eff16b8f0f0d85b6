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
from analysis.offers.candidate_offers import Candidates, find_candidates
from analysis.offers.control import describe_control, draw_control
from analysis.offers.decide import decide
from analysis.offers.describe import describe_offer
from analysis.offers.facts import ControlGroup, PlanFacts
from analysis.offers.feature import choose_featured
from analysis.offers.money import Numbers
from analysis.offers.plan_summary import summarise_plan
from analysis.offers.rules import OfferBook
from analysis.offers.terms import state_costs_in_money
from analysis.offers.top_customers import find_top_customers
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
    purpose), cost, expected_gain, gain_low and gain_high per horizon in whole cents of the unit
    of profit, so that the list adds up to the plan exactly.
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
    found = find_candidates(base, risk, segments, book, priced, recommend)
    inside, choice = found.inside, found.choice
    worth = _find_worth(choice, found.customers)
    featured = choose_featured(segments.facts, inside, worth, settings.risk.featured_segments)
    decidable = {
        segment.key: inside[segment.key]
        for segment in segments.facts
        if segment.quadrant or segment.key in featured
    }
    important = find_top_customers(found.customers, inside)
    left_out = draw_control(choice, important, settings.seed)
    control = describe_control(choice, important, left_out)
    return OfferOutcome(
        segments=tuple(
            _fill_segment(segment, segment.key in featured, found) for segment in segments.facts
        ),
        plan=_sum_up_plan(found, decidable, control, priced),
        assignment=list_assignment(choice, found.customers).assign(
            most_important=important, control=left_out
        ),
    )


def _find_worth(choice: Choice, customers: pd.DataFrame) -> Numbers:
    """What a customer is worth a page: the expected gain, or else the profit at risk."""
    if choice.recommended.any():
        return np.where(choice.recommended, choice.exact, 0.0)
    return profit_at_risk(customers[RISK], customers["profit"])


def _fill_segment(segment: SegmentFacts, featured: bool, found: Candidates) -> SegmentFacts:
    """The segment with its offers and the money of its recommended customers."""
    choice = found.choice
    described = [
        described
        for offer in choice.offers
        if (match := found.matches.get((segment.key, offer.key))) is not None
        and (described := describe_offer(offer, match, choice)) is not None
    ]
    chosen = found.inside[segment.key] & choice.recommended
    return replace(
        segment,
        featured=featured,
        offers=tuple(sorted(described, key=lambda offer: -offer.gain)),
        contacts=int(chosen.sum()),
        **choice.sums(chosen),
    )


def _sum_up_plan(
    found: Candidates,
    decidable: Mapping[str, Mask],
    control: ControlGroup | None,
    settings: Settings,
) -> PlanFacts:
    """The whole plan. settings: costs in money."""
    choice, chosen = found.choice, found.choice.recommended
    decisions = decide(choice, found.matches, decidable, settings.risk.smallest_decision)
    asked = bool(choice.offers)
    risk = found.customers[RISK].to_numpy(dtype=np.float64)
    return PlanFacts(
        horizon_months=settings.economics.horizon_months,
        contacts=int(chosen.sum()),
        **choice.sums(chosen),
        decisions=decisions,
        budget=draw_budget(choice, risk) if asked else (),
        strategies=compare_strategies(choice, found.customers) if asked else (),
        contact_cost=settings.economics.contact_cost,
        incentive=settings.economics.incentive,
        what_if=gather_what_if(choice.offers, found.matches),
        offers=summarise_plan(choice),
        decided_customers=sum(decision.customers for decision in decisions),
        decided_gain_share=sum(decision.gain_share for decision in decisions),
        control=control,
    )
