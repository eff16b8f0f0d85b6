"""The words each customer is to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import Evidence, OfferFacts
from report.text.offer_texts import offer_wording, plain_message
from report.view import View

# Pieces of evidence about one over-represented value each.
ABOUT = ("category", "lift")


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The texts of one month's offers in one language, each worded once."""

    view: View
    known: dict[tuple[str, str | None, str | None], str] = field(default_factory=dict)

    def to(self, customer: ScoredCustomer) -> str:
        """What the customer gets to read; empty where no offer is made."""
        if customer.offer is None:
            return ""
        segment, offer = next(self.calls_for(customer), (None, None))
        key = (customer.offer, customer.liked, segment)
        if key not in self.known:
            # An offer to its whole audience may reach somebody for whom no segment calls it.
            self.known[key] = (
                self.word(offer, customer.liked)
                if offer
                else str(plain_message(self.view, customer.offer))
            )
        return self.known[key]

    def word(self, offer: OfferFacts, liked: str | None) -> str:
        """The message of an offer, about what the customer likes."""
        about = replace(offer, evidence=_narrowed(offer.evidence, liked))
        return str(offer_wording(self.view, about).message)

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
