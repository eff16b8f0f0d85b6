"""Numbers that stand together come from one record, and those of one column from one field.

A right number in the wrong row or column is wrong, though it is a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from tests.documents.facts_index import Record
from tests.documents.pages import Piece
from tests.documents.printed import Printed

# Which number of which cells: column, wording between the numbers, place within the cell.
Slot: TypeAlias = tuple[int, str, int]
# One thing of a list that a picture's description reads out.
CLAUSE = re.compile(r"(?<=[.;])(?<!\bп\.) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Numbers that belong together, and the records that hold all of them."""

    whole: Sequence[str]  # all of its texts
    numbers: tuple[Printed, ...]
    slots: tuple[Slot, ...]  # of each number
    texts: tuple[str, ...]  # around each number
    of: tuple[Record, ...]  # those it may be about
    held_by: tuple[Record, ...]

    @property
    def strange(self) -> bool:
        """Whether no one record holds the numbers."""
        return bool(self.numbers) and not self.held_by

    def fields(self, printed: Printed) -> frozenset[str]:
        """The fields of its records that may be meant by one of its numbers."""
        return frozenset().union(*(record.fields(printed) for record in self.held_by))


def wording(piece: Piece, printed: Sequence[Printed]) -> str:
    """The text of a cell without its numbers.

    >>> from tests.documents.printed import numbers
    >>> text = "0.91 (0.89–0.93)"
    >>> wording(Piece(text=text, kind="cell", place=()), list(numbers(text, "en")))
    '· (·–·)'
    """
    text = piece.text
    for each in sorted(printed, key=lambda n: -len(n.text)):
        text = text.replace(each.text, "·")
    return text


def clauses(piece: Piece) -> list[Piece]:
    """The parts of a description that tell of one thing each."""
    return [replace(piece, text=part) for part in CLAUSE.split(piece.text)]


def adrift(rows: Sequence[Row]) -> Iterator[list[str]]:
    """The cells of a table that share column and wording, but no field of their records."""
    shared: dict[Slot, frozenset[str]] = {}
    texts: dict[Slot, list[str]] = {}
    for row in rows:
        for slot, printed, text in zip(row.slots, row.numbers, row.texts, strict=True):
            found = row.fields(printed)
            shared[slot] = shared[slot] & found if slot in shared else found
            texts.setdefault(slot, []).append(text)
    yield from (texts[slot] for slot, common in shared.items() if not common)


def tables(pieces: Sequence[Piece]) -> Iterator[list[list[Piece]]]:
    """The rows of each table, each the list of its cells."""
    cells = [piece for piece in pieces if piece.kind == "cell"]
    for _, table in groupby(cells, key=lambda piece: piece.table):
        yield [list(row) for _, row in groupby(table, key=lambda piece: piece.row)]
