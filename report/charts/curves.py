"""Profit and gain over a share or a number of customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.offers.facts import PlanFacts, Strategy
from report.charts.axes import number_ticks, wrapped
from report.charts.label_spacing import spread
from report.charts.theme import SMALL, colour, house_figure
from report.text.phrasebook import Phrasebook
from report.view import View

HEIGHT = 2.9
# Of the labels in the column at the right: characters, and inches of a line and of what the
# chart has above and below its axes.
LABEL_WIDTH, LINE, AROUND = 32, 0.145, 0.55
SHOWN = ("recommended", "highest_risk", "highest_profit", "random", "everyone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A named point of a curve."""

    x: float
    y: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A line with the low and high variants around it, each named at its end."""

    x: Sequence[float]
    middle: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    names: tuple[str, str, str] = ("", "", "")  # low, middle, high


def curve_chart(
    band: Band,
    marks: Sequence[Mark],
    titles: tuple[str, str],
    book: Phrasebook,
    *,
    percent: bool = False,
) -> Figure:
    """A curve, its band and its marks; `titles` are those of the two axes.

    percent: `x` has fractions, its axis is in percent.
    """
    figure, axes = house_figure(height=HEIGHT)
    if band.low:
        axes.fill_between(band.x, band.low, band.high, color=colour("value"), alpha=0.15, lw=0)
    axes.plot(band.x, band.middle, color=colour("value"), linewidth=2)
    axes.axhline(0, color=colour("muted"), linewidth=0.8, zorder=0)
    axes.set_xlim(min(band.x, default=0), max(band.x, default=1))
    for mark in marks:
        hue, size = ("value", 8) if mark.strong else ("muted", 5.5)
        (dot,) = axes.plot(mark.x, mark.y, "o", color=colour(hue), markersize=size, clip_on=False)
        dot.set_zorder(4 if mark.strong else 3)
    lines = zip(band.names, (band.low, band.middle, band.high), strict=True)
    ends = [Mark(x=band.x[-1], y=line[-1], text=name) for name, line in lines if name and line]
    _label_column(axes, [*marks, *ends])
    axes.set(xlabel=titles[0], ylabel=titles[1])
    number_ticks(axes.xaxis, book, percent=percent)
    number_ticks(axes.yaxis, book)
    return figure


def _label_column(axes: Axes, marks: Sequence[Mark]) -> None:
    """The names of points in a column at the right, kept apart and joined to their points."""
    texts = [wrapped(mark.text, LABEL_WIDTH, lines=3) for mark in marks]
    low, high = axes.get_ylim()
    line = LINE / (HEIGHT - AROUND) * (high - low)
    tallest = max((text.count("\n") + 1 for text in texts), default=1)
    heights = spread([mark.y for mark in marks], line * tallest)
    for mark, text, height in zip(marks, texts, heights, strict=True):
        axes.annotate(
            text,
            (mark.x, mark.y),
            xytext=(1.03, height),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=SMALL,
            linespacing=1.0,
            weight="bold" if mark.strong else "normal",
            color=colour("value" if mark.strong else "muted"),
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": colour("line"),
                "linewidth": 0.7,
                "shrinkB": 4,
                "relpos": (0, 0.5),
            },
        )


def shown_strategies(plan: PlanFacts) -> tuple[Strategy, ...]:
    """The ways of choosing that the curve marks, in a fixed order."""
    by_key = {strategy.key: strategy for strategy in plan.strategies}
    return tuple(by_key[key] for key in SHOWN if key in by_key)


def budget_chart(view: View) -> Figure:
    """Expected net gain by number of contacts, its band, and other ways of choosing."""
    marks = [
        Mark(
            x=strategy.contacts,
            y=strategy.gain,
            text=view.say(
                "budget.mark",
                name=view.name("strategy", strategy.key),
                gain=view.money(strategy.gain),
            ),
            strong=strategy.key == "recommended",
        )
        for strategy in shown_strategies(view.results.plan)
    ]
    titles = (view.say("budget.axis_contacts"), view.say("budget.axis_gain", unit=view.unit))
    return curve_chart(budget_band(view.results.plan), marks, titles, view)


def budget_band(plan: PlanFacts, names: tuple[str, str, str] = ("", "", "")) -> Band:
    """The gain at middle acceptance between those at low and high acceptance."""
    points = sorted(plan.budget, key=lambda point: point.contacts)
    return Band(
        x=[point.contacts for point in points],
        low=[point.gain_low for point in points],
        middle=[point.gain for point in points],
        high=[point.gain_high for point in points],
        names=names,
    )
