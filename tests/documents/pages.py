"""The finished HTML as a reader meets it: runs of text in order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from lxml import html

from report.edition.document_list import jobs_of

DOCUMENTS = tuple(job.source.stem for job in jobs_of(("en",)))
HEADING = re.compile(r"h([1-6])")
# A number on an axis belongs to the scale, not to the facts.
TICK = re.compile(r"-[xy]tick_\d+$")
WORD = re.compile(r"[^\W\d_]{2}")
# Keys, rules and parameters stand as they are written in the files.
KEY = re.compile(r"[a-z][a-z_0-9-]*(?:\.(?!csv)\w+)*")
WRITTEN = re.compile(r"\w=\S|\b(?:above|at_least|at_most|below|equals|one_of)\b")
INLINE = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "output",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
SILENT = {"script", "style", "title", "nav", "template"}
PICTURES = "//svg[@aria-label]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that is read as one: a paragraph, a cell, a label of a chart."""

    text: str
    kind: str  # "heading", "text", "head", "cell", "caption", "alt", "chart" or "tick"
    place: tuple[int, ...]  # which heading of level 2, of level 3 within it, and so on
    level: int = 0  # of a heading
    header: str = ""  # of the cell's column
    behind: bool = False  # shown on demand, in the HTML only
    literal: bool = False  # as a settings file writes it, in whatever language


@dataclass(slots=True)
class Reader:
    """Walks a page and collects its pieces."""

    pieces: list[Piece] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    behind: bool = False
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0, 0])

    def add(self, text: str, kind: str, **more: int | str) -> None:
        clean = re.sub(r"[ \t\n]+", " ", text).strip()
        if clean:
            place = tuple(self.counts)
            self.pieces.append(
                Piece(text=clean, kind=kind, place=place, behind=self.behind, **more)  # type: ignore[arg-type]
            )

    def walk(self, node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in SILENT:
            return
        heading = HEADING.fullmatch(node.tag)
        if heading:
            self.enter(int(heading[1]))
            self.add(node.text_content(), "heading", level=int(heading[1]))
        elif node.tag == "svg":
            self.picture(node)
        elif node.tag == "tr":
            self.row(node)
        elif node.tag == "details":
            self.behind = True
            self.runs(node)
            self.behind = False
        elif node.tag == "figcaption":
            self.add(node.text_content(), "caption")
        else:
            self.runs(node)

    def enter(self, level: int) -> None:
        """Count a heading; those below it begin anew."""
        if level >= 2:
            self.counts[level - 2] += 1
            self.counts[level - 1 :] = [0] * len(self.counts[level - 1 :])

    def picture(self, svg: html.HtmlElement) -> None:
        self.add(svg.get("aria-label", ""), "alt")
        for tick, texts in groupby(svg.iter("text"), key=tick_of):
            lines = [text.text_content() for text in texts]
            if not tick:
                for line in lines:
                    self.add(line, "chart")
            else:
                # A word on an axis is a label like others, however many lines it takes.
                label = " ".join(lines)
                self.add(label, "chart" if WORD.search(label) else "tick")

    def row(self, row: html.HtmlElement) -> None:
        cells = [cell for cell in row if cell.tag in {"th", "td"}]
        texts = [cell.text_content() for cell in cells]
        keyed = bool(texts) and KEY.fullmatch(texts[0].strip()) is not None
        if all(cell.tag == "th" for cell in cells):
            self.header = texts
        for cell, text, header in zip(cells, texts, self.header, strict=True):
            kind = "head" if cell.tag == "th" else "cell"
            written = keyed or WRITTEN.search(text) is not None
            self.add(text, kind, literal=written, header=header)

    def runs(self, node: html.HtmlElement) -> None:
        """The node's own text, broken wherever an element begins a line of its own."""
        run = node.text or ""
        for child in node:
            if isinstance(child.tag, str) and child.tag in INLINE and not child.xpath(".//svg"):
                run += child.text_content() + (child.tail or "")
            else:
                self.add(run, "text")
                self.walk(child)
                run = child.tail or ""
        self.add(run, "text")


def tick_of(text: html.HtmlElement) -> str:
    """The tick that a text of a chart labels, or nothing."""
    above = (group.get("id", "") for group in text.iterancestors("g"))
    return next((name for name in above if TICK.search(name)), "")


def parse(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def read_pieces(page: str) -> list[Piece]:
    """Every run of text of the page's body, in reading order."""
    reader = Reader()
    reader.walk(parse(page).body)
    return reader.pieces


def load(path: Path) -> list[Piece]:
    return read_pieces(path.read_text(encoding="utf-8"))


def headings(pieces: list[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.kind == "heading")
