"""Sentences that stand in TOML files, both languages side by side, filled with figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import shorten

from babel.lists import format_list
from pydantic import TypeAdapter

from analysis.vocabulary import Language, Words
from report.paths import WORDS
from report.text.escape import escape_text
from report.text.numbers import BLANK, DASH
from report.text.plurals import Plurals

# One name more than this is still told: "and others" would be as long.
FEW = 3
NAME_WIDTH = 44
TECHNICAL = "technical"
# Words that are no sentences: each is read by the module of its name.
OTHER_FILES = ("glossary", "names", "nouns", "reasons")
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
def sentences() -> Mapping[str, Words]:
    """Every sentence of the words folder in every language, as "page.key".

    The page is the file's name; all files of `words/technical` are one page, "technical".
    Raises ValueError: two files give one page the same key.
    """
    found: dict[str, Words] = {}
    for path in sorted(path for path in WORDS.rglob("*.toml") if path.stem not in OTHER_FILES):
        page = TECHNICAL if path.parent.name == TECHNICAL else path.stem
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, words in TypeAdapter(dict[str, Words]).validate_python(table).items():
            if f"{page}.{key}" in found:
                raise ValueError(f"{path.name}: the key {key!r} stands in another file too")
            found[f"{page}.{key}"] = words
    return found


def _filled(words: Words, language: Language, values: Mapping[str, str]) -> Prose:
    """The words of one language with their {names} filled, as they are set.

    Raises KeyError for a name that is not given.

    >>> _filled(Words(ru="{unit}.", en="{unit}."), "ru", {"unit": "5 у. е."})
    '5 у. е.'
    """
    text = words.in_language(language).format_map(values)
    # A unit that ends in a full stop needs no second one, and no line begins with a dash.
    return Prose(DOUBLE_STOP.sub(".", text).replace(f" {DASH}", f"{BLANK}{DASH}"))


def quiet(label: str) -> str:
    """A label inside a sentence: its first letter small, abbreviations as they are.

    >>> quiet("Pages a visit"), quiet("SMS")
    ('pages a visit', 'SMS')
    """
    abbreviation = label[1:2].isupper()
    return label if abbreviation else label[:1].lower() + label[1:]


def _shortened(name: str) -> str:
    """A name no longer than a list in a sentence can hold, cut between words where it has some.

    >>> _shortened("Home textiles"), _shortened("home " * 12), _shortened("w" * 60)[-2:]
    ('Home textiles', 'home home home home home home home home …', 'w…')
    """
    found = shorten(name, NAME_WIDTH, placeholder=" …")
    return name[: NAME_WIDTH - 1] + "…" if found == "…" else found


def yes_no(flag: bool) -> str:
    """The end of the key of a sentence that says whether something is so."""
    return "yes" if flag else "no"


def joined(items: Iterable[str]) -> str:
    """Items that may hold commas themselves, parted by semicolons.

    >>> joined(["a 1, b 2", "c 3"])
    'a 1, b 2; c 3'
    """
    return "; ".join(items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences(Plurals):
    """Sentences with places for figures, and turns of phrase."""

    def say(self, key: str, **parts: str) -> Prose:
        """The sentence "page.key" with its {names} filled: plain text, escaped where printed.

        Raises KeyError: no such sentence, or a part that it needs is missing.

        >>> en.say("technical.scores_claim", names="knn")
        'Not below the best: knn'
        """
        return _filled(sentences()[key], self.language, parts)

    def worded(self, stem: str, key: str, **parts: str) -> str:
        """The sentence `stem_key`; a key that nobody worded is shown as it is.

        >>> en.worded("technical.direction", "less"), en.worded("technical.direction", "sideways")
        ('more: lower risk', 'sideways')
        """
        return self.say(f"{stem}_{key}", **parts) if f"{stem}_{key}" in sentences() else key

    def quoted(self, text: str) -> str:
        """The text in the language's quotation marks.

        >>> ru.quoted("vote"), en.quoted("vote")
        ('«vote»', '“vote”')
        """
        return self.say("technical.quoted", text=text)

    def first_few(self, names: Sequence[str]) -> str:
        """Names joined by commas, no more than a sentence can hold."""
        short = [_shortened(name) for name in names[: FEW + 1]]
        if len(names) <= FEW + 1:
            return ", ".join(short)
        return self.say("turns.and_others", names=", ".join(short[:FEW]))

    def listed(self, names: Sequence[str]) -> str:
        """Names joined by commas, the last by "and".

        >>> en.listed(["a", "b", "c"]), ru.listed(["а", "б"]), en.listed([])
        ('a, b and c', 'а и б', '')
        """
        # British English, since American puts a comma before "and".
        return format_list(names, locale="en_GB" if self.language == "en" else self.language)
