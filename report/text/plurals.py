"""A count with its noun in the right form."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from report.paths import WORDS
from report.text.numbers import BLANK, Numbers

NOUNS = WORDS / "nouns.toml"
RUSSIAN_FORMS = {"one": 0, "few": 1, "many": 2, "other": 1}


@cache
def _nouns() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Noun -> language (and case) -> its forms."""
    return tomllib.loads(NOUNS.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plurals(Numbers):
    """Counts with their nouns."""

    def count(self, how_many: int, noun: str, *, genitive: bool = False) -> str:
        """A number and its noun; `genitive` is the Russian form after «у», «для», «из».

        >>> [ru.count(n, "customer").replace(BLANK, " ") for n in (1, 2, 5, 21, 112)]
        ['1 клиент', '2 клиента', '5 клиентов', '21 клиент', '112 клиентов']
        >>> ru.count(2, "customer", genitive=True).replace(BLANK, " ")
        '2 клиентов'
        >>> en.count(1, "customer").replace(BLANK, " ")
        '1 customer'
        """
        return f"{self.number(how_many)}{BLANK}{self.form(how_many, noun, genitive=genitive)}"

    def form(self, how_many: int, noun: str, *, genitive: bool = False) -> str:
        """The noun alone, in the form this number asks for.

        >>> ru.form(3, "customer"), en.form(3, "customer")
        ('клиента', 'customers')
        """
        if self.language == "en":
            return _nouns()[noun]["en"][0 if how_many == 1 else 1]
        forms = _nouns()[noun]["ru_genitive" if genitive else "ru"]
        return forms[RUSSIAN_FORMS[Locale("ru").plural_form(how_many)]]

    def sentence_for(self, key: str, how_many: int) -> str:
        """The key of a sentence whose verb follows the number: another where it is in the singular.

        >>> [ru.sentence_for("aside", n) for n in (1, 11, 21, 4)]
        ['aside_one', 'aside', 'aside_one', 'aside']
        >>> [en.sentence_for("aside", n) for n in (1, 21)]
        ['aside_one', 'aside']
        """
        return f"{key}_one" if Locale(self.language).plural_form(how_many) == "one" else key
