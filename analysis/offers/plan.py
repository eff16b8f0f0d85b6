"""Offers for every segment, the next best offer of every customer, and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.intake.base import Base
from analysis.offers.assign import Choice, choose_offers, list_assignment
from analysis.offers.budget import compare_strategies, draw_budget
from analysis.offers.decide import decide
from analysis.offers.describe import describe_offer, sum_segment
from analysis.offers.facts import PlanFacts
from analysis.offers.feature import choose_featured
from analysis.offers.money import Numbers, PricedOffer, add_up, price_offers
from analysis.offers.reason import Call, hear_call
from analysis.offers.rules import OfferBook
from analysis.offers.terms import state_costs_in_money
from analysis.segments.conditions import Mask
from analysis.segments.customers import RISK, describe_customers
from analysis.segments.facts import SegmentFacts
from analysis.segments.find import SegmentOutcome
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOutcome:
    """What to offer to whom.

    segments: by rank, with their offers. assignment: index of the base; offer and channel
    (None = leave alone), cost, expected_gain, gain_low and gain_high per horizon in whole cents
    of the unit of profit, so that the list adds up to the plan exactly.
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
    customers = describe_customers(base, risk)
    inside = read_membership(segments.membership)
    enough = len(customers) >= settings.model.too_few_customers
    offers = price_offers(customers, book, priced) if recommend and enough else ()
    calls = hear_calls(offers, segments.facts, inside, customers)
    choice = choose_offers(offers, calls, len(customers))
    featured = choose_featured(
        segments.facts, inside, find_worth(choice, customers), settings.risk.featured_segments
    )
    decidable = {
        segment.key: inside[segment.key]
        for segment in segments.facts
        if segment.quadrant or segment.key in featured
    }
    return OfferOutcome(
        segments=tuple(
            fill_segment(segment, segment.key in featured, inside[segment.key], calls, choice)
            for segment in segments.facts
        ),
        plan=sum_up_plan(choice, calls, decidable, customers, priced),
        assignment=list_assignment(choice, customers.index),
    )


def read_membership(membership: pd.DataFrame) -> Mapping[str, Mask]:
    """Who is in each segment, by its key."""
    return {str(key): membership[key].to_numpy(dtype=bool) for key in membership.columns}


def hear_calls(
    offers: Sequence[PricedOffer],
    segments: Sequence[SegmentFacts],
    inside: Mapping[str, Mask],
    customers: pd.DataFrame,
) -> Mapping[tuple[str, str], Call]:
    """Every call by its segment and its offer, in the order of both files."""
    return {
        (segment.key, offer.key): call
        for segment in segments
        for offer in offers
        if (call := hear_call(offer, segment, inside[segment.key], customers)) is not None
    }


def find_worth(choice: Choice, customers: pd.DataFrame) -> Numbers:
    """What a customer is worth a page: the expected gain, or else the profit at risk."""
    if choice.recommended.any():
        return np.where(choice.recommended, choice.exact, 0.0)
    at_risk = customers[RISK] * customers["profit"].clip(lower=0)
    return at_risk.to_numpy(dtype=np.float64)


def fill_segment(
    segment: SegmentFacts,
    featured: bool,
    inside: Mask,
    calls: Mapping[tuple[str, str], Call],
    choice: Choice,
) -> SegmentFacts:
    """The segment with its offers and the money of its recommended customers."""
    described = [
        described
        for offer in choice.offers
        if (call := calls.get((segment.key, offer.key))) is not None
        and (described := describe_offer(offer, call, choice)) is not None
    ]
    contacts, cost, low, middle, high = sum_segment(choice, inside)
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
    choice: Choice,
    calls: Mapping[tuple[str, str], Call],
    decidable: Mapping[str, Mask],
    customers: pd.DataFrame,
    settings: Settings,
) -> PlanFacts:
    """The whole plan: sums over the recommended customers, decisions, budget, strategies."""
    chosen = choice.recommended
    asked = bool(choice.offers)
    risk = customers[RISK].to_numpy(dtype=np.float64)
    return PlanFacts(
        horizon_months=settings.economics.horizon_months,
        contacts=int(chosen.sum()),
        cost=add_up(choice.cost[chosen]),
        gain_low=add_up(choice.gain_low[chosen]),
        gain=add_up(choice.gain[chosen]),
        gain_high=add_up(choice.gain_high[chosen]),
        decisions=decide(choice, calls, decidable),
        budget=draw_budget(choice, risk) if asked else (),
        strategies=compare_strategies(choice, customers) if asked else (),
    )
