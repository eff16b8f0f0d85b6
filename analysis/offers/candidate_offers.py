"""Every offer matched with every segment and every customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.intake.base import Base
from analysis.offers.assign import Choice, choose_offers
from analysis.offers.money import price_offers
from analysis.offers.reason import Match, match_offers
from analysis.offers.rules import OfferBook
from analysis.segments.conditions import Mask
from analysis.segments.customers import describe_customers
from analysis.segments.find import SegmentOutcome
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Which offers each segment and each customer could get, and each customer's best.

    customers: one row a customer, with risk and trends. inside: who is in each segment.
    matches: by segment and offer, in the order of both files.
    """

    customers: pd.DataFrame
    inside: Mapping[str, Mask]
    matches: Mapping[tuple[str, str], Match]
    choice: Choice


def find_candidates(
    base: Base,
    risk: pd.Series[float],
    segments: SegmentOutcome,
    book: OfferBook,
    settings: Settings,
    recommend: bool = True,
) -> Candidates:
    """Every offer of the book, or none where nothing may be recommended.

    settings: costs in money.
    """
    customers = describe_customers(base, risk)
    membership = segments.membership
    inside = {str(key): membership[key].to_numpy(dtype=bool) for key in membership.columns}
    enough = len(customers) >= settings.model.too_few_customers
    offers = price_offers(customers, book, settings) if recommend and enough else ()
    matches = match_offers(offers, segments.facts, inside, customers)
    choice = choose_offers(offers, matches, len(customers))
    return Candidates(customers=customers, inside=inside, matches=matches, choice=choice)
