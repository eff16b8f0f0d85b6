"""Offers by segment: money in every segment, a reason told once."""

from __future__ import annotations

from html import unescape

from report.blocks.stack import Block
from report.technical import offers
from report.view import View, view_of
from tests.report.facts_factory import make_offer, make_results, make_segment


def english(*gains: float) -> View:
    """Segments with the same offer, which brings each another gain."""
    keys = ("premium_profitable_at_risk", "promo_hunters", "cart_at_risk")
    segments = {
        key: make_segment(key, rank=rank, offers=(make_offer(gain=gain),))
        for rank, (key, gain) in enumerate(zip(keys, gains, strict=False))
    }
    return view_of(make_results(segments=segments), "en")


def printed(block: Block) -> str:
    return unescape(block._repr_markdown_())


def test_a_reason_is_told_once_of_the_segment_where_the_offer_brings_most():
    rows = printed(offers.reasons(english(46.0, 80.0, 12.0))).splitlines()
    told = [row for row in rows if "79% of the segment" in row]
    assert len(told) == 1
    assert "Promotion hunters" in told[0]


def test_a_month_without_offers_has_no_table_of_reasons():
    assert printed(offers.reasons(english())) == ""


def test_every_segment_with_an_offer_has_its_size_and_a_table_of_money():
    text = printed(offers.every_segment(english(46.0, 80.0)))
    assert text.count("#### ") == text.count("Customers: 73, 6% of the base") == 2
    assert text.count("| Offer | Channel | Reachable | Contacts |") == 2
