"""A table of numbers as shades of grey, each number in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.colors import LinearSegmentedColormap, Normalize, to_rgba
from matplotlib.figure import Figure

from report.charts.axes import wrapped
from report.charts.theme import colour, house_figure

TEXT = 6.8
# How much of the text's colour the lightest and the strongest shade have. Shades are a veil of
# that colour, so that they turn with the page on a dark screen; beyond this strength a number
# in a cell has less contrast than 4.5 : 1, by day or by night.
LIGHTEST, STRONGEST = 0.03, 0.36
COLUMN_LABEL, ROW_LABEL = 24, 46
# Inches: a letter and the edge below the columns, a row of one line, and each further line.
LETTER, EDGE, ROW, LINE = 0.065, 0.2, 0.24, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows and columns by label; `shades` decides the grey, None leaves a cell empty."""

    rows: Sequence[str]
    columns: Sequence[str]
    shades: Sequence[Sequence[float | None]]
    texts: Sequence[Sequence[str]]


def matrix_chart(matrix: Matrix, *, darkest: float) -> Figure:
    """The matrix, first row on top; `darkest` is the value of the darkest shade."""
    labels = [wrapped(row, ROW_LABEL) for row in matrix.rows]
    columns = [wrapped(column, COLUMN_LABEL) for column in matrix.columns]
    figure, axes = house_figure(height=height_of(labels, columns))
    norm, ramp = Normalize(0, darkest or 1.0, clip=True), grey_ramp()
    cells = [[value or 0.0 for value in line] for line in matrix.shades]
    axes.pcolormesh(cells, cmap=ramp, norm=norm, edgecolors=colour("paper"), linewidth=1.2)
    axes.set_yticks([place + 0.5 for place in range(len(labels))], labels, fontsize=8)
    upright = all(len(column) == 1 for column in columns)
    places = [place + 0.5 for place in range(len(columns))]
    axes.set_xticks(places, columns, rotation=0 if upright else 90)
    axes.set_ylim(len(labels), 0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    for y, line in enumerate(matrix.texts):
        for x, text in enumerate(line):
            if text:
                # Inside the axes anyway: the layout need not measure hundreds of cells.
                axes.text(
                    x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=TEXT
                ).set_in_layout(False)
    return figure


def height_of(rows: Sequence[str], columns: Sequence[str]) -> float:
    """Inches that these labels need: equal rows, the columns' labels read from below.

    >>> round(height_of(["a", "b"], ["c"]), 3), round(height_of(["a", "b\\nc"], ["pages"]), 3)
    (0.745, 1.105)
    """
    lines = max(label.count("\n") for label in rows)
    below = max(len(line) for label in columns for line in label.split("\n"))
    return EDGE + LETTER * below + (ROW + LINE * lines) * len(rows)


def grey_ramp() -> LinearSegmentedColormap:
    """From a hint of the text's colour to a veil of it."""
    ends = [to_rgba(colour("ink"), strength) for strength in (LIGHTEST, STRONGEST)]
    return LinearSegmentedColormap.from_list("veil", ends)
