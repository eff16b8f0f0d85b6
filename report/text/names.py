"""How a reader calls what the analysis knows by a key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from analysis.offers.rules import OfferBook, read_offers
from analysis.segments.rules import SegmentRules, read_rules
from analysis.vocabulary import Words
from report.paths import WORDS
from report.text.numbers import BLANK
from report.text.phrases import Sentences

NAMES = WORDS / "names.toml"


@cache
def _names() -> Mapping[str, Mapping[str, Words]]:
    """Kind -> key -> name in every language; channels bring theirs from analysis/offers.toml."""
    table = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    found = TypeAdapter(dict[str, dict[str, Words]]).validate_python(table)
    channels = {key: channel.name for key, channel in _offer_book().channels.items()}
    return {**found, "channel": channels}


@cache
def _segment_rules() -> SegmentRules:
    return read_rules()


@cache
def _offer_book() -> OfferBook:
    return read_offers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names(Sentences):
    """How readers call what the analysis knows by a key."""

    def name(self, kind: str, key: str) -> str:
        """The name of a model, channel, metric, policy, band or strategy.

        A key without a name is shown as it is.

        >>> en.name("model", "knn"), en.name("model", "unheard of")
        ('k-nearest neighbours', 'unheard of')
        """
        table = _names().get(kind, {})
        return table[key].in_language(self.language) if key in table else key

    def segment_name(self, key: str) -> str:
        """The segment's name from analysis/segments.toml; a percent sign stays with its number."""
        return (
            _segment_rules()
            .segments[key]
            .name.in_language(self.language)
            .replace(" %", f"{BLANK}%")
        )

    def segment_purpose(self, key: str) -> str:
        """What the segment is for, in a few words, from analysis/segments.toml."""
        return _segment_rules().segments[key].purpose.in_language(self.language)

    def offer_name(self, key: str) -> str:
        """The offer's name from analysis/offers.toml; one that is gone is shown by its key."""
        found = _offer_book().offers.get(key)
        return key if found is None else found.name.in_language(self.language)
