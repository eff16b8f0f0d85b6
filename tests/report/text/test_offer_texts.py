"""The wording in templates/offers: complete, in its own language, filled by the evidence."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

import jinja2
import pytest

from analysis.errors import SettingsError
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.segments.facts import Evidence
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from analysis.vocabulary import LANGUAGES
from report.text import offer_texts
from report.text.offer_texts import (
    FOLDER,
    NOBODY,
    check_wording,
    environment,
    evidence_words,
    own_facts,
    plain_wording,
)
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk, make_base
from tests.messages import message_of
from tests.report.facts_factory import make_offer
from tests.report.reading import book, view

FOREIGN_NAMES = re.compile("push|sms|V odin klik|В один клик", re.IGNORECASE)
GIFT = (
    "{% set reason %}Подарок.{% endset %}{% set subject %}Подарок{% endset %}"
    "{% set message %}Вам подарок.{% endset %}"
)
UNITS = {"ru": "у. е.", "en": "units"}


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


def fill(key, language, evidence, own=NOBODY):
    values = {
        "store": "V odin klik",
        **asdict(own),
        **evidence_words(evidence, replace(book(language), unit=UNITS[language])),
    }
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


@pytest.mark.parametrize(
    ("language", "goods", "text"),
    [
        ("en", 1.0, "You left something in your cart: 1 item. We have kept everything"),
        ("en", None, "You left something in your cart. We have kept everything"),
        ("en", 0.2, "You left something in your cart. We have kept everything"),
        ("ru", 3.0, "Вы кое-что оставили в корзине: 3 товара. Мы всё сохранили"),
    ],
)
def test_a_text_tells_its_reader_their_own_number_of_goods_or_nothing(language, goods, text):
    own = own_facts(book(language), None, goods)
    message = plain_wording(book(language), "cart_reminder", own).message
    assert message.replace("\N{NO-BREAK SPACE}", " ").startswith(text)


def test_a_text_tells_its_reader_their_own_favourite_category():
    own = own_facts(book("en"), "cosmetics", None)
    assert plain_wording(book("en"), "win_back", own).message == (
        "You visit us less often, and we miss you. Here is what is new in your favourite "
        "category, cosmetics and accessories, and a discount to start with."
    )
    assert plain_wording(book("en"), "win_back").message == (
        "You visit us less often, and we miss you. Here is what is new, and a discount to start "
        "with."
    )
    assert plain_wording(book("en"), "win_back").subject == "We miss you"


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


@pytest.fixture
def wordings(tmp_path, monkeypatch):
    """An empty folder of wordings in place of the shipped one."""
    monkeypatch.setattr(offer_texts, "FOLDER", tmp_path)
    environment.cache_clear()
    yield tmp_path
    environment.cache_clear()


def test_an_offer_without_wording_is_named_before_anything_is_computed(wordings):
    (wordings / "gift.ru.j2").write_text(GIFT, encoding="utf-8")
    assert message_of(SettingsError, lambda: check_wording(["gift"], LANGUAGES)) == (
        "templates/offers/gift.en.j2: the offer has no wording\n"
        "  Fix: write this file as the other offers have theirs: see templates/offers/README.md"
    )


def test_everything_that_is_wrong_with_the_wordings_is_told_at_once(wordings):
    (wordings / "gift.ru.j2").write_bytes(GIFT.encode("cp1251"))
    (wordings / "gift.en.j2").write_text("{% set reason %}A gift.{% endset %}", encoding="utf-8")
    (wordings / "bonus.en.j2").write_text(
        "{% set reason %} {% endset %}{% set message %}\n{% endset %}", encoding="utf-8"
    )
    (wordings / "bonus.ru.j2").write_text(GIFT, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        check_wording(["gift", "bonus"], LANGUAGES)
    as_others = "  Fix: write it as the other offers do: see templates/offers/README.md"
    assert str(error.value) == (
        "templates/offers/gift.ru.j2: the text is not UTF-8\n  Fix: save the file in UTF-8\n"
        f"templates/offers/gift.en.j2: there is no 'subject' in it\n{as_others}\n"
        f"templates/offers/gift.en.j2: there is no 'message' in it\n{as_others}\n"
        f"templates/offers/bonus.en.j2: there is no 'reason' in it\n{as_others}\n"
        f"templates/offers/bonus.en.j2: there is no 'subject' in it\n{as_others}\n"
        f"templates/offers/bonus.en.j2: there is no 'message' in it\n{as_others}"
    )


def test_wording_that_is_no_template_is_named_with_its_row(wordings):
    (wordings / "gift.en.j2").write_text("A gift\n{{ customers }\n", encoding="utf-8")
    assert message_of(SettingsError, lambda: check_wording(["gift"], ["en"])) == (
        "templates/offers/gift.en.j2, row 2: unexpected '}'\n  Fix: repair this row"
    )


def test_wording_that_asks_for_what_its_offer_lacks_is_told_what_there_is(wordings):
    (wordings / "gift.en.j2").write_text(
        "{% set reason %}{{ lift }} times.{% endset %}", encoding="utf-8"
    )
    offer = make_offer("gift", evidence=(Evidence(name="mean_risk", value=0.6),))
    assert message_of(SettingsError, lambda: offer_texts.offer_wording(view("en"), offer)) == (
        "templates/offers/gift.en.j2: 'lift' is undefined\n"
        "  Fix: use what this offer's reason gives: mean_risk, store"
    )


def test_an_offer_may_rest_on_a_field_that_is_computed_from_the_tables():
    evidence = (
        Evidence(name="field", value="minutes_trend"),
        Evidence(name="threshold", value=-0.1),
    )
    words = evidence_words(evidence, book("en"))
    assert words["field"] == "Change of time on the site against the month before"
    assert words["threshold"] == "−10%"
