"""Both languages hold the same headings, figures, tables and numbers, in the same order."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

import pytest

from tests.documents.facts import Book, spoken
from tests.documents.pages import DOCUMENTS
from tests.documents.printed import Printed, numbers

pytestmark = pytest.mark.slow


def sequence(book: Book) -> list[tuple[str, Printed, str]]:
    """Every number with the kind of its place and the text around it, scales included."""
    return [
        (piece.kind, printed, piece.text)
        for piece in book.pieces
        for printed in numbers(piece.text, spoken(piece, book.language))
    ]


def differences(ru: Book, en: Book) -> list[str]:
    """Where the languages part, readable: what stands in one and what in the other."""
    found = {book.language: sequence(book) for book in (ru, en)}
    keys = {name: [(kind, n.key) for kind, n, _ in held] for name, held in found.items()}
    steps = SequenceMatcher(None, keys["ru"], keys["en"], autojunk=False).get_opcodes()
    return [
        f"ru {said(found['ru'][a:b])} / en {said(found['en'][c:d])}"
        for step, a, b, c, d in steps
        if step != "equal"
    ]


def said(places: list[tuple[str, Printed, str]]) -> str:
    numbers_here = ", ".join(printed.text for _, printed, _ in places) or "nothing"
    return f"{numbers_here} in {places[0][2]!r}" if places else numbers_here


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_languages_have_the_same_numbers_in_the_same_order(books, name):
    assert differences(books[name, "ru"], books[name, "en"]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_languages_have_the_same_headings_captions_pictures_and_cells(books, name):
    ru, en = (
        [
            (piece.kind, piece.level)
            for piece in books[name, language].pieces
            if piece.kind in {"heading", "caption", "alt", "cell"}
        ]
        for language in ("ru", "en")
    )
    assert ru == en
    assert len({kind for kind, _ in ru}) == 4


def test_a_number_that_one_language_lacks_is_told(books):
    ru, en = books["management", "ru"], books["management", "en"]
    lacking = [piece for piece in en.pieces if piece.kind != "caption"]
    shorter = replace(en, pieces=tuple(lacking))
    said_first = differences(ru, shorter)[0]
    assert said_first.startswith("ru ")
    assert said_first.endswith(" / en nothing")
    assert "Рисунок\\xa01" in said_first
