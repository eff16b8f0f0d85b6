"""Offers for every segment, the next best offer of every customer, and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.economics import profit_at_risk
from analysis.intake.base import Base
from analysis.offers.acceptance import Acceptances
from analysis.offers.assign import Choice, close, list_assignment
from analysis.offers.budget import compare_strategies, draw_budget
from analysis.offers.campaigns import Campaign, find_restraint
from analysis.offers.candidate_offers import Candidates, find_candidates
from analysis.offers.control import Sides, describe_control, draw_control, name_sides
from analysis.offers.decide import decide
from analysis.offers.describe import describe_offer
from analysis.offers.facts import PlanFacts
from analysis.offers.feature import choose_featured
from analysis.offers.money import Numbers
from analysis.offers.persons import spread_over_persons
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
    others), most_important (worth talking to in person), control (left without the planned offer
    on purpose), side (what is done with the customer), cost, expected_gain, gain_low and
    gain_high per horizon in whole cents of the unit of profit, so that the list adds up to the
    plan exactly; they are 0 for whoever is not contacted.
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
    *,
    campaigns: Sequence[Campaign] = (),
    believed: Acceptances | None = None,
) -> OfferOutcome:
    """The offers, the plan and the list of the month. risk: index of the base.

    campaigns: of earlier months, see `find_restraint`; believed: what they taught of offers.

    Where `recommend` is False (the model does not beat chance) or the store has fewer customers
    than settings.model.too_few_customers, nothing is recommended and the plan is empty.
    """
    priced = state_costs_in_money(settings, base)
    restraint = find_restraint(base, campaigns, settings.campaign)
    found = find_candidates(
        base, risk, segments, book, priced, recommend, restraint.repeated, believed
    )
    inside = found.inside
    important = find_top_customers(found.customers, inside)
    sides = draw_control(
        close(found.choice, restraint.left_alone),
        restraint,
        spread_over_persons(important, base.groups),
    )
    choice = sides.sent
    worth = _find_worth(choice, found.customers)
    featured = choose_featured(segments.facts, inside, worth, settings.risk.featured_segments)
    decidable = {
        segment.key: inside[segment.key]
        for segment in segments.facts
        if segment.quadrant or segment.key in featured
    }
    return OfferOutcome(
        segments=tuple(
            _fill_segment(segment, segment.key in featured, found, choice)
            for segment in segments.facts
        ),
        plan=_sum_up_plan(found, sides, decidable, priced),
        assignment=list_assignment(sides.planned, choice, found.customers).assign(
            most_important=important,
            control=sides.control,
            side=name_sides(sides, restraint, found.twins),
        ),
    )


def _find_worth(choice: Choice, customers: pd.DataFrame) -> Numbers:
    """What a customer is worth a page: the expected gain, or else the profit at risk."""
    if choice.recommended.any():
        return np.where(choice.recommended, choice.exact, 0.0)
    return profit_at_risk(customers[RISK], customers["profit"])


def _fill_segment(
    segment: SegmentFacts, featured: bool, found: Candidates, choice: Choice
) -> SegmentFacts:
    """The segment with its offers and the money of its customers to contact."""
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
    found: Candidates, sides: Sides, decidable: Mapping[str, Mask], settings: Settings
) -> PlanFacts:
    """The whole plan. settings: costs in money."""
    choice, chosen = sides.sent, sides.sent.recommended
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
        what_if=gather_what_if(choice, found.matches),
        offers=summarise_plan(sides),
        decided_customers=sum(decision.customers for decision in decisions),
        decided_gain_share=sum(decision.gain_share for decision in decisions),
        control=describe_control(sides),
    )
