"""Several blocks as one, and headings between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from report.text.phrases import Markdown, Prose


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
