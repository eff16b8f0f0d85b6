"""How the headline figures moved from edition to edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import seaborn as sns
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from report.charts.axes import number_ticks
from report.charts.intervals import draw_intervals
from report.charts.theme import colour, house_grid
from report.text.phrasebook import Phrasebook

HEIGHT = 2.4
# Months named below the axis before every second, third … is.
NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPoint:
    """One edition's figure; editions of another `meaning` of the outcome are not compared."""

    month: date  # its first day
    meaning: str
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One figure over the editions, oldest first."""

    title: str
    points: Sequence[EditionPoint]
    hue: str  # a name of the palette
    whole: bool = False  # a number of things


def editions_chart(book: Phrasebook, panels: Sequence[Panel]) -> Figure:
    """A panel a figure: dots with intervals, joined where the outcome means the same."""
    figure, every = house_grid(len(panels), height=HEIGHT)
    for axes, panel in zip(every, panels, strict=True):
        places = [_place(point) for point in panel.points]
        estimates = [point.estimate for point in panel.points]
        draw_intervals(axes, places, estimates, [panel.hue] * len(places), upright=True)
        for before, now in joined_pairs(panel.points):
            ends = (before.estimate.value, now.estimate.value)
            axes.plot([_place(before), _place(now)], ends, color=colour(panel.hue))
        axes.set_title(panel.title)
        number_ticks(axes.yaxis, book, most=5, whole=panel.whole)
        _name_months(axes, book, panel.points)
        sns.despine(ax=axes)
    return figure


def joined_pairs(points: Sequence[EditionPoint]) -> list[tuple[EditionPoint, EditionPoint]]:
    """Neighbours whose outcome means the same."""
    return [(before, now) for before, now in pairwise(points) if before.meaning == now.meaning]


def _place(point: EditionPoint) -> int:
    return 12 * point.month.year + point.month.month


def _name_months(axes: Axes, book: Phrasebook, points: Sequence[EditionPoint]) -> None:
    """The months' short names; the year below the first of each year."""
    named = points[:: -(-len(points) // NAMED)]
    years = [point.month.year for point in named]
    labels = [
        format_date(point.month, "LLL", locale=book.language)
        + (f"\n{year}" if year not in years[:number] else "")
        for number, (point, year) in enumerate(zip(named, years, strict=True))
    ]
    axes.set_xticks([_place(point) for point in named], labels)
    axes.margins(x=0.08)
