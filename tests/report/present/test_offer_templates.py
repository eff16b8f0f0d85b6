"""The wording in templates/offers: complete, in its own language, filled by the evidence."""

from __future__ import annotations

import re

import jinja2
import pytest

from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from analysis.vocabulary import LANGUAGES
from report.present.offer_wording import FOLDER, environment, evidence_words
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk, make_base

FOREIGN_NAMES = re.compile("push|sms|V odin klik|В один клик", re.IGNORECASE)


@pytest.fixture(scope="module")
def offers():
    """One of every shipped offer, from a store in which each has a reason."""
    base = draw_store(1500)
    risk = guess_risk(base)
    table = base.table.copy()
    table.loc[risk > 0.5, "category"] = "cosmetics"
    base = make_base(table, base.dropped.to_numpy())
    segments = find_segments(base, risk, read_rules(), SETTINGS)
    found = plan_offers(base, risk, segments, read_offers(), SETTINGS)
    return {offer.key: offer for segment in found.segments for offer in segment.offers}


def fill(key, language, evidence):
    values = {"store": "V odin klik", **evidence_words(evidence, language)}
    words = environment().get_template(f"{key}.{language}.j2").make_module(values)
    return str(vars(words)["reason"]).strip(), str(vars(words)["message"]).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", read_offers().offers)
def test_every_offer_has_a_reason_and_a_message_in_its_language(offers, key, language):
    for text in fill(key, language, offers[key].evidence):
        letters = FOREIGN_NAMES.sub("", text).lower()
        foreign = "[a-z]" if language == "ru" else "[а-яё]"
        assert re.search(foreign, letters) is None
        assert re.search("[{}]", text) is None
        assert text.endswith(".")


def test_reasons_hold_the_numbers_that_called_for_the_offer(offers):
    offer = offers["promo_early_access"]
    reason, _ = fill(offer.key, "en", offer.evidence)
    inside, outside = (e.value for e in offer.evidence if e.name in ("inside", "outside"))
    assert f"{inside:.0%} in the segment and {outside:.0%} elsewhere" in reason


def test_wording_files_and_offers_are_the_same_set():
    files = {path.name for path in FOLDER.glob("*.j2")}
    assert files == {f"{key}.{lang}.j2" for key in read_offers().offers for lang in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_wording_that_asks_for_evidence_nobody_has_stops(language):
    with pytest.raises(jinja2.UndefinedError, match="is undefined"):
        fill("cart_reminder", language, ())
