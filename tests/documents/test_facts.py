"""No number is printed that the results do not hold."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analysis.vocabulary import LANGUAGES
from report.documents import DOCUMENTS
from tests.documents.checking import Book, all_facts, printed_in, read_book
from tests.documents.pages import Piece
from tests.documents.printed import Printed

pytestmark = pytest.mark.slow

KINDS = ("heading", "text", "cell", "caption", "chart", "alt")
# Wrong digits that must be noticed. The rest hit another fact of the same part by chance:
# a wrong share of two digits finds one more often than a sum of four.
NOTICED = 0.8
PLANTED = 300
# Numbers of three digits and more, every digit wrong: how many are drawn, how many noticed.
DRAWN, LEAST = 60, 0.8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_number_of_a_page_is_a_fact_of_its_results(books, name, language):
    assert books[name, language].strangers() == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_full_of_numbers(books, name):
    """Otherwise the test above would say nothing."""
    book = books[name, "en"]
    found = [piece.kind for piece in book.pieces for _ in printed_in(piece, "en")]
    assert len(found) > 500
    assert {"text", "cell", "caption", "chart", "alt"} <= set(found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_wrong_number_is_noticed_wherever_it_stands(books, name, language, kind):
    book = books[name, language]
    places = [
        (piece, each)
        for piece in book.pieces
        if piece.kind == kind
        for each in printed_in(piece, language)
        if sum(sign.isdigit() for sign in each.text) > 2 and not each.bound
    ]
    if not places:
        pytest.skip(f"no number of three digits in a {kind} of the {name} document")
    turns = [(*place, turn) for place in places for turn in range(1, 10)]
    drawn = random.Random(7).sample(turns, min(DRAWN, len(turns)))
    changes = [with_new_digits(*each) for each in drawn]
    noticed = sum(bool(book.strangers(around(book, *change))) for change in changes)
    assert noticed / len(changes) >= LEAST


def with_new_digits(piece: Piece, printed: Printed, turn: int) -> tuple[Piece, Piece]:
    """The piece, and the piece with each digit of one number moved on by `turn`."""
    turned = "".join(
        str((int(sign) + turn) % 10) if sign.isdigit() else sign for sign in printed.text
    )
    return piece, replace(piece, text=piece.text.replace(printed.text, turned, 1))


def around(book: Book, before: Piece, after: Piece) -> list[Piece]:
    """The changed piece among the others of its row, if it is a cell."""
    if not before.row:
        return [after]
    row = [piece for piece in book.pieces if piece.row == before.row]
    return [after if piece is before else piece for piece in row]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_most_single_wrong_digits_are_noticed(books, name):
    book = books[name, "en"]
    changes = list(single_digits(book))
    noticed = sum(bool(book.strangers(around(book, *change))) for change in changes)
    assert noticed / len(changes) >= NOTICED


def single_digits(book: Book) -> Iterator[tuple[Piece, Piece]]:
    """Pieces drawn by lot, each with one digit of one number changed."""
    draw = random.Random(7)
    numbered = [(p, each) for p in book.pieces for each in printed_in(p, book.language)]
    for piece, printed in draw.sample(numbered, min(PLANTED, len(numbered))):
        digits = [place for place, sign in enumerate(printed.text) if sign.isdigit()]
        place = draw.choice(digits)
        other = draw.choice([d for d in "123456789" if d != printed.text[place]])
        wrong = printed.text[:place] + other + printed.text[place + 1 :]
        yield piece, replace(piece, text=piece.text.replace(printed.text, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("1,300 customers", "1,307 customers", "'1,307' in text \"1,307 customers were read"),
        ("of the base</p>", "of the base: 77%</p>", "'77%' in text 'customers likely to buy less:"),
        (">Low risk, low profit<", ">Low risk 4,321<", "'4,321' in "),
    ],
)
def test_a_wrong_number_in_the_file_is_told_with_its_place(
    demonstration_edition, tmp_path, right, wrong, said
):
    shutil.copytree(demonstration_edition.folder, tmp_path, dirs_exist_ok=True)
    page = tmp_path / "management-en.html"
    text = page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert right in text
    page.write_text(text.replace(right, wrong), encoding="utf-8")
    facts = all_facts(demonstration_edition.results)
    strangers = read_book(tmp_path, "management", "en", facts).strangers()
    assert any(said in line for line in strangers), strangers


def test_right_numbers_in_the_wrong_row_are_noticed(books):
    """All of them are facts of the part; what is wrong is that they stand together."""
    book = books["management", "en"]
    quadrants = [piece for piece in book.pieces if piece.place[0] == 2 and piece.kind == "cell"]
    rows = [
        [cell for cell in quadrants if cell.row == row]
        for row in sorted({c.row for c in quadrants})
    ]
    first, second = (cells for cells in rows[-2:])
    exchanged = [first[0], *(replace(cell, row=first[0].row) for cell in second[1:3]), *first[3:]]
    assert book.strangers(first) == []
    assert book.strangers(exchanged) == [
        f"management-en: no one record has the row {[cell.text for cell in exchanged]!r}"
    ]
