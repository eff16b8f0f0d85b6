"""A customer's reasons in words."""

from __future__ import annotations

import pytest

from analysis.model.facts import Reason
from analysis.vocabulary import LANGUAGES, numeric_features
from report.text.risk_reasons import reason_phrases, reason_words
from tests.report.reading import book


def reason(feature, value, usual):
    return Reason(feature=feature, value=value, usual=usual, contribution=0.1)


@pytest.mark.parametrize(
    ("found", "ru", "en"),
    [
        (
            reason("pages_per_visit", 3.0, 10.0),
            "мало страниц за визит: 3, обычно 10",
            "few pages a visit: 3, usually 10",
        ),
        (
            reason("unpaid_goods", 7.0, 2.5),
            "много неоплаченных товаров в корзине: 7, обычно 2,5",
            "many unpaid goods in the cart: 7, usually 2.5",
        ),
        (
            reason("promo_share", 0.94, 0.24),
            "много покупок по акции: 94 %, обычно 24 %",
            "many purchases on promotion: 94%, usually 24%",
        ),
        (
            reason("service", "premium", "standard"),
            "тип сервиса: премиум, обычно стандарт",
            "service: premium, usually standard",
        ),
        (
            reason("category", "Садовая мебель", "children"),
            "любимая категория: Садовая мебель, обычно Товары для детей",
            "favourite category: Садовая мебель, usually Goods for children",
        ),
        (
            reason("failures", 4.0, 4.0),
            "сбоев: 4, как обычно",
            "failures: 4, as usual",
        ),
    ],
)
def test_a_reason_says_the_feature_the_value_and_what_is_usual(found, ru, en):
    assert (reason_words(found, book("ru")), reason_words(found, book("en"))) == (ru, en)


def test_every_numeric_feature_has_a_phrase_for_less_and_for_more():
    phrases = reason_phrases()
    assert set(phrases.less) == set(phrases.more) == set(numeric_features())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("feature", numeric_features())
def test_no_phrase_has_a_hole_left(feature, language):
    for value in (1.0, 2.0, 3.0):
        words = reason_words(reason(feature, value, 2.0), book(language))
        assert "{" not in words
        assert "None" not in words
