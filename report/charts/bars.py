"""Bars from zero, each with its value at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns
from matplotlib.figure import Figure

from analysis.segments.facts import SegmentFacts
from report.charts.axes import number_ticks, row_figure, wrapped
from report.charts.theme import SMALL, colour, house_figure
from report.text.phrasebook import Phrasebook
from report.view import View

BAR, HALF_BAR = 0.62, 0.36
ROOM = 1.06


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One length from zero."""

    label: str
    value: float  # in the unit of the axis
    text: str
    hue: str = "grey"


def bar_chart(rows: Sequence[BarRow], *, axis: str, book: Phrasebook) -> Figure:
    """Bars in the order given."""
    figure, axes = row_figure([wrapped(row.label) for row in rows])
    lengths = [row.value for row in rows]
    hues = [colour(row.hue) for row in rows]
    bars = axes.barh(range(len(rows)), lengths, height=BAR, color=hues, linewidth=0)
    axes.bar_label(bars, [row.text for row in rows], padding=3)
    axes.axvline(0, color=colour("muted"), linewidth=0.8)
    axes.set_xlim(0, max(lengths, default=0.0) * ROOM or 1.0)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book)
    return figure


def share_bars(view: View, segments: Sequence[SegmentFacts]) -> Figure:
    """For each group its share of customers above its share of the profit at risk."""
    figure, ax = house_figure(height=2.0)
    for shares, side, hue, key in (
        ([s.share for s in segments], -1, "grey", "bar_customers"),
        ([s.profit_at_risk_share for s in segments], 1, "risk", "bar_at_risk"),
    ):
        places = [row + side * 0.2 for row in range(len(shares))]
        bars = ax.barh(places, shares, height=HALF_BAR, color=colour(hue), linewidth=0)
        texts = [view.percent(share) for share in shares]
        # The first pair also says what its bars are.
        texts[0] = f"{texts[0]} {view.say(f'quadrants.{key}')}"
        ax.bar_label(bars, texts, padding=3, fontsize=SMALL)
    ax.set_yticks(range(len(segments)), [view.segment_name(s.key) for s in segments])
    ax.invert_yaxis()
    ax.margins(x=0.25)
    ax.set_xlim(left=0)
    ax.set_xticks([])
    sns.despine(ax=ax, bottom=True)
    return figure
