"""The sentences of the technical document, in both languages, with places for numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from analysis.vocabulary import Language, Words
from report.paths import WORDS
from report.text.phrases import Markdown, Prose, filled, phrases

FOLDER = "technical"


class Block(Protocol):
    """Anything a cell may show."""

    def _repr_markdown_(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one under the other."""

    blocks: tuple[Block, ...]

    def _repr_markdown_(self) -> str:
        return "\n\n".join(block._repr_markdown_() for block in self.blocks)


def sub_heading(text: str) -> Markdown:
    """A heading below those that the document writes itself."""
    return Markdown(f"#### {Prose(text)._repr_markdown_()}\n")


@cache
def all_words() -> Mapping[str, Words]:
    """Every sentence of `words/technical` by its key.

    Raises ValueError: two files use the same key.
    """
    merged: dict[str, Words] = {}
    for path in sorted((WORDS / FOLDER).glob("*.toml")):
        for key, words in phrases(f"{FOLDER}/{path.stem}").items():
            if key in merged:
                raise ValueError(f"{path.name}: the key {key!r} stands in another file too")
            merged[key] = words
    return merged


def say(language: Language, key: str, **parts: str) -> Prose:
    """The sentence `key` with its {names} filled: plain text, escaped where it is printed.

    Raises KeyError: no such sentence, or a part that it needs is missing.

    >>> say("en", "scores_claim", names="knn")
    'Not below the best: knn'
    """
    return filled(all_words()[key], language, parts)


def known(key: str) -> bool:
    """Whether there is a sentence of this key."""
    return key in all_words()


def joined(items: Iterable[str]) -> str:
    """Items that may hold commas themselves, parted by semicolons.

    >>> joined(["a 1, b 2", "c 3"])
    'a 1, b 2; c 3'
    """
    return "; ".join(items)
