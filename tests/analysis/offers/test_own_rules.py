"""A segment and an offer are added by writing TOML and two lines of text: no Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.offers.rules import SHIPPED as OFFERS
from analysis.offers.rules import read_offers
from analysis.segments.find import find_segments
from analysis.segments.rules import SHIPPED as SEGMENTS
from analysis.segments.rules import read_rules
from tests.analysis.offers.planning import planned
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk

README = Path(__file__).parents[3] / "README.md"
# The README's own lines, so that it cannot promise what does not work.
NEWCOMERS, WELCOME = re.findall(
    r"```toml\n(\[newcomers_at_risk\].+?|\[offers\.welcome_gift\].+?)```",
    README.read_text(encoding="utf-8"),
    flags=re.DOTALL,
)
TEN_LINES = 10


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    for shipped, own in ((SEGMENTS, NEWCOMERS), (OFFERS, WELCOME)):
        assert len(own.splitlines()) <= TEN_LINES
        text = shipped.read_text(encoding="utf-8") + "\n" + own
        (folder / shipped.name).write_text(text, encoding="utf-8")
    base = draw_store(600)
    risk = guess_risk(base)
    segments = find_segments(base, risk, read_rules(folder / SEGMENTS.name), SETTINGS)
    book = read_offers(folder / OFFERS.name)
    return base, risk, planned((base, risk, segments), book=book)


def test_an_own_segment_joins_the_shipped_ones_with_its_evidence_and_offers(outcome):
    base, risk, found = outcome
    own, days = found.segments[-1], base.table["days_registered"]
    assert (own.key, own.rank) == ("newcomers_at_risk", 12)
    assert own.customers == ((days < days.median()) & (risk >= 0.5)).sum()
    assert own.differences[0].differs


def test_an_own_offer_is_made_where_its_condition_holds(outcome):
    _, _, found = outcome
    offers = {offer.key: offer for offer in found.segments[-1].offers}
    evidence = {e.name: e.value for e in offers["welcome_gift"].evidence}
    assert (evidence["field"], evidence["share"]) == ("days_registered", 1.0)
    assert "welcome_gift" in set(found.assignment["offer"])
