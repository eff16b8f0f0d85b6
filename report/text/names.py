"""How a reader calls what the analysis knows by a key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from analysis.offers.rules import OfferBook, read_offers
from analysis.segments.rules import SegmentRules, read_rules
from analysis.vocabulary import Language, Words
from report.paths import WORDS
from report.text.numbers import BLANK

NAMES = WORDS / "names.toml"


@cache
def names() -> Mapping[str, Mapping[str, Words]]:
    """Kind -> key -> name in every language; channels bring theirs from analysis/offers.toml."""
    table = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    found = TypeAdapter(dict[str, dict[str, Words]]).validate_python(table)
    channels = {key: channel.name for key, channel in offer_book().channels.items()}
    return {**found, "channel": channels}


def name(kind: str, key: str, language: Language) -> str:
    """The name of a model, channel, metric, policy, band or strategy.

    Raises KeyError for a key without a name: every key the analysis uses has one.

    >>> name("model", "knn", "en")
    'k-nearest neighbours'
    """
    return names()[kind][key].in_language(language)


def segment_name(key: str, language: Language) -> str:
    """The segment's name from analysis/segments.toml; a percent sign stays with its number."""
    return segment_rules().segments[key].name.in_language(language).replace(" %", f"{BLANK}%")


def segment_purpose(key: str, language: Language) -> str:
    """What the segment is for, in a few words, from analysis/segments.toml."""
    return segment_rules().segments[key].purpose.in_language(language)


@cache
def segment_rules() -> SegmentRules:
    """The segments as written."""
    return read_rules()


def offer_name(key: str, language: Language) -> str:
    """The offer's name from analysis/offers.toml."""
    return offer_book().offers[key].name.in_language(language)


@cache
def offer_book() -> OfferBook:
    """The offers as written."""
    return read_offers()
