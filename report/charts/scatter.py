"""One dot a split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.charts.axes import number_ticks, row_figure, wrapped
from report.charts.theme import colour
from report.text.phrasebook import Phrasebook

# How far, of a row's height, dots of one row are spread so that equal ones are seen.
SPREAD = 0.16
LEVELS = 5
SPLIT_LABEL = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """One model's single splits, and the figures somebody published for it."""

    label: str
    splits: Sequence[float]
    published: Sequence[float]
    hue: str


def splits_chart(rows: Sequence[SplitRow], axis: str, book: Phrasebook) -> Figure:
    """Every split as a dot, published figures as diamonds with their number above."""
    figure, axes = row_figure([wrapped(row.label, SPLIT_LABEL) for row in rows])
    for place, row in enumerate(rows):
        heights = [place + SPREAD * (i % LEVELS - LEVELS // 2) / 2 for i in range(len(row.splits))]
        axes.plot(row.splits, heights, "o", color=colour(row.hue), markersize=4, alpha=0.6, mew=0)
        mark_published(axes, place, row.published)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book)
    return figure


def mark_published(axes: Axes, place: int, figures: Sequence[float]) -> None:
    """Diamonds in the colour of risk: they stand out in grey, too."""
    for value in sorted(set(figures)):
        axes.plot(value, place, "D", color=colour("risk"), markersize=6.5, mec=colour("paper"))
