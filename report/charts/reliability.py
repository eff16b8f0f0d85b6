"""What was predicted against what was seen."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from analysis.model.facts import ReliabilityBin
from report.charts.axes import DASHES, number_ticks, wrapped
from report.charts.intervals import draw_intervals
from report.charts.theme import SMALL, colour, house_figure
from report.text.phrasebook import Phrasebook


def reliability_chart(
    groups: Sequence[ReliabilityBin],
    titles: tuple[str, str],
    diagonal: str,
    book: Phrasebook,
    *,
    height: float = 3.3,
    width: float = 1.0,
) -> Figure:
    """Observed share against predicted risk, with intervals, beside the line where both agree.

    Groups whose interval leaves the prediction out are black diamonds.
    """
    figure, axes = house_figure(height=height, width=width)
    axes.plot((0, 1), (0, 1), color=colour("grey"), linewidth=0.9, linestyle=DASHES)
    axes.text(0.98, 0.05, diagonal, ha="right", va="bottom", fontsize=SMALL, color=colour("muted"))
    for holds, hue, marker in ((True, "risk", "o"), (False, "ink", "D")):
        some = [group for group in groups if group.observed.holds(group.mean_risk) is holds]
        places, seen = [group.mean_risk for group in some], [group.observed for group in some]
        draw_intervals(axes, places, seen, [hue] * len(some), upright=True, marker=marker)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.04), xlabel=titles[0], ylabel=wrapped(titles[1]))
    number_ticks(axes.xaxis, book, percent=True)
    number_ticks(axes.yaxis, book, percent=True)
    return figure
