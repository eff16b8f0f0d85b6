"""The terms of the document, explained once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from analysis.vocabulary import Words
from report.paths import WORDS
from report.text.escape import escape_text
from report.text.phrasebook import Phrasebook
from report.text.phrases import Markdown

FILE = WORDS / "glossary.toml"


class Term(BaseModel):
    """A term and what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    term: Words
    text: Words


@cache
def _all_terms() -> Mapping[str, Term]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Term]).validate_python(table)


def terms(book: Phrasebook, *, without: Collection[str] = ()) -> Markdown:
    """A list of terms in the order of the reader's alphabet.

    without: keys of terms that mean something else in this store.
    """
    pairs = sorted(
        (
            (term.term.in_language(book.language), term.text.in_language(book.language))
            for key, term in _all_terms().items()
            if key not in without
        ),
        key=lambda pair: pair[0].casefold().lstrip("«“"),
    )
    lines = (
        f"- **{escape_text(term)}** – {escape_text(_lower_case(text))}" for term, text in pairs
    )
    return Markdown("\n".join(lines) + "\n")


def _lower_case(text: str) -> str:
    """The text as it goes on after a dash.

    >>> _lower_case("The share of customers")
    'the share of customers'
    """
    return text[:1].lower() + text[1:]
