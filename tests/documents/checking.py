"""Whether every number of a document is a fact of its results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from analysis.results.store import load_results
from analysis.vocabulary import LANGUAGES, Language
from tests.documents.derived import derived_facts
from tests.documents.facts_index import Fact, Scope, facts_of, records, scope
from tests.documents.pages import Piece, headings, load
from tests.documents.printed import Printed, numbers
from tests.documents.scopes import BASE, Part, Place, management, technical
from tests.documents.structural import without

# The unit of a column stands in its header.
IN_POINTS = re.compile(r", (?:pp|%|п\.\sп\.)$")


@dataclass(frozen=True, slots=True)
class Held:
    """What a part may print: its facts, and the records among them."""

    facts: Scope
    records: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One document in one language, beside the facts that its parts may print.

    behind: those of the numbers that charts show on demand.
    """

    name: str
    language: Language
    pieces: tuple[Piece, ...]
    parts: Mapping[Place, Held]
    behind: Mapping[Place, Held]

    def part_of(self, piece: Piece) -> Place:
        """The nearest heading above the piece that has facts of its own."""
        place = piece.place
        for kept in range(len(place), -1, -1):
            above = (*place[:kept], *(0 for _ in place[kept:]))
            if above in self.parts:
                return above
        raise KeyError(place)

    def known(self, piece: Piece, printed: Printed) -> bool:
        """Whether the number is a fact of the part that the piece stands in."""
        place = self.part_of(piece)
        shelves = (self.parts, self.behind) if piece.behind else (self.parts,)
        return any(any(shelf[place].facts.meant_by(printed)) for shelf in shelves)

    def records_of(self, piece: Piece) -> Sequence[Scope]:
        """The records of the part that the piece stands in."""
        place = self.part_of(piece)
        more = self.behind[place].records if piece.behind else ()
        return (*self.parts[place].records, *more)

    def strangers(self, pieces: Sequence[Piece] | None = None) -> list[str]:
        """The numbers that are no fact of their part, and the rows that are no record's."""
        looked_at = self.pieces if pieces is None else pieces
        alone = [
            f"{self.name}-{self.language}: {printed.text!r} in {piece.kind} {piece.text!r}"
            for piece in looked_at
            for printed in printed_in(piece, self.language)
            if not self.known(piece, printed)
        ]
        return alone + [
            f"{self.name}-{self.language}: no one record has the row {texts!r}"
            for texts in mixed(self, looked_at)
        ]


def mixed(book: Book, pieces: Sequence[Piece]) -> Iterator[list[str]]:
    """The rows of tables and labels of charts whose numbers come from more than one record."""
    held = [piece for piece in pieces if piece.kind in {"cell", "chart"}]
    for _, found in groupby(held, key=lambda piece: piece.row or id(piece)):
        row = list(found)
        printed = [each for piece in row for each in printed_in(piece, book.language)]
        together = len(printed) > 1 or row[0].kind == "cell"
        records = book.records_of(row[0]) if printed and together else ()
        if records and not any(record.holds(printed) for record in records):
            yield [piece.text for piece in row]


def printed_in(piece: Piece, language: Language) -> Iterator[Printed]:
    """The numbers of a piece that must be facts; a scale's ticks need not."""
    if piece.kind != "tick":
        tongue = spoken(piece, language)
        scaled = IN_POINTS.search(piece.header) is not None
        for printed in numbers(without(piece.text, tongue), tongue):
            yield replace(printed, percent=True) if scaled else printed


def spoken(piece: Piece, language: Language) -> Language:
    """Whose signs the numbers of a piece have: a key's value is written as in its file."""
    return "en" if piece.literal else language


def all_facts(results: Path) -> list[Fact]:
    """What the file says, and what may be derived from it; customers apart."""
    content = json.loads(results.read_text(encoding="utf-8"))
    # The lists say who the customers are; a document prints no row of theirs but the examples.
    content.pop("customers")
    return [*facts_of(content), *derived_facts(load_results(results))]


def read_book(folder: Path, name: str, language: Language, facts: Sequence[Fact]) -> Book:
    pieces = {each: load(folder / f"{name}-{each}.html") for each in LANGUAGES}
    parts = {each: list(headings(found)) for each, found in pieces.items()}
    given: Mapping[Place, Part]
    if name == "management":
        given = management(parts[language], language)
    else:
        given = technical(parts[language], parts["en"], language)
    base = scope(facts, BASE)
    more = {
        place: replace(
            part, facts=tuple(f"{record}.*" for record in part.behind), records=part.behind
        )
        for place, part in given.items()
    }
    return Book(
        name, language, tuple(pieces[language]), shelf(facts, given, base), shelf(facts, more, base)
    )


def shelf(facts: Sequence[Fact], given: Mapping[Place, Part], base: Scope) -> dict[Place, Held]:
    """The facts of each part, and its records."""
    held = {}
    for place, part in given.items():
        own = scope(facts, part.facts)
        found = records(own.facts, part.records, base)
        held[place] = Held(Scope((*own.facts, *base.facts)), tuple(found))
    return held
