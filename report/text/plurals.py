"""A count with its noun in the right form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from babel import Locale

from analysis.vocabulary import Language
from report.paths import WORDS
from report.text.numbers import BLANK, number

NOUNS = WORDS / "nouns.toml"
RUSSIAN_FORMS = {"one": 0, "few": 1, "many": 2, "other": 1}


@cache
def nouns() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Noun -> language (and case) -> its forms."""
    return tomllib.loads(NOUNS.read_text(encoding="utf-8"))


def count(how_many: int, noun: str, language: Language, *, genitive: bool = False) -> str:
    """A number and its noun; `genitive` is the Russian form after «у», «для», «из».

    >>> [count(n, "customer", "ru").replace(BLANK, " ") for n in (1, 2, 5, 21, 112)]
    ['1 клиент', '2 клиента', '5 клиентов', '21 клиент', '112 клиентов']
    >>> count(2, "customer", "ru", genitive=True).replace(BLANK, " ")
    '2 клиентов'
    >>> count(1, "customer", "en").replace(BLANK, " ")
    '1 customer'
    """
    return f"{number(how_many, language)}{BLANK}{form(how_many, noun, language, genitive=genitive)}"


def form(how_many: int, noun: str, language: Language, *, genitive: bool = False) -> str:
    """The noun alone, in the form this number asks for.

    >>> form(3, "customer", "ru"), form(3, "customer", "en")
    ('клиента', 'customers')
    """
    if language == "en":
        return nouns()[noun]["en"][0 if how_many == 1 else 1]
    forms = nouns()[noun]["ru_genitive" if genitive else "ru"]
    return forms[RUSSIAN_FORMS[Locale("ru").plural_form(how_many)]]


def sentence_for(key: str, how_many: int, language: Language) -> str:
    """The key of a sentence whose verb follows the number: another where it is in the singular.

    >>> [sentence_for("aside", n, "ru") for n in (1, 11, 21, 4)]
    ['aside_one', 'aside', 'aside_one', 'aside']
    >>> [sentence_for("aside", n, "en") for n in (1, 21)]
    ['aside_one', 'aside']
    """
    return f"{key}_one" if Locale(language).plural_form(how_many) == "one" else key
