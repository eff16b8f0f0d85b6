"""The offers: terms, reasons, and what each brings in each segment."""

from __future__ import annotations

from analysis.segments.facts import OfferFacts, SegmentFacts
from report.blocks.stack import Block, Stack, sub_heading
from report.blocks.table import Column, Sums, TableView, filled_table, table_of
from report.technical.comparison import size_claim
from report.technical.segments import by_rank
from report.text.acceptance import rests_on
from report.text.offer_texts import offer_wording
from report.view import View


def terms(view: View) -> Block:
    """What each offer costs and how often it is taken: alike in every segment."""
    found = {offer.key: offer for segment in by_rank(view) for offer in segment.offers}
    return table_of(
        view,
        "technical",
        found.values(),
        Column("offer", "l", lambda o: view.offer_name(o.key)),
        Sums("contact_cost", lambda o: o.contact_cost),
        Sums("incentive", lambda o: o.incentive),
        Column("acceptance_low", "r", lambda o: view.percent(o.acceptance_low)),
        Column("acceptance", "r", lambda o: view.percent(o.acceptance)),
        Column("acceptance_high", "r", lambda o: view.percent(o.acceptance_high)),
        Column("rests", "l", lambda o: rests_on(view, o.measured_on)),
        caption=view.say("technical.terms_caption"),
        key="terms",
    )


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
    return table_of(
        view,
        "technical",
        best.values(),
        Column("offer", "l", lambda found: view.offer_name(found[1].key)),
        Column("segment", "l", lambda found: view.segment_name(found[0].key)),
        Column("why", "l", lambda found: offer_wording(view, found[1]).reason),
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
        blocks += [heading, size_claim(segment, view), _money_table(segment, view)]
    return Stack(tuple(blocks))


def _money_table(segment: SegmentFacts, view: View) -> TableView:
    """Customers and money of a segment's offers, best first."""

    def reachable(offer: OfferFacts) -> str:
        part, whole = view.number(offer.reachable), view.number(offer.customers)
        return view.say("technical.of", part=part, whole=whole)

    def break_even(offer: OfferFacts) -> str:
        share = offer.break_even_acceptance
        return view.say("technical.break_even_never") if share is None else view.percent(share)

    name = view.segment_name(segment.key)
    return filled_table(
        view,
        "technical",
        segment.offers,
        Column("offer", "l", lambda o: view.offer_name(o.key)),
        Column("channel", "l", lambda o: view.name("channel", o.channel)),
        Column("reachable", "r", reachable),
        Column("contacts", "r", lambda o: view.number(o.contacts)),
        Sums("cost", lambda o: o.cost),
        Sums("gain_low", lambda o: o.gain_low),
        Sums("gain", lambda o: o.gain),
        Sums("gain_high", lambda o: o.gain_high),
        Column("break_even", "r", break_even),
        caption=view.say("technical.offers_caption", segment=name, months=view.horizon),
        key=f"offers-{segment.key.replace('_', '-')}",
    )
