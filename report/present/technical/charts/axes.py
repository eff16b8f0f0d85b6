"""Axes and labels as every technical chart has them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.vocabulary import Language
from report.present.numbers import number
from report.present.theme import house_figure

# Characters after which a label beside an axis goes on to a second line.
LABEL_WIDTH = 30
LONGEST_LINES = 3
# How much taller a chart gets for each further line of its longest label.
LINE_SHARE = 0.45
HEADROOM = 1.3


def number_ticks(axis: Axis, language: Language, *, most: int = 6) -> None:
    """A few round ticks, written as the language writes numbers."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick_text(value, axis, language)))


def tick_text(value: float, axis: Axis, language: Language) -> str:
    """One tick, with the decimals its neighbours need to differ."""
    ticks = axis.get_majorticklocs()
    step = abs(ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
    decimals = next((d for d in range(4) if abs(round(step, d) - step) < step / 100), 4)
    return number(value, language, decimals)


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """A long label on several lines; what does not fit three ends in an ellipsis.

    >>> wrapped("monthly profit at risk", 10)
    'monthly\\nprofit at\\nrisk'
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=LONGEST_LINES, placeholder=" …") or [""])


def row_figure(labels: Sequence[str], *, width: float = 1.0) -> tuple[Figure, Axes]:
    """A chart with one row a label, first on top, tall enough for the longest label."""
    lines = max((label.count("\n") for label in labels), default=0)
    rows = round(len(labels) * (1 + LINE_SHARE * lines) + HEADROOM)
    figure, axes = house_figure(rows=rows, width=width)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)
    return figure, axes


def beside(axes: Axes, row: float, text: str, *, strong: bool = False) -> None:
    """A value at the right edge of its row, where no mark can cover it."""
    axes.text(
        1.015,
        row,
        text,
        transform=axes.get_yaxis_transform(),
        va="center",
        weight="bold" if strong else "normal",
    )
