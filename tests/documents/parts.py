"""The parts of each document by its headings, and what each may print."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.segments.rules import read_rules
from analysis.vocabulary import Language
from tests.documents.pages import Piece
from tests.documents.printed import BLANK
from tests.documents.scopes import (
    BEHIND,
    BUDGET,
    COVER,
    MATRICES,
    OFFER,
    PORTRAIT,
    QUADRANTS,
    RECORDS,
    SUMMARY,
    TECHNICAL,
    TOP,
    TRUST,
    Part,
    Place,
)


def featured(key: str) -> Part:
    """The page of one segment."""
    own = f"segments.{key}."
    return Part(
        (
            *(own + name for name in SUMMARY),
            *(f"{own}offers.*.{name}" for name in OFFER),
            f"{own}offers count",
            f"{own}offers shown",
            f"reasons.{key}.*",
            f"{own}top_categories.*share*",
            f"{own}differences.*side.*",
            f"{own}differences.*.effect.*",
            f"{own}trend.*",
            "overlaps.*.customers",
        ),
        (f"{own}differences.*", f"{own}trend.*"),
    )


def compared(key: str) -> Part:
    """What the technical document says of one segment: the differences and the offers."""
    own = f"segments.{key}."
    records = (f"{own}differences.*", f"{own}top_categories.*", f"{own}offers.*")
    summary = tuple(own + name for name in SUMMARY)
    return Part((*summary, *(f"{each}.*" for each in records)), records)


def segment_named(text: str, language: Language) -> str:
    """The segment whose name a heading holds, or nothing."""
    held = [
        (len(rule.name.in_language(language)), key)
        for key, rule in read_rules().segments.items()
        if rule.name.in_language(language) in text.replace(BLANK, " ")
    ]
    return max(held, default=(0, ""))[1]


def management(headed: Sequence[Piece], language: Language) -> dict[Place, Part]:
    """By headings of level 2: decisions, quadrants, portrait, segments, budget, trust."""
    parts = [piece for piece in headed if piece.level == 2]
    pages = [featured(segment_named(part.text, language)) for part in parts[3:-2]]
    order = [COVER, QUADRANTS, PORTRAIT, *pages, BUDGET, TRUST]
    return {TOP: COVER, **{part.place: each for part, each in zip(parts, order, strict=True)}}


def technical(
    headed: Sequence[Piece], english: Sequence[Piece], language: Language
) -> dict[Place, Part]:
    """By headings of levels 2 and 3, and of 4 where they name segments."""
    found = {TOP: Part(())}
    for piece, twin in zip(headed, english, strict=True):
        if piece.level == 4:
            found[piece.place] = compared(segment_named(piece.text, language))
        elif twin.text in TECHNICAL:
            found[piece.place] = Part(
                TECHNICAL[twin.text],
                RECORDS.get(twin.text, ()),
                BEHIND.get(twin.text, ()),
                twin.text in MATRICES,
            )
    return found
