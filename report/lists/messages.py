"""The words each customer is to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import Evidence, OfferFacts
from report.text.offer_texts import (
    NOBODY,
    OfferWording,
    OwnFacts,
    offer_wording,
    own_facts,
    plain_wording,
)
from report.view import View

# Pieces of evidence about one over-represented value each.
ABOUT = ("category", "lift")


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The texts of one month's offers in one language, each worded once."""

    view: View
    known: dict[tuple[str, str | None, str | None, OwnFacts], OfferWording] = field(
        default_factory=dict
    )

    def to(self, customer: ScoredCustomer) -> str:
        """What the customer gets to read; empty where no offer is made."""
        wording = self.wording(customer)
        return str(wording.message) if wording else ""

    def wording(self, customer: ScoredCustomer) -> OfferWording | None:
        """The customer's offer in words; None where no offer is made."""
        if customer.offer is None:
            return None
        segment, offer = next(self.calls_for(customer), (None, None))
        own = own_facts(self.view, customer.favourite, customer.goods_in_cart)
        key = (customer.offer, customer.liked, segment, own)
        if key not in self.known:
            # An offer to its whole audience may reach somebody for whom no segment calls it.
            self.known[key] = (
                self.word(offer, customer.liked, own)
                if offer
                else plain_wording(self.view, customer.offer, own)
            )
        return self.known[key]

    def usual(self, customer: ScoredCustomer) -> str:
        """What customers get to read about the same, without what is the customer's own."""
        return self.to(replace(customer, favourite=None, goods_in_cart=None))

    def word(self, offer: OfferFacts, liked: str | None, own: OwnFacts = NOBODY) -> OfferWording:
        """The texts of an offer, about what the customer likes."""
        about = replace(offer, evidence=_narrowed(offer.evidence, liked))
        return offer_wording(self.view, about, own)

    def calls_for(self, customer: ScoredCustomer) -> Iterator[tuple[str, OfferFacts]]:
        """The customer's offer as segments call for it: the customer's own segments first."""
        segments = self.view.results.segments
        own = [key for key in customer.segments if key in segments]
        for key in (*own, *segments):
            for offer in segments[key].offers:
                if offer.key == customer.offer and _is_about(offer, customer.liked):
                    yield key, offer


def _is_about(offer: OfferFacts, liked: str | None) -> bool:
    """Whether the offer's evidence names what the customer likes, where that matters."""
    return liked is None or any(piece.value == liked for piece in offer.evidence)


def _narrowed(evidence: tuple[Evidence, ...], liked: str | None) -> tuple[Evidence, ...]:
    """The evidence without the values that this customer does not like."""
    if liked is None:
        return evidence
    kept, last = [], liked
    for piece in evidence:
        last = str(piece.value) if piece.name == "category" else last
        if piece.name not in ABOUT or last == liked:
            kept.append(piece)
    return tuple(kept)
