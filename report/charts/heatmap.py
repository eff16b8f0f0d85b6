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
# Inches: two lines of columns' labels with the axis' title, and a line of a cell's text.
ABOVE, TEXT_LINE = 0.5, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows and columns by label; `shades` decides the grey, None leaves a cell empty."""

    rows: Sequence[str]
    columns: Sequence[str]
    shades: Sequence[Sequence[float | None]]
    texts: Sequence[Sequence[str]]


def matrix_chart(
    matrix: Matrix,
    *,
    darkest: float,
    across: int = 0,
    risky: Sequence[Sequence[bool]] | None = None,
) -> Figure:
    """The matrix, first row on top; `darkest` is the value of the darkest shade.

    across: characters of a line of the columns' labels where these are read from left to right.
    risky: cells in shades of the hue of risk.
    """
    labels = [wrapped(row, ROW_LABEL) for row in matrix.rows]
    columns = [wrapped(column, across or COLUMN_LABEL) for column in matrix.columns]
    height = _height_of(labels, columns)
    if across:
        lines = max(text.count("\n") for row in matrix.texts for text in row) + 1
        height = EDGE + ABOVE + len(labels) * (EDGE + TEXT_LINE * lines)
    figure, axes = house_figure(height=height)
    shades = np.array(matrix.shades, dtype=float)
    empty = np.isnan(shades)
    in_risk = np.zeros_like(empty) if risky is None else np.array(risky)
    layers = [("ink", empty | in_risk), ("risk", empty | ~in_risk)]
    for hue, mask in layers if in_risk.any() else layers[:1]:
        sns.heatmap(
            shades,
            mask=mask,
            annot=np.array(matrix.texts),
            fmt="",
            annot_kws={"fontsize": TEXT, "color": colour("ink")},
            cmap=_veil(hue),
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
    flat = across or all(len(column) == 1 for column in columns)
    axes.tick_params("x", rotation=0 if flat else 90, labelsize=SMALL if across else None)
    return figure


def _veil(hue: str) -> LinearSegmentedColormap:
    """From the lightest to the darkest shade of a colour."""
    ends = [to_rgba(colour(hue), opacity) for opacity in (LIGHTEST, DARKEST)]
    return LinearSegmentedColormap.from_list(hue, ends)


def _height_of(rows: Sequence[str], columns: Sequence[str]) -> float:
    """Inches that these labels need: equal rows, the columns' labels read from below."""
    lines = max(label.count("\n") for label in rows)
    below = max(len(line) for label in columns for line in label.split("\n"))
    return EDGE + LETTER * below + (ROW + LINE * lines) * len(rows)
