"""What a reader sees of a block or a chart, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from itertools import combinations
from typing import Protocol

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.text.phrasebook import Phrasebook
from report.view import View, view_of
from tests.report.facts_factory import make_results

# Points by which the boxes of two labels may touch: a box is taller than its letters.
TOUCH = 3.0


class Block(Protocol):
    def _repr_markdown_(self) -> str: ...


def view(language: Language = "en", results: Results | None = None) -> View:
    return view_of(results or make_results(), language)


def book(language: Language) -> Phrasebook:
    return Phrasebook(language=language, unit="units" if language == "en" else "у. е.")


def said(text: str) -> str:
    """Plain text with ordinary blanks, its escapes undone."""
    return unescape(text).replace("\N{NO-BREAK SPACE}", " ")


def drawn(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text of a chart and where it stands, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    hidden = beyond(figure)
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    return [
        # Text's own box: an annotation's would take in its line too.
        (text.get_text(), Text.get_window_extent(text, renderer))
        for text in texts
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def beyond(figure: Figure) -> set[int]:
    """Labels of ticks outside their axis: matplotlib has them and never draws them."""
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden |= {id(tick.label1), id(tick.label2)}
    return hidden


def faults(figure: Figure, seen: Sequence[tuple[str, Bbox]]) -> list[tuple[str, ...]]:
    """Labels that run beyond the paper, and pairs that are printed over each other."""
    width, height = figure.canvas.get_width_height()
    touch = TOUCH * figure.dpi / 72
    cut_off: list[tuple[str, ...]] = [
        (text,)
        for text, box in seen
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
    clashes = [
        (one, other)
        for (one, a), (other, b) in combinations(seen, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > touch and min(a.y1, b.y1) - max(a.y0, b.y0) > touch
    ]
    return [*cut_off, *clashes]
