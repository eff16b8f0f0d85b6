"""The offers: terms, reasons, and what each brings in each segment."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.segments.facts import OfferFacts, SegmentFacts
from report.blocks.stack import Block, Stack, sub_heading
from report.blocks.table import TableView
from report.technical.comparison import size_claim
from report.technical.segments import by_rank
from report.text.offer_texts import offer_wording
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose
from report.view import View

GAINS = ("gain_low", "gain", "gain_high")
ACCEPTANCES = ("acceptance_low", "acceptance", "acceptance_high")


def terms(view: View) -> Block:
    """What each offer costs and how often it is assumed to be taken."""
    found = {offer.key: offer for segment in by_rank(view) for offer in segment.offers}
    if not found:
        return Prose("")
    keys = ("offer", "contact_cost", "incentive", *ACCEPTANCES)
    return TableView(
        header=[view.say(f"technical.col_{key}", unit=view.unit) for key in keys],
        rows=terms_rows(list(found.values()), view),
        align="lrrrrr",
        caption=view.say("technical.terms_caption"),
        key="terms",
    )


def terms_rows(offers: Sequence[OfferFacts], book: Phrasebook) -> list[list[str]]:
    """Each offer's parameters as cells; they are the same in every segment."""
    contacts = book.amounts([offer.contact_cost for offer in offers])
    incentives = book.amounts([offer.incentive for offer in offers])
    return [
        [
            book.offer_name(offer.key),
            contact,
            incentive,
            *(book.percent(getattr(offer, key)) for key in ACCEPTANCES),
        ]
        for offer, contact, incentive in zip(offers, contacts, incentives, strict=True)
    ]


def reasons(view: View) -> Block:
    """What in the data calls for each offer, told of the segment where it brings most.

    In the other segments only the numbers of the sentence differ, and those stand in their
    tables: a sentence for each would be most of the document.
    """
    best: dict[str, tuple[SegmentFacts, OfferFacts]] = {}
    for segment in by_rank(view):
        for offer in segment.offers:
            if offer.key not in best or offer.gain > best[offer.key][1].gain:
                best[offer.key] = (segment, offer)
    if not best:
        return Prose("")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in ("offer", "segment", "why")],
        rows=[
            [
                view.offer_name(offer.key),
                view.segment_name(segment.key),
                offer_wording(view, offer).reason,
            ]
            for segment, offer in best.values()
        ],
        align="lll",
        caption=view.say("technical.reasons_caption"),
        key="reasons",
    )


def every_segment(view: View) -> Block:
    """A heading, the size and a table of money for every segment with an offer."""
    found = [s for s in by_rank(view) if s.offers]
    if not found:
        return view.say("technical.offers_nowhere")
    blocks: list[Block] = []
    for segment in found:
        heading = sub_heading(view.segment_name(segment.key))
        blocks += [heading, size_claim(segment, view), money_table(segment, view)]
    return Stack(tuple(blocks))


def money_table(segment: SegmentFacts, view: View) -> TableView:
    """Customers and money of a segment's offers, best first."""
    name = view.segment_name(segment.key)
    keys = ("offer", "channel", "reachable", "contacts", "cost", *GAINS, "break_even")
    return TableView(
        header=[view.say(f"technical.col_{key}", unit=view.unit) for key in keys],
        rows=[
            offer_row(offer, sums, view)
            for offer, sums in zip(segment.offers, sum_rows(segment.offers, view), strict=True)
        ],
        align="llrrrrrrr",
        caption=view.say("technical.offers_caption", segment=name, months=view.horizon),
        key=f"offers-{segment.key.replace('_', '-')}",
    )


def sum_rows(offers: Sequence[OfferFacts], book: Phrasebook) -> list[tuple[str, ...]]:
    """Cost and gains of each offer, the decimals of every column under each other."""
    columns = [book.amounts([getattr(offer, key) for offer in offers]) for key in ("cost", *GAINS)]
    return list(zip(*columns, strict=True))


def offer_row(offer: OfferFacts, sums: Sequence[str], view: View) -> list[str]:
    """One offer as cells."""
    even = offer.break_even_acceptance
    reachable, eligible = (view.number(n) for n in (offer.reachable, offer.customers))
    return [
        view.offer_name(offer.key),
        view.name("channel", offer.channel),
        view.say("technical.of", part=reachable, whole=eligible),
        view.number(offer.contacts),
        *sums,
        view.say("technical.break_even_never") if even is None else view.percent(even),
    ]
