"""The budget curve."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.offers.facts import PlanFacts, Strategy
from report.charts.label_spacing import spread
from report.charts.theme import SMALL, colour, house_figure
from report.view import View

SHOWN = ("recommended", "highest_risk", "highest_profit", "random", "everyone")
# The height of a label as a share of the axis, so that labels never touch.
LABEL_GAP = 0.075


def shown_strategies(plan: PlanFacts) -> tuple[Strategy, ...]:
    """The ways of choosing that the curve marks, in a fixed order."""
    by_key = {strategy.key: strategy for strategy in plan.strategies}
    return tuple(by_key[key] for key in SHOWN if key in by_key)


def budget_chart(view: View) -> Figure:
    """Expected net gain by number of contacts, its band, and other ways of choosing."""
    plan = view.results.plan
    figure, ax = house_figure(height=2.8)
    draw_curve(ax, plan)
    mark_strategies(ax, view)
    ax.set_xlabel(view.say("budget.axis_contacts"))
    ax.set_ylabel(view.say("budget.axis_gain", unit=view.unit))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _place: view.plain(value))
    return figure


def draw_curve(ax: Axes, plan: PlanFacts) -> None:
    """The curve of the middle acceptance in the band from low to high."""
    contacts = [p.contacts for p in plan.budget]
    ax.fill_between(
        contacts,
        [p.gain_low for p in plan.budget],
        [p.gain_high for p in plan.budget],
        color=colour("value"),
        alpha=0.14,
        linewidth=0,
    )
    ax.plot(contacts, [p.gain for p in plan.budget], color=colour("value"), linewidth=2.2)
    ax.axhline(0, color=colour("line"), linewidth=0.8, zorder=0)
    ax.set_xlim(0, max(contacts))


def mark_strategies(ax: Axes, view: View) -> None:
    """A dot for each way of choosing; labels stand in a column at the right, kept apart."""
    strategies = shown_strategies(view.results.plan)
    low, high = ax.get_ylim()
    gap = LABEL_GAP * (high - low)
    heights = spread([s.gain for s in strategies], gap)
    for strategy, height in zip(strategies, heights, strict=True):
        ours = strategy.key == "recommended"
        hue = colour("value" if ours else "muted")
        ax.plot(strategy.contacts, strategy.gain, "o", color=hue, markersize=8 if ours else 5.5)
        ax.annotate(
            label(view, strategy),
            (strategy.contacts, strategy.gain),
            xytext=(1.03, height),
            textcoords=ax.get_yaxis_transform(),
            va="center",
            fontsize=SMALL,
            fontweight="bold" if ours else "normal",
            color=hue,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour("line"), "linewidth": 0.7, "shrinkB": 4},
        )


def label(view: View, strategy: Strategy) -> str:
    """A way of choosing with what it brings."""
    return view.say(
        "budget.mark", name=view.name("strategy", strategy.key), gain=view.money(strategy.gain)
    )
