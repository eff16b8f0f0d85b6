"""A table of numbers as shades of grey, each number in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.colors import LinearSegmentedColormap, Normalize, to_rgba
from matplotlib.figure import Figure

from report.present.technical.charts.axes import wrapped
from report.present.theme import colour, house_figure

TEXT = 6.8
# How much of the text's colour the lightest and the strongest shade have. Shades are a veil of
# that colour, so that they turn with the page on a dark screen; beyond this strength a number
# in a cell has less contrast than 4.5 : 1, by day or by night.
LIGHTEST, STRONGEST = 0.03, 0.36
COLUMN_LABEL = 24
# Inches: the labels below the columns, and the least and most height of a row.
BELOW, LEAST_ROW, MOST_ROW = 1.7, 0.26, 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows and columns by label; `shades` decides the grey, None leaves a cell empty."""

    rows: Sequence[str]
    columns: Sequence[str]
    shades: Sequence[Sequence[float | None]]
    texts: Sequence[Sequence[str]]


def matrix_chart(matrix: Matrix, *, darkest: float) -> Figure:
    """The matrix, first row on top; `darkest` is the value of the darkest shade."""
    labels = [wrapped(row, COLUMN_LABEL + 6) for row in matrix.rows]
    lines = max(label.count("\n") + 1 for label in labels)
    row = min(max(LEAST_ROW, 0.16 * lines + 0.06), MOST_ROW + 0.14 * (lines - 1))
    figure, axes = house_figure(height=BELOW + row * len(labels))
    norm, ramp = Normalize(0, darkest or 1.0, clip=True), grey_ramp()
    cells = [[value or 0.0 for value in line] for line in matrix.shades]
    axes.pcolormesh(cells, cmap=ramp, norm=norm, edgecolors=colour("paper"), linewidth=1.2)
    axes.set_yticks([place + 0.5 for place in range(len(labels))], labels, fontsize=8)
    columns = [wrapped(column, COLUMN_LABEL) for column in matrix.columns]
    axes.set_xticks([place + 0.5 for place in range(len(columns))], columns, rotation=90)
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


def grey_ramp() -> LinearSegmentedColormap:
    """From a hint of the text's colour to a veil of it."""
    ends = [to_rgba(colour("ink"), strength) for strength in (LIGHTEST, STRONGEST)]
    return LinearSegmentedColormap.from_list("veil", ends)
