"""The chart of page 1: how many customers stand at which risk."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from report.charts.theme import SMALL, bare, colour, house_figure
from report.view import View

# Of a step's width.
BAR = 0.9


def risk_chart(view: View) -> Figure:
    """Customers by risk in steps of five per cent; those at high risk in colour."""
    figure, ax = house_figure(height=1.6)
    cut = view.results.settings.risk.high_risk
    steps = view.results.risk_steps
    # Those at high risk lie over the others: a step may hold both.
    for counts, hue in (
        ([step.customers for step in steps], "grey"),
        ([step.high_risk for step in steps], "risk"),
    ):
        middles = [(step.low + step.high) / 2 for step in steps]
        widths = [BAR * (step.high - step.low) for step in steps]
        ax.bar(middles, counts, width=widths, color=colour(hue))
    name_cut(ax, view, cut)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _place: view.number(100 * value))
    ax.yaxis.set_major_formatter(lambda value, _place: view.number(value))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.set_xlabel(view.say("month.axis_risk"))
    ax.set_ylabel(view.say("month.axis_customers"))
    bare(ax, "left")
    return figure


def name_cut(ax: Axes, view: View, cut: float) -> None:
    """Where high risk begins, and how many customers lie beyond."""
    ax.axvline(cut, color=colour("muted"), linewidth=0.8, linestyle=(0, (4, 3)))
    ax.text(
        cut + 0.01,
        0.97,
        view.say(
            "month.beyond",
            cut=view.percent(cut),
            count=view.count(view.results.headline.customers_at_risk, "customer"),
        ),
        transform=ax.get_xaxis_transform(),
        va="top",
        fontsize=SMALL,
        fontweight="bold",
        color=colour("risk"),
        bbox={"facecolor": colour("paper"), "linewidth": 0, "pad": 1.5},
    )
