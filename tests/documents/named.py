"""Which record a table's row is about, by the name in its first cell.

The numbers of one record in the row of another are wrong, though all of them are facts and
belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from analysis.vocabulary import Language, fields, values
from report.charts.portrait import row_label
from report.text.names import names, offer_book, segment_rules
from tests.documents.facts_index import Json
from tests.report.reading import book

Identities = Mapping[str, frozenset[str]]


@cache
def keys_of(language: Language) -> Mapping[str, frozenset[str]]:
    """Name in small letters, as a row may begin -> the keys of what is called so."""
    found: dict[str, set[str]] = {}
    for name, key in spoken(language):
        found.setdefault(name.casefold(), set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


@cache
def every_key(language: Language) -> frozenset[str]:
    """The keys of everything that has a name."""
    return frozenset().union(*keys_of(language).values())


def spoken(language: Language) -> Iterator[tuple[str, str]]:
    """Every name of a field, a value, a segment, an offer or a model, and its key."""
    for key in fields():
        for called in (book(language).label, book(language).short, book(language).title):
            yield called(key), key
        yield row_label(key, book(language)), key
    for field in values().values():
        for value in field.values():
            yield value.label.in_language(language), value.value
    yield from (
        (
            book(language).segment_name(
                key,
            ),
            key,
        )
        for key in segment_rules().segments
    )
    yield from (
        (
            book(language).offer_name(
                key,
            ),
            key,
        )
        for key in offer_book().offers
    )
    yield from ((words.in_language(language), key) for key, words in names()["model"].items())


def identities(content: Json, path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Path of every record -> the words it says of itself, its own key among them."""
    if isinstance(content, dict):
        said = {text for text in content.values() if isinstance(text, str)}
        yield path, frozenset({path.rpartition(".")[2], *said})
        for key, below in content.items():
            yield from identities(below, f"{path}.{key}" if path else key)
    elif isinstance(content, list):
        for place, below in enumerate(content):
            yield from identities(below, f"{path}.{place}")
