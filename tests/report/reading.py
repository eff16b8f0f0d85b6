"""What a reader sees of a block or a chart, for tests."""

from __future__ import annotations

import html
from itertools import combinations
from typing import Protocol

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
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


def read(block: Block) -> str:
    """The block's Markdown with its characters as a reader sees them."""
    return html.unescape(block._repr_markdown_()).replace("\N{NO-BREAK SPACE}", " ")


def said(text: str) -> str:
    """Plain text with ordinary blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def pictured(block: object) -> FigureBlock:
    """The block, which must be a chart and no sentence in place of one."""
    assert isinstance(block, FigureBlock)
    return block


def labels(figure: Figure) -> list[str]:
    """Every visible text of a drawn chart."""
    return [said(text.get_text()) for text, _ in drawn(figure)]


def drawn(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Every visible text of a chart and where it stands, in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    hidden = beyond(figure)
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    return [
        # Text's own box: an annotation's would take in its line too.
        (text, Text.get_window_extent(text, renderer))
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


def clashes(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of labels that are printed over each other."""
    scale = TOUCH * figure.dpi / 72
    return [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(drawn(figure), 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > scale and min(a.y1, b.y1) - max(a.y0, b.y0) > scale
    ]


def cut_off(figure: Figure) -> list[str]:
    """Labels that run beyond the paper."""
    width, height = figure.canvas.get_width_height()
    return [
        text.get_text()
        for text, box in drawn(figure)
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
