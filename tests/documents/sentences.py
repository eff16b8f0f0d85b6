"""Sentences whose numbers are known one by one, by the templates that the documents fill."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

from pydantic import TypeAdapter

from analysis.offers.rules import read_offers
from analysis.vocabulary import Language, Words
from report.paths import PROJECT
from tests.documents.structural import without

LISTED = Path(__file__).with_name("sentences.toml")
TEMPLATES = PROJECT / "report" / "present" / "words"
OFFERS = PROJECT / "templates" / "offers"
NAME = re.compile(r"\{(\w+)\}")
FILLED_IN = re.compile(r"\{\{ (\w+) \}\}")
# What fills a name does not run on into the next sentence, abbreviations apart. A name of known
# facts begins with a number, if it is none of those that begin with a word.
LISTS = {"items", "strongest", "period", "threshold", "store"}
WORDS = r"((?:(?!(?<!п)[.;] ).)+?\.?)"
NUMBER = r"((?=\W*\d)(?:(?!(?<!п)[.;] ).)+?\.?)"
END = re.compile(r"(?<=[.;])(?<!п\.) ")
# Printed by every name of a span of months.
HORIZON = ("settings.economics.horizon_months",)
EVERYWHERE: Mapping[str, tuple[str, ...]] = {"period": HORIZON, "months": HORIZON}

Paths = tuple[str, ...]
Listed = dict[str, dict[str, dict[str, dict[str, Paths]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A template as a pattern, and for each of its names the facts that may fill it."""

    pattern: re.Pattern[str]
    paths: tuple[Paths, ...]  # of each group; none where nothing is listed

    def meant(self, text: str, start: int) -> Paths:
        """The facts that may stand at this place of the text; none if nothing is said of it."""
        for found in self.pattern.finditer(text):
            for group, paths in enumerate(self.paths, start=1):
                if paths and found.start(group) <= start < found.end(group):
                    return paths
        return ()


@cache
def sentences(document: str, language: Language) -> tuple[Sentence, ...]:
    """The listed sentences of a document."""
    table = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    listed = TypeAdapter(Listed).validate_python(table)[document]
    of_files = (of_file(document, file, listed[file], language) for file in listed)
    return (*chain.from_iterable(of_files), *of_offers(language))


def of_file(
    document: str, file: str, listed: Mapping[str, Mapping[str, Paths]], language: Language
) -> Iterator[Sentence]:
    words = tomllib.loads((TEMPLATES / document / f"{file}.toml").read_text(encoding="utf-8"))
    for key, names in listed.items():
        template = Words.model_validate(words[key]).in_language(language)
        absent = set(names) - set(NAME.findall(template))
        if absent:
            raise KeyError(f"{document}.{file}.{key} has no {absent}")
        yield from of_template(template, {**EVERYWHERE, **names}, language)


def of_offers(language: Language) -> Iterator[Sentence]:
    """The offers' reasons."""
    for key in read_offers().offers:
        template = (OFFERS / f"{key}.{language}.j2").read_text(encoding="utf-8")
        for line in FILLED_IN.sub(r"{\1}", template).splitlines():
            reasons = {name: (f"reasons.*.{key}.{name}",) for name in NAME.findall(line)}
            yield from of_template(line, reasons, language)


def of_template(
    template: str, known: Mapping[str, Paths], language: Language
) -> Iterator[Sentence]:
    """One for each sentence of the template that has names of which something is known."""
    for part in END.split(template):
        paths = tuple(known.get(name, ()) for name in NAME.findall(part))
        if any(paths):
            yield Sentence(pattern=pattern_of(without(part, language), paths), paths=paths)


def pattern_of(template: str, paths: Sequence[Paths]) -> re.Pattern[str]:
    """The template as a pattern, each of its names a group.

    >>> pattern_of("{a} of {b}.", [("x",), ("y",)]).fullmatch("1.5 of 2.").groups()
    ('1.5', '2')
    """
    # A page keeps a dash with the word before it.
    between = [re.escape(part).replace(r"\ –", "[ \u00a0]–") for part in NAME.split(template)[::2]]
    named = zip(NAME.findall(template), paths, strict=True)
    groups = (NUMBER if known and name not in LISTS else WORDS for name, known in named)
    body = "".join(chain.from_iterable(zip_longest(between, groups, fillvalue="")))
    return re.compile(rf"(?<![^ ]){body}(?![^ ])")


def meant(document: str, language: Language, text: str, start: int) -> Paths:
    """What the listed sentences that the text holds say of the number at this place."""
    found = (sentence.meant(text, start) for sentence in sentences(document, language))
    return tuple(chain.from_iterable(found))
