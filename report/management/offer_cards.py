"""The offer cards of a segment's page: wording, reason, audience, money."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.segments.facts import OfferFacts, SegmentFacts
from report.blocks.fragments import fragment
from report.text.names import name, offer_name
from report.text.numbers import money, money_span, number, percent
from report.text.offer_texts import offer_wording
from report.text.phrases import Markdown, Prose, say
from report.view import Report

WORDS = "management/featured"
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


def offer_cards(r: Report, segment: SegmentFacts) -> Markdown:
    """The cards side by side; empty where no offer pays."""
    cards = tuple(offer_card(r, offer) for offer in shown_offers(segment))
    return fragment("offers", {"cards": cards}) if cards else Markdown("")


def offer_card(r: Report, offer: OfferFacts) -> OfferCard:
    """One offer as a card."""
    lang, words = r.language, offer_wording(r, offer)
    return OfferCard(
        what=offer_name(offer.key, lang),
        reason=words.reason,
        message=say(WORDS, "message", lang, text=words.message),
        facts=(
            say(
                WORDS,
                "offer_audience",
                lang,
                channel=name("channel", offer.channel, lang),
                reachable=number(offer.reachable, lang),
                customers=number(offer.customers, lang),
            ),
            say(WORDS, "offer_cost", lang, cost=money(offer.cost, lang, r.unit)),
            say(
                WORDS,
                "offer_gain",
                lang,
                gain=money(offer.gain, lang, r.unit),
                span=money_span(offer.gain_low, offer.gain_high, lang, ""),
            ),
            break_even(r, offer),
        ),
    )


def break_even(r: Report, offer: OfferFacts) -> Prose:
    """From which acceptance on the offer pays, if at any."""
    share = offer.break_even_acceptance
    if share is None:
        return say(WORDS, "offer_never", r.language)
    return say(WORDS, "offer_break_even", r.language, share=percent(share, r.language))
