"""What readers see is typeset: no quotation marks or apostrophes of keyboards."""

from __future__ import annotations

import re

from analysis.vocabulary import Words, value_label

TYPED = re.compile("['\"]")


def test_no_page_shows_a_mark_of_keyboards(books):
    assert books
    for (name, language), book in books.items():
        assert book.pieces, f"{name}-{language}"
        typed = [piece.text for piece in book.pieces if TYPED.search(piece.text)]
        assert not typed, f"{name}-{language}"


def test_our_words_are_typeset_and_data_is_not():
    words = Words(ru="д'Артаньян", en="the customers' own")
    assert (words.in_language("ru"), words.in_language("en")) == (
        "д’Артаньян",
        "the customers’ own",
    )
    assert value_label("category", "Children's", "en") == "Children's"
