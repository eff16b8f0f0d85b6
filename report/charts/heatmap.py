"""A table of numbers as shades of grey, each number in its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import seaborn as sns
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure

from report.charts.axes import wrapped
from report.charts.theme import SMALL, colour, house_figure

TEXT = 6.8
# Cells have the text's colour at this opacity, from the lightest to the darkest, so that they
# turn with the page on a dark screen; beyond the darkest a number in a cell has less contrast
# than 4.5 : 1 in light or dark mode.
LIGHTEST, DARKEST = 0.03, 0.36
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
    figure, axes = house_figure(height=_height_of(labels, columns))
    shades = np.array(matrix.shades, dtype=float)
    ends = [to_rgba(colour("ink"), opacity) for opacity in (LIGHTEST, DARKEST)]
    sns.heatmap(
        shades,
        mask=np.isnan(shades),
        annot=np.array(matrix.texts),
        fmt="",
        annot_kws={"fontsize": TEXT, "color": colour("ink")},
        cmap=LinearSegmentedColormap.from_list("ink", ends),
        vmin=0,
        vmax=darkest or 1.0,
        cbar=False,
        linewidths=1.2,
        linecolor=colour("paper"),
        yticklabels=labels,
        xticklabels=columns,
        ax=axes,
    )
    axes.tick_params("y", rotation=0, labelsize=SMALL)
    axes.tick_params("x", rotation=0 if all(len(column) == 1 for column in columns) else 90)
    return figure


def _height_of(rows: Sequence[str], columns: Sequence[str]) -> float:
    """Inches that these labels need: equal rows, the columns' labels read from below."""
    lines = max(label.count("\n") for label in rows)
    below = max(len(line) for label in columns for line in label.split("\n"))
    return EDGE + LETTER * below + (ROW + LINE * lines) * len(rows)
