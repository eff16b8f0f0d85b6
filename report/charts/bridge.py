"""From one sum to another by the parts that it changed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.figure import Figure

from report.charts.axes import beside, number_ticks, row_figure, wrapped
from report.charts.bars import BAR
from report.charts.theme import colour
from report.text.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A part of the change."""

    label: str
    change: float  # in the unit of the axis
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The sum before the first step, or after the last."""

    label: str
    value: float
    text: str


def bridge_chart(
    before: Level, steps: Sequence[Step], now: Level, *, axis: str, book: Phrasebook
) -> Figure:
    """Bars that begin where the one above them ends, from the level before to the one now.

    The levels are marks and no bars: the axis need not begin at zero.
    """
    rows: tuple[Level | Step, ...] = (before, *steps, now)
    figure, axes = row_figure([wrapped(row.label) for row in rows])
    reached = list(accumulate((step.change for step in steps), initial=before.value))
    hues = [colour("risk" if step.change > 0 else "good") for step in steps]
    axes.barh(
        range(1, len(rows) - 1),
        [step.change for step in steps],
        left=reached[:-1],
        height=BAR,
        color=hues,
        linewidth=0,
    )
    for place, level in enumerate(reached):
        axes.plot(
            (level, level), (place, place + 1), color=colour("muted"), linewidth=0.8, zorder=0
        )
    for end, level in ((0, before.value), (len(rows) - 1, now.value)):
        axes.plot(level, end, "D", color=colour("ink"), markersize=6)
    for place, row in enumerate(rows):
        beside(axes, place, row.text, strong=place in {0, len(rows) - 1})
    axes.use_sticky_edges = False
    axes.margins(x=0.04)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book)
    return figure
