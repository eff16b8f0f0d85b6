"""A picture a cell prints: an SVG file, its number, its caption and its description."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from report.blocks.table import TableView
from report.blocks.table_widths import break_long_words
from report.paths import BUILD
from report.text.escape import escape_attribute, escape_text
from report.text.glyphs import settable

# Both engines read a path that begins with / from the project's root.
LINK = "/_build/figures"
FOLDER = "RETENTION_FIGURES"
# Or Quarto reads the HTML of a table, and runs a program from the network over its styles.
AS_IT_IS = "<!--| quarto-html-table-processing: none -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A chart with its takeaway and what it shows, for those who do not see it.

    `@fig-key` refers to it; caption and alt are plain text, made from the same numbers as the
    chart. Printing writes the chart once, under a name made from its content, so that
    documents never overwrite each other's charts.

    numbers: what the chart draws, as a table that the HTML opens on demand and the PDF leaves
    out; None where the document prints such a table anyway.
    """

    figure: Figure
    key: str
    caption: str
    alt: str
    numbers: TableView | None = None

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"figure {self.key!r} has no alt text")

    def _repr_markdown_(self) -> str:
        name = save_figure(self.figure, self.key)
        return (
            f"::: {{#fig-{self.key}}}\n\n"
            f'![]({LINK}/{name}){{fig-alt="{escape_attribute(self.alt)}"}}\n\n'
            f"{escape_text(break_long_words(self.caption))}\n\n:::\n{self._behind()}"
        )

    def _behind(self) -> str:
        """The block of numbers, or nothing.

        As HTML, which is the one format that shows it: reading these tables as Markdown was a
        seventh of Pandoc's work.
        """
        if self.numbers is None:
            return ""
        table = f"{AS_IT_IS}\n{self.numbers.as_html()}"
        return f"\n::: {{.numbers}}\n\n```{{=html}}\n{table}\n```\n\n:::\n"


def figure_folder() -> Path:
    """Where charts are written: the engine's choice, or `_build/figures` of the project."""
    chosen = os.environ.get(FOLDER)
    return Path(chosen) if chosen else BUILD / "figures"


def save_figure(figure: Figure, key: str) -> str:
    """Write the chart as SVG; returns the file's name.

    The same chart gives the same bytes: no date, and identifiers salted with the key.
    """
    svg = svg_bytes(figure, key)
    name = f"{key}-{hashlib.sha256(svg).hexdigest()[:10]}.svg"
    folder = figure_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(svg)
    return name


def svg_bytes(figure: Figure, key: str) -> bytes:
    """The chart as SVG. Text stays text: it can be searched, read aloud and checked."""
    page = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": key, "svg.fonttype": "none"}):
        # The page, light or dark, is the chart's background.
        figure.savefig(
            page, format="svg", facecolor="none", metadata={"Date": None, "Creator": None}
        )
    return settable(page.getvalue()).encode("utf-8")
