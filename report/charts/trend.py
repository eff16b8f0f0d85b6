"""A small chart of a segment's page: revenue per customer over the three months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import seaborn as sns
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from analysis.segments.facts import SegmentFacts, TrendPoint
from report.charts.intervals import draw_intervals
from report.charts.label_spacing import spread
from report.charts.theme import SMALL, colour, house_figure
from report.text.numbers import MONTH
from report.view import View

MEASURE = "revenue"
WIDTH = 0.28
HEIGHT = 1.65
# The height of a label as a share of the axis.
LABEL_GAP = 0.13
MONTHS_BACK = {"before_previous": 2, "previous": 1, "current": 0}


def revenue_points(segment: SegmentFacts) -> tuple[TrendPoint, ...]:
    """Revenue by month, earliest first; empty where it was not measured."""
    return tuple(point for point in segment.trend if point.measure == MEASURE)


def trend_chart(view: View, points: Sequence[TrendPoint]) -> Figure:
    """Two lines with their intervals, the segment's and everyone else's, labelled at the ends."""
    figure, ax = house_figure(height=HEIGHT, width=WIDTH)
    inside = [point.inside for point in points]
    outside = [point.outside for point in points]
    for means, hue in ((outside, "grey"), (inside, "ink")):
        places = range(len(means))
        draw_intervals(ax, places, means, [hue] * len(means), upright=True, size=4)
        ax.plot(places, [mean.value for mean in means], color=colour(hue), linewidth=1.8)
    last = len(points) - 1
    ax.margins(y=0.3)
    ax.set_xlim(-0.45 * last, 1.75 * last)
    _label_ends(ax, view, (inside[0], outside[0]), -0.06 * last, "right")
    _label_ends(ax, view, (inside[-1], outside[-1]), 1.06 * last, "left", names=True)
    ax.set_xticks(range(len(points)), [_period_name(view, point.period) for point in points])
    ax.tick_params(axis="x", labelsize=SMALL - 0.5)
    ax.set_yticks([])
    sns.despine(ax=ax, left=True, bottom=True)
    return figure


def _period_name(view: View, period: str) -> str:
    """The month's short name; where the data's month is unknown, how far it lies back."""
    found = MONTH.fullmatch(view.results.data.month)
    if found is None:
        return view.say(f"segment_pages.period_{period}")
    months = 12 * int(found[1]) + int(found[2]) - 1 - MONTHS_BACK[period]
    day = date(months // 12, months % 12 + 1, 1)
    return str(format_date(day, "LLL", locale=view.language))


def _label_ends(
    ax: Axes,
    view: View,
    ends: tuple[Estimate, Estimate],
    x: float,
    side: str,
    *,
    names: bool = False,
) -> None:
    """Both lines' values at one end, kept apart; at the last one also whose they are."""
    low, high = ax.get_ylim()
    heights = spread([end.value for end in ends], LABEL_GAP * (high - low) * (1 + names))
    kinds = (("trend_inside", "ink"), ("trend_outside", "muted"))
    for end, height, (key, hue) in zip(ends, heights, kinds, strict=True):
        value = view.amount(end.value)
        ax.text(
            x,
            height,
            f"{value}\n{view.say(f'segment_pages.{key}')}" if names else value,
            ha=side,
            va="center",
            fontsize=SMALL - 0.5,
            linespacing=1.0,
            color=colour(hue),
        )
