"""The offers: terms, reasons, and what each brings in each segment."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.segments.facts import OfferFacts, SegmentFacts
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.technical.comparison import size_claim
from report.technical.segments import by_rank
from report.text.aligned_sums import amounts
from report.text.formats import named
from report.text.names import offer_name, segment_name
from report.text.numbers import number, percent
from report.text.offer_texts import offer_wording
from report.text.phrases import Prose
from report.text.phrasing import horizon
from report.text.say import Block, Stack, say, sub_heading
from report.view import Report

GAINS = ("gain_low", "gain", "gain_high")
ACCEPTANCES = ("acceptance_low", "acceptance", "acceptance_high")


def terms(report: Report) -> Block:
    """What each offer costs and how often it is assumed to be taken."""
    language = report.language
    found = {offer.key: offer for segment in by_rank(report) for offer in segment.offers}
    if not found:
        return Prose("")
    keys = ("offer", "contact_cost", "incentive", *ACCEPTANCES)
    return TableView(
        header=[say(language, f"col_{key}", unit=report.unit) for key in keys],
        rows=terms_rows(list(found.values()), language),
        align="lrrrrr",
        caption=say(language, "terms_caption"),
        key="terms",
    )


def terms_rows(offers: Sequence[OfferFacts], language: Language) -> list[list[str]]:
    """Each offer's parameters as cells; they are the same in every segment."""
    contacts = amounts([offer.contact_cost for offer in offers], language)
    incentives = amounts([offer.incentive for offer in offers], language)
    return [
        [
            offer_name(offer.key, language),
            contact,
            incentive,
            *(percent(getattr(offer, key), language) for key in ACCEPTANCES),
        ]
        for offer, contact, incentive in zip(offers, contacts, incentives, strict=True)
    ]


def reasons(report: Report) -> Block:
    """What in the data calls for each offer, told of the segment where it brings most.

    In the other segments only the numbers of the sentence differ, and those stand in their
    tables: a sentence for each would be most of the document.
    """
    language = report.language
    best: dict[str, tuple[SegmentFacts, OfferFacts]] = {}
    for segment in by_rank(report):
        for offer in segment.offers:
            if offer.key not in best or offer.gain > best[offer.key][1].gain:
                best[offer.key] = (segment, offer)
    if not best:
        return Prose("")
    return TableView(
        header=[say(language, f"col_{key}") for key in ("offer", "segment", "why")],
        rows=[
            [
                offer_name(offer.key, language),
                segment_name(segment.key, language),
                offer_wording(report, offer).reason,
            ]
            for segment, offer in best.values()
        ],
        align="lll",
        caption=say(language, "reasons_caption"),
        key="reasons",
    )


def every_segment(report: Report) -> Block:
    """A heading, the size and a table of money for every segment with an offer."""
    found, language = [s for s in by_rank(report) if s.offers], report.language
    if not found:
        return say(language, "offers_nowhere")
    blocks: list[Block] = []
    for segment in found:
        heading = sub_heading(segment_name(segment.key, language))
        blocks += [heading, size_claim(segment, language), money_table(segment, report)]
    return Stack(tuple(blocks))


def money_table(segment: SegmentFacts, report: Report) -> TableView:
    """Customers and money of a segment's offers, best first."""
    language, name = report.language, segment_name(segment.key, report.language)
    keys = ("offer", "channel", "reachable", "contacts", "cost", *GAINS, "break_even")
    return TableView(
        header=[say(language, f"col_{key}", unit=report.unit) for key in keys],
        rows=[
            offer_row(offer, sums, report)
            for offer, sums in zip(segment.offers, sum_rows(segment.offers, language), strict=True)
        ],
        align="llrrrrrrr",
        caption=say(language, "offers_caption", segment=name, months=horizon(report)),
        key=f"offers-{segment.key.replace('_', '-')}",
    )


def sum_rows(offers: Sequence[OfferFacts], language: Language) -> list[tuple[str, ...]]:
    """Cost and gains of each offer, the decimals of every column under each other."""
    columns = [
        amounts([getattr(offer, key) for offer in offers], language) for key in ("cost", *GAINS)
    ]
    return list(zip(*columns, strict=True))


def offer_row(offer: OfferFacts, sums: Sequence[str], report: Report) -> list[str]:
    """One offer as cells."""
    language, even = report.language, offer.break_even_acceptance
    reachable, eligible = (number(n, language) for n in (offer.reachable, offer.customers))
    return [
        offer_name(offer.key, language),
        named("channel", offer.channel, language),
        say(language, "of", part=reachable, whole=eligible),
        number(offer.contacts, language),
        *sums,
        say(language, "break_even_never") if even is None else percent(even, language),
    ]
