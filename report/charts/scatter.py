"""One dot a customer, or one dot a split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.charts.axes import number_ticks, row_figure, wrapped
from report.charts.theme import SMALL, colour, house_grid
from report.text.phrasebook import Phrasebook

HEIGHT = 2.5
DOT = 3.0
# Dots that repeat are seen by how dark they are; more than so many are kept as one picture
# of so many dots an inch, a tenth of the size of as many shapes.
FAINT, SHAPES, PICTURE_DPI = 0.35, 200, 220
# How far, of a row's height, dots of one row are spread so that equal ones are seen.
SPREAD = 0.16
LEVELS = 5
SPLIT_LABEL = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """One feature's contributions: values in the axis' unit, contributions in points."""

    title: str
    values: Sequence[float]
    contributions: Sequence[float]


def clouds_chart(clouds: Sequence[Cloud], axis: str, book: Phrasebook) -> Figure:
    """A panel a feature on one common scale of contributions."""
    figure, panels = house_grid(len(clouds), height=HEIGHT, share_y=True)
    for ax, cloud in zip(panels, clouds, strict=True):
        ax.axhline(0, color=colour("muted"), linewidth=0.8, zorder=0)
        ax.scatter(
            cloud.values,
            cloud.contributions,
            s=DOT**2,
            color=colour("risk"),
            alpha=FAINT,
            linewidths=0,
            rasterized=len(cloud.values) > SHAPES,
        )
        ax.set_xlabel(wrapped(cloud.title, 30), fontsize=SMALL)
        number_ticks(ax.xaxis, book, most=4)
        number_ticks(ax.yaxis, book, most=5)
    panels[0].set_ylabel(axis)
    figure.set_dpi(PICTURE_DPI)
    return figure


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
