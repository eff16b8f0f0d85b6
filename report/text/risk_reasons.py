"""Why one customer's risk is what it is, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from analysis.model.facts import Reason
from analysis.vocabulary import Words
from report.paths import WORDS
from report.text.field_values import is_share
from report.text.numbers import BLANK
from report.text.phrasebook import Phrasebook
from report.text.phrases import quiet

FILE = WORDS / "reasons.toml"
# Decimals beyond which a value on the list is noise of measurement.
DECIMALS = 2


class ReasonWords(BaseModel):
    """The phrases of reasons.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sentence: Words
    as_usual: Words
    less: Mapping[str, Words]
    more: Mapping[str, Words]


@cache
def reason_phrases() -> ReasonWords:
    """The phrases in every language."""
    return ReasonWords.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def reason_words(reason: Reason, book: Phrasebook) -> str:
    """A feature, this customer's value and what is usual, in one line.

    >>> few = Reason(feature="pages_per_visit", value=3.0, usual=10.0, contribution=0.2)
    >>> reason_words(few, ru)
    'мало страниц за визит: 3, обычно 10'
    >>> premium = Reason(feature="service", value="premium", usual="standard", contribution=0.1)
    >>> reason_words(premium, en)
    'service: premium, usually standard'
    """
    phrases = reason_phrases()
    value, usual = (_shown(reason.feature, each, book) for each in (reason.value, reason.usual))
    sentence = phrases.as_usual if value == usual else phrases.sentence
    text = sentence.in_language(book.language).replace("{what}", _subject(reason, book))
    return text.replace("{value}", value).replace("{usual}", usual)


def _subject(reason: Reason, book: Phrasebook) -> str:
    """What the reason is about: "few pages a visit"; a field without a phrase by its name."""
    value, usual, phrases = reason.value, reason.usual, reason_phrases()
    if isinstance(value, float | int) and isinstance(usual, float | int) and value != usual:
        phrase = (phrases.less if value < usual else phrases.more).get(reason.feature)
        if phrase is not None:
            return phrase.in_language(book.language)
    return quiet(book.short(reason.feature))


def _shown(field: str, value: float | str, book: Phrasebook) -> str:
    """A value without its unit, which the phrase names; blanks break lines as usual."""
    if isinstance(value, str) or is_share(field):
        return book.field_value(field, value).replace(BLANK, " ")
    return book.plain(round(value, DECIMALS))
