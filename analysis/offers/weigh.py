"""Every offer held against every segment and every customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.intake.base import Base
from analysis.offers.assign import Choice, choose_offers
from analysis.offers.money import PricedOffer, price_offers
from analysis.offers.reason import Call, hear_call
from analysis.offers.rules import OfferBook
from analysis.segments.conditions import Mask
from analysis.segments.customers import describe_customers
from analysis.segments.facts import SegmentFacts
from analysis.segments.find import SegmentOutcome
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Who could get what, and what each had best get.

    customers: one row a customer, with risk and trends. inside: who is in each segment.
    calls: by segment and offer, in the order of both files.
    """

    customers: pd.DataFrame
    inside: Mapping[str, Mask]
    calls: Mapping[tuple[str, str], Call]
    choice: Choice


def weigh_offers(
    base: Base,
    risk: pd.Series[float],
    segments: SegmentOutcome,
    book: OfferBook,
    settings: Settings,
    recommend: bool = True,
) -> Weighed:
    """Weigh every offer of the book, or none where nothing may be recommended.

    settings: costs in money.
    """
    customers = describe_customers(base, risk)
    membership = segments.membership
    inside = {str(key): membership[key].to_numpy(dtype=bool) for key in membership.columns}
    enough = len(customers) >= settings.model.too_few_customers
    offers = price_offers(customers, book, settings) if recommend and enough else ()
    calls = hear_calls(offers, segments.facts, inside, customers)
    choice = choose_offers(offers, calls, len(customers))
    return Weighed(customers=customers, inside=inside, calls=calls, choice=choice)


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
