"""Whether every number of a document is a fact of its results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from itertools import zip_longest
from pathlib import Path

from analysis.results.store import load_results
from analysis.vocabulary import LANGUAGES, Language
from tests.documents.derived import derived_facts
from tests.documents.facts_index import Fact, Record, Scope, facts_of, records, scope
from tests.documents.named import Identities, every_key, identities, keys_of
from tests.documents.pages import Piece, headings, load
from tests.documents.parts import management, technical
from tests.documents.printed import Printed, numbers
from tests.documents.rows import Row, adrift, clauses, tables, wording
from tests.documents.scopes import BASE, Part, Place
from tests.documents.sentences import meant
from tests.documents.structural import without

PROSE = {"text", "caption", "heading", "cell"}
# The unit of a column stands in its header.
IN_POINTS = re.compile(r", (?:pp|%|п\.\sп\.)$")


@dataclass(frozen=True, slots=True)
class Held:
    """What a part may print: its facts, and the records among them."""

    facts: Scope
    records: tuple[Record, ...]
    matrix: bool


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
    identities: Identities
    # What was found of pieces and rows already read: the tests ask again and again.
    read: dict[Piece, list[str]] = field(default_factory=dict)
    rows: dict[tuple[Piece, ...], Row | None] = field(default_factory=dict)

    def part_of(self, piece: Piece) -> Place:
        """The nearest heading above the piece that has facts of its own."""
        place = piece.place
        for kept in range(len(place), -1, -1):
            above = (*place[:kept], *(0 for _ in place[kept:]))
            if above in self.parts:
                return above
        raise KeyError(place)

    def known(self, piece: Piece, printed: Printed) -> bool:
        """Whether the number is a fact of the part that the piece stands in, and the one its
        sentence speaks of.
        """
        place = self.part_of(piece)
        shelves = (self.parts, self.behind) if piece.behind else (self.parts,)
        facts = [fact for shelf in shelves for fact in shelf[place].facts.meant_by(printed)]
        text = without(piece.text, self.language) if piece.kind in PROSE else ""
        paths = meant(self.name, self.language, text, printed.start) or self.set_by(piece)
        return any(
            not paths or any(fnmatchcase(fact.path, path) for path in paths) for fact in facts
        )

    def set_by(self, piece: Piece) -> tuple[str, ...]:
        """The setting whose value the piece shows, where its row begins with a setting's key."""
        paths = (f"settings.{piece.key}", f"settings.{piece.key}.*") if piece.key else ()
        facts = self.parts[self.part_of(piece)].facts.facts if paths else ()
        listed = any(fnmatchcase(fact.path, path) for fact in facts for path in paths)
        return paths if listed else ()

    def records_of(self, piece: Piece) -> Sequence[Record]:
        """The records of the part that the piece stands in."""
        place = self.part_of(piece)
        more = self.behind[place].records if piece.behind else ()
        return (*self.parts[place].records, *more)

    def strangers(self, pieces: Sequence[Piece] | None = None) -> list[str]:
        """The numbers that are no fact of their part, the rows that are no record's, the columns
        that are no field's.
        """
        looked_at = self.pieces if pieces is None else pieces
        alone = [line for piece in looked_at for line in self.alone(piece)]
        lines = (*alone, *self.mixed(looked_at), *self.unlike(looked_at))
        return [f"{self.name}-{self.language}: {line}" for line in lines]

    def alone(self, piece: Piece) -> list[str]:
        """The numbers of a piece that are no fact of their part."""
        if piece not in self.read:
            self.read[piece] = [
                f"{printed.text!r} in {piece.kind} {piece.text!r}"
                for printed in printed_in(piece, self.language)
                if not self.known(piece, printed)
            ]
        return self.read[piece]

    def mixed(self, pieces: Sequence[Piece]) -> Iterator[str]:
        """The rows, labels and clauses of more than one record; the columns of several fields."""
        for table in tables(pieces):
            rows = [row for row in map(self.row, table) if row]
            strange = [row for row in rows if row.strange]
            yield from (f"no one record has the row {row.whole!r}" for row in strange)
            yield from (
                f"the row {row.whole!r} has another record's numbers"
                for row in rows
                if self.misnamed(row)
            )
            if not strange:
                yield from (f"no one field has the cells {cells!r}" for cells in adrift(rows))
        for piece in pieces:
            if piece.kind in {"chart", "alt"}:
                for part in clauses(piece) if piece.kind == "alt" else [piece]:
                    row = self.row([part])
                    if row and len(row.numbers) > 1 and row.strange:
                        yield f"no one record has the row {row.whole!r}"

    def misnamed(self, row: Row) -> bool:
        """Whether the row is called as one record is, and all that hold its numbers otherwise."""
        keys = keys_of(self.language).get(row.whole[0].casefold(), frozenset())
        called = any(keys & self.said_of(record) for record in row.of)
        others = [self.said_of(record) & every_key(self.language) for record in row.held_by]
        return called and bool(others) and all(other and not other & keys for other in others)

    def said_of(self, record: Record) -> frozenset[str]:
        """What the record says of itself; its path, if it is derived and in no file."""
        return self.identities.get(record.path, frozenset(record.path.split(".")))

    def unlike(self, pieces: Sequence[Piece]) -> Iterator[str]:
        """The drawn matrices whose cells are not those of the table behind them."""
        for place, held in self.parts.items():
            if held.matrix:
                here = [piece for piece in pieces if piece.place == place]
                drawn = self.figures(piece for piece in here if piece.kind == "chart")
                listed = self.figures(p for p in here if p.behind and p.column > 1)
                if drawn and listed and drawn != listed:
                    pairs = zip_longest(drawn, listed)
                    drawn_as, listed_as = next(pair for pair in pairs if pair[0] != pair[1])
                    yield f"drawn {drawn_as}, listed {listed_as}"

    def figures(self, pieces: Iterable[Piece]) -> list[str]:
        """The numbers of the pieces as they are written."""
        return [each.text for piece in pieces for each in printed_in(piece, self.language)]

    def row(self, cells: Sequence[Piece]) -> Row | None:
        """The numbers of cells, or of one text; nothing where the part has no records."""
        key = tuple(cells)
        if key not in self.rows:
            self.rows[key] = self.read_row(cells)
        return self.rows[key]

    def read_row(self, cells: Sequence[Piece]) -> Row | None:
        records = self.records_of(cells[0])
        if not records:
            return None
        found = [(cell, list(printed_in(cell, self.language))) for cell in cells]
        numbered = tuple(printed for _, held in found for printed in held)
        slots = [
            (cell.column, wording(cell, held), place)
            for cell, held in found
            for place in range(len(held))
        ]
        return Row(
            whole=[cell.text for cell in cells],
            texts=tuple(cell.text for cell, held in found for _ in held),
            slots=tuple(slots),
            numbers=numbered,
            of=tuple(records),
            held_by=tuple(record for record in records if record.holds(numbered)),
        )


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
    # Customers one by one: no document prints them but as examples, and among thousands of
    # numbers any wrong one would be found.
    content.pop("customers")
    content["plan"].pop("what_if")
    content["model"].pop("dependence")
    return [*facts_of(content), *derived_facts(load_results(results))]


def all_identities(results: Path) -> Identities:
    """What every record of the file says of itself; customers apart."""
    content = json.loads(results.read_text(encoding="utf-8"))
    content.pop("customers")
    return dict(identities(content))


def read_book(
    folder: Path,
    name: str,
    language: Language,
    facts: Sequence[Fact],
    known: Identities,
) -> Book:
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
        name,
        language,
        tuple(pieces[language]),
        shelf(facts, given, base),
        shelf(facts, more, base),
        known,
    )


def shelf(facts: Sequence[Fact], given: Mapping[Place, Part], base: Scope) -> dict[Place, Held]:
    """The facts of each part, and its records."""
    held = {}
    for place, part in given.items():
        own = scope(facts, part.facts)
        found = records(own.facts, part.records, base)
        held[place] = Held(Scope((*own.facts, *base.facts)), tuple(found), part.matrix)
    return held
