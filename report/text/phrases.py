"""Sentences that stand in TOML files, both languages side by side, filled with figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from analysis.vocabulary import Language, Words
from report.paths import WORDS
from report.text.escape import escape_text
from report.text.numbers import BLANK, DASH

DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")


class Prose(str):
    """Plain text that a document prints literally; captions and chart labels take it as it is."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return escape_text(self)


class Markdown(str):
    """Markdown of our own making: blocks, tables, cards. Printed as it stands."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


@cache
def phrases(file: str) -> Mapping[str, Words]:
    """Key -> sentence in every language, of one file of the words folder."""
    text = (WORDS / f"{file}.toml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Words]).validate_python(tomllib.loads(text))


def say(file: str, key: str, language: Language, **values: str) -> Prose:
    """The sentence `key` of `words/<file>.toml` with its {names} filled.

    Raises KeyError for an unknown sentence, or a name that is not given.
    """
    return filled(phrases(file)[key], language, values)


def filled(words: Words, language: Language, values: Mapping[str, str]) -> Prose:
    """The words of one language with their {names} filled, as they are set.

    Raises KeyError for a name that is not given.

    >>> filled(Words(ru="{unit}.", en="{unit}."), "ru", {"unit": "5 у. е."})
    '5 у. е.'
    """
    text = words.in_language(language).format_map(values)
    # A unit that ends in a full stop needs no second one, and no line begins with a dash.
    return Prose(DOUBLE_STOP.sub(".", text).replace(f" {DASH}", f"{BLANK}{DASH}"))
