"""The offer cards of a segment's page: wording, reason, audience, money."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.segments.facts import OfferFacts, SegmentFacts
from report.blocks.fragments import fragment
from report.text.acceptance import accepted
from report.text.offer_texts import offer_wording
from report.text.phrases import Markdown, Prose
from report.view import View

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCard:
    """One offer: its name, the words to send, why it is made, and the lines of money."""

    what: str
    reason: str
    message: str
    facts: tuple[str, ...]


def shown_offers(segment: SegmentFacts) -> tuple[OfferFacts, ...]:
    """The offers that fit on the page, best expected gain first."""
    return segment.offers[:SHOWN]


def offer_cards(view: View, segment: SegmentFacts) -> Markdown:
    """The cards side by side; empty where no offer pays."""
    cards = tuple(_offer_card(view, offer) for offer in shown_offers(segment))
    return fragment("offers", {"cards": cards}) if cards else Markdown("")


def _offer_card(view: View, offer: OfferFacts) -> OfferCard:
    words = offer_wording(view, offer)
    return OfferCard(
        what=view.offer_name(offer.key),
        reason=words.reason,
        message=view.say("segment_pages.message", text=words.message),
        facts=(
            view.say(
                "segment_pages.offer_audience",
                channel=view.name("channel", offer.channel),
                reachable=view.number(offer.reachable),
                customers=view.number(offer.customers),
            ),
            view.say("segment_pages.offer_cost", cost=view.money(offer.cost)),
            view.say(
                "segment_pages.offer_gain",
                accepted=accepted(view, offer.acceptance, offer.measured_on),
                gain=view.money(offer.gain),
                span=view.amount_span(offer.gain_low, offer.gain_high),
            ),
            _break_even(view, offer),
        ),
    )


def _break_even(view: View, offer: OfferFacts) -> Prose:
    """From which acceptance on the offer pays, if at any."""
    share = offer.break_even_acceptance
    if share is None:
        return view.say("segment_pages.offer_never")
    return view.say("segment_pages.offer_break_even", share=view.percent(share))
