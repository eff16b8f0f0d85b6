"""How a reader calls what the analysis knows by a key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from analysis.vocabulary import Language, Words, fields, value_label

NAMES = Path(__file__).with_name("words") / "names.toml"


@cache
def names() -> Mapping[str, Mapping[str, Words]]:
    """Kind -> key -> name in every language."""
    table = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, dict[str, Words]]).validate_python(table)


def name(kind: str, key: str, language: Language) -> str:
    """The name of a model, channel, metric, policy, band or strategy.

    Raises KeyError for a key without a name: every key the analysis uses has one.

    >>> name("model", "knn", "en")
    'k-nearest neighbours'
    """
    return names()[kind][key].in_language(language)


def short_label(field: str, language: Language) -> str:
    """A field's short name, capitalised for a list or an axis.

    >>> short_label("promo_share", "en"), short_label("failures", "ru")
    ('Promo share', 'Сбоев')
    """
    words = fields()[field].short or fields()[field].label
    text = words.in_language(language)
    return text[:1].upper() + text[1:]


def category_label(field: str, value: str, language: Language) -> str:
    """How a category's value is shown; unknown values as the store writes them."""
    return value_label(field, value, language)


def segment_name(key: str, language: Language) -> str:
    """The segment's name from analysis/segments.toml."""
    return named_rules("segments", key, language)


def offer_name(key: str, language: Language) -> str:
    """The offer's name from analysis/offers.toml."""
    return named_rules("offers", key, language)


def named_rules(book: str, key: str, language: Language) -> str:
    """The name one of the books of rules gives a key, or the key where it gives none."""
    try:
        table = rule_names(book)
    except OSError:
        return key
    return table[key].in_language(language) if key in table else key


@cache
def rule_names(book: str) -> Mapping[str, Words]:
    """Key -> name of every rule in a book."""
    path = Path(__file__).parents[2] / "analysis" / f"{book}.toml"
    rules = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: Words(**rule["name"]) for key, rule in rules.items() if "name" in rule}
