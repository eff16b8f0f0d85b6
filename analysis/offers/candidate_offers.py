"""Every offer matched with every segment and every customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.economics import profit_at_risk
from analysis.intake.base import Base
from analysis.offers.acceptance import Acceptances
from analysis.offers.assign import Choice, choose_offers, close
from analysis.offers.money import PricedOffer, price_offers
from analysis.offers.persons import draw_share, name_persons
from analysis.offers.reason import Match, match_offers
from analysis.offers.rules import OfferBook
from analysis.segments.conditions import Mask
from analysis.segments.customers import RISK, describe_customers
from analysis.segments.find import SegmentOutcome
from analysis.settings import CampaignSettings, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Which offers each segment and each customer could get, and each customer's best.

    customers: one row a customer, with risk and trends. inside: who is in each segment.
    matches: by segment and offer, in the order of both files. choice: each person hears of an
    offer once. twins: who would be recommended one, but hears of it under another id.
    """

    customers: pd.DataFrame
    inside: Mapping[str, Mask]
    matches: Mapping[tuple[str, str], Match]
    choice: Choice
    twins: Mask


def find_candidates(
    base: Base,
    risk: pd.Series[float],
    segments: SegmentOutcome,
    book: OfferBook,
    settings: Settings,
    recommend: bool = True,
    repeated: Mapping[str, Mask] | None = None,
    believed: Acceptances | None = None,
) -> Candidates:
    """Every offer of the book, or none where nothing may be recommended.

    settings: costs in money. repeated: by offer, who got it not long ago. believed: acceptances,
    where campaigns have been measured; then a share of persons explores.
    """
    customers = describe_customers(base, risk)
    membership = segments.membership
    inside = {str(key): membership[key].to_numpy(dtype=bool) for key in membership.columns}
    enough = len(customers) >= settings.model.too_few_customers
    offers = (
        price_offers(customers, book, settings, believed.offers if believed else None)
        if recommend and enough
        else ()
    )
    offers = tuple(_withhold(offer, repeated or {}) for offer in offers)
    matches = match_offers(offers, segments.facts, inside, customers)
    explorers = _draw_explorers(base, settings.campaign) if believed else None
    choice = choose_offers(offers, matches, len(customers), explorers)
    twins = _find_second_ids(choice, base, customers)
    return Candidates(
        customers=customers,
        inside=inside,
        matches=matches,
        choice=close(choice, twins),
        twins=twins & choice.recommended,
    )


def _draw_explorers(base: Base, settings: CampaignSettings) -> Mask:
    """Who gets the offer that might do best; a person, in a month, whoever else is there."""
    persons = list(name_persons(base.groups))
    return draw_share(persons, settings.explore_share, settings.salt, "explore", base.facts.month)


def _withhold(offer: PricedOffer, repeated: Mapping[str, Mask]) -> PricedOffer:
    return replace(offer, withheld=repeated[offer.key]) if offer.key in repeated else offer


def _find_second_ids(choice: Choice, base: Base, customers: pd.DataFrame) -> Mask:
    """Who is one person with somebody else to whom an offer is open and who has more at risk.

    The choice does not look at what offers bring, so that it is the same at any cost.
    """
    open_to = pd.DataFrame(
        {
            "person": base.groups.to_numpy(),
            "at_risk": -profit_at_risk(customers[RISK], customers["profit"]),
            "id": customers.index.astype(str),
            "row": np.arange(len(customers)),
        }
    )[choice.open]
    second = open_to.sort_values(["at_risk", "id"]).duplicated("person")
    found = np.zeros(len(customers), dtype=bool)
    found[open_to.loc[second[second].index, "row"]] = True
    return found
