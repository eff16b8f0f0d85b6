"""Numbers that are no facts: of figures and tables, of confidence, inside names. A short list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from analysis.offers.rules import read_offers
from analysis.segments.rules import read_rules, rule_vocabulary
from analysis.vocabulary import Language

B = r"[\N{NO-BREAK SPACE} ]"
PHRASES: Mapping[Language, tuple[str, ...]] = {
    "en": (
        rf"\b(?:Figure|Table){B}\d+",
        r"\bDecision \d\b",
        r"\b95%(?= intervals?\b)",
        r"(?<=\()95%(?=:)",
        r"(?<=, )95%(?=\))",
        r"\b95 cases of 100\b",
        r"\bin 100\b",
        r"\bfrom 0 to 100 per cent\b",
        r"\(0\.5 is guessing\)",
    ),
    "ru": (
        rf"\b(?:Рисунок|Рисунк\w+|Таблиц\w+){B}\d+",
        r"\bРешение \d\b",
        r"\b95(?:%-н|-процентн)\w+",
        rf"(?<=\()95{B}%(?=:)",
        rf"(?<=, )95{B}%(?=\))",
        r"\b95 случаях из 100\b",
        r"\bиз 100\b",
        r"\bот 0 до 100 процентов\b",
        r"\(0,5[ \u00a0]– угадывание\)",
    ),
}
DIGIT = re.compile(r"\d")


@cache
def names(language: Language) -> tuple[str, ...]:
    """Names of fields, segments and offers that have a number in them, longest first."""
    found = [name for name in every_name(language) if DIGIT.search(name)]
    return tuple(sorted(found, key=len, reverse=True))


def every_name(language: Language) -> Iterator[str]:
    for field in rule_vocabulary().values():
        for words in (field.label, field.short):
            if words is not None:
                yield words.in_language(language)
    for rule in read_rules().segments.values():
        yield rule.name.in_language(language)
    for offer in read_offers().offers.values():
        yield offer.name.in_language(language)


@cache
def pattern(language: Language) -> re.Pattern[str]:
    named = (re.escape(name).replace(r"\ ", r"\s+") for name in names(language))
    return re.compile("|".join((*named, *PHRASES[language])), re.IGNORECASE)


def without(text: str, language: Language) -> str:
    """The text with its structural numbers taken out, each leaving a mark of its place."""
    return pattern(language).sub(" · ", text)
