"""Rows, ticks, labels and reference lines as every chart has them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter, MaxNLocator

from report.charts.theme import SIZE, SMALL, colour, house_figure
from report.text.phrasebook import Phrasebook

# Characters after which a label beside an axis goes on to a second line.
LABEL_WIDTH = 38
LONGEST_LINES = 2
# Inches: a row of one line, each further line of the longest label, and the axis below.
ROW, LINE, AXIS = 0.205, 0.125, 0.55
MOST_DECIMALS = 4
DASHES = (0, (4, 3))


class _NumberFormatter(Formatter):
    """Ticks as the language writes numbers, with the decimals they need to differ."""

    def __init__(self, book: Phrasebook, scale: float) -> None:
        self.book = book
        self.scale = scale
        self.decimals = 0

    def set_locs(self, locs: list[float]) -> None:
        """Choose the decimals once for all ticks of the axis."""
        super().set_locs(locs)
        step = abs(locs[1] - locs[0]) if len(locs) > 1 else 1.0
        self.decimals = _decimals_of(step * self.scale)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """One tick."""
        del pos
        return self.book.number(round(float(x) * self.scale, MOST_DECIMALS), self.decimals)


def _decimals_of(step: float) -> int:
    """How many decimals a step between ticks has.

    >>> _decimals_of(250), _decimals_of(2.5), _decimals_of(0.05)
    (0, 1, 2)
    """
    fits = (d for d in range(MOST_DECIMALS) if abs(round(step, d) - step) < step / 100)
    return next(fits, MOST_DECIMALS)


def number_ticks(
    axis: Axis, book: Phrasebook, *, most: int = 6, percent: bool = False, whole: bool = False
) -> None:
    """A few round ticks, written as the language writes numbers.

    percent: the axis has fractions, shown in percent. whole: no ticks between whole numbers.
    """
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole))
    axis.set_major_formatter(_NumberFormatter(book, 100 if percent else 1))


def wrapped(text: str, width: int = LABEL_WIDTH, lines: int = LONGEST_LINES) -> str:
    """A long label on several lines; what does not fit them ends in an ellipsis.

    >>> wrapped("monthly profit", 10), wrapped("monthly profit at risk", 10)
    ('monthly\\nprofit', 'monthly\\nprofit …')
    """
    return textwrap.fill(text, width, max_lines=lines, placeholder=" …")


def row_figure(
    labels: Sequence[str], *, width: float = 1.0, height: float = 0.0
) -> tuple[Figure, Axes]:
    """A chart with one row a label, first on top, tall enough for the longest label.

    height: inches that it has at least.
    """
    figure, axes = house_figure(height=max(height, height_of(labels)), width=width)
    size = SIZE if width == 1 else SMALL
    axes.set_yticks(range(len(labels)), labels, fontsize=size, linespacing=1.0)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    sns.despine(ax=axes, left=True)
    return figure, axes


def height_of(labels: Sequence[str]) -> float:
    """Inches that rows with these labels need; equal rows, as high as the longest label.

    >>> round(height_of(["a", "b"]), 2), round(height_of(["a", "b\\nc"]), 2)
    (0.96, 1.21)
    """
    lines = max((label.count("\n") for label in labels), default=0)
    return AXIS + len(labels) * (ROW + LINE * lines)


def beside(axes: Axes, row: float, text: str, *, strong: bool = False) -> None:
    """A value at the right edge of its row, where no mark can cover it."""
    axes.text(
        1.015,
        row,
        text,
        transform=axes.get_yaxis_transform(),
        va="center",
        fontsize=axes.get_yticklabels()[0].get_fontsize(),
        weight="bold" if strong else "normal",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A line that the marks are held against, and what it stands for."""

    at: float
    text: str = ""
    across: Literal["x", "y"] = "x"  # the axis that it marks a value of
    dashed: bool = True


def draw_reference(axes: Axes, reference: Reference) -> None:
    """The line, named at its upper or right end."""
    upright = reference.across == "x"
    line = axes.axvline if upright else axes.axhline
    style = DASHES if reference.dashed else "-"
    line(reference.at, color=colour("muted"), linewidth=0.8, linestyle=style, zorder=0)
    if reference.text:
        axes.annotate(
            reference.text,
            (reference.at, 1) if upright else (1, reference.at),
            xycoords=("data", "axes fraction") if upright else ("axes fraction", "data"),
            xytext=(0, 2) if upright else (3, 0),
            textcoords="offset points",
            ha="center" if upright else "left",
            va="bottom" if upright else "center",
            fontsize=SMALL,
            color=colour("muted"),
        )
