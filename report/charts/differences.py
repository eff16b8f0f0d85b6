"""The chart of a segment's page: how it differs from everyone else."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.segments.facts import Difference, SegmentFacts
from report.charts.portrait import wrap
from report.charts.theme import SMALL, bare, colour, house_figure
from report.view import View

ROWS = 7
WIDTH = 0.69
LABEL_WIDTH = 24


def shown_differences(segment: SegmentFacts) -> tuple[Difference, ...]:
    """The differences that pass their test, largest first, as many as the chart holds.

    Fields of the segment's own rule are left out: they differ by definition.
    """
    defining = {condition.field for condition in segment.conditions}
    return tuple(d for d in segment.differences if d.differs and d.feature not in defining)[:ROWS]


def difference_chart(view: View, rows: Sequence[Difference]) -> Figure:
    """Effect sizes with intervals around zero; both means at the right."""
    figure, ax = house_figure(height=0.55 + 0.34 * len(rows), width=WIDTH)
    for place, difference in enumerate(reversed(rows)):
        draw_difference(ax, view, difference, place)
    ax.axvline(0, color=colour("muted"), linewidth=0.8, zorder=0)
    labels = [
        wrap(
            view.label(d.feature),
            LABEL_WIDTH,
        )
        for d in reversed(rows)
    ]
    ax.set_yticks(range(len(rows)), labels, fontsize=SMALL, linespacing=1.0)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    reach = max(max(abs(d.effect.low), abs(d.effect.high)) for d in rows)
    ax.set_xlim(-1.1 * reach, 1.1 * reach)
    ax.set_xticks([])
    bare(ax, "left", "bottom")
    name_sides(ax, view)
    return figure


def draw_difference(ax: Axes, view: View, difference: Difference, place: int) -> None:
    """One feature: interval, dot, and the means inside and outside."""
    effect, feature = difference.effect, difference.feature
    ax.plot((effect.low, effect.high), (place, place), color=colour("ink"), linewidth=1.6)
    ax.plot(effect.value, place, "o", color=colour("ink"), markersize=6)
    values = view.say(
        "segment_pages.values",
        inside=view.field_value(feature, difference.inside.value, unit=False),
        outside=view.field_value(feature, difference.outside.value, unit=False),
    )
    ax.text(1.01, place, values, transform=ax.get_yaxis_transform(), va="center", fontsize=SMALL)


def name_sides(ax: Axes, view: View) -> None:
    """What left and right of zero mean."""
    for key, x, side in (("chart_less", -0.03, "right"), ("chart_more", 0.03, "left")):
        ax.text(
            0.5 + x,
            1.0,
            view.say(f"segment_pages.{key}"),
            transform=ax.transAxes,
            ha=side,
            va="bottom",
            fontsize=SMALL,
            color=colour("muted"),
        )
