"""The chart of page 1: how many customers stand at which risk."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from report.charts.theme import SMALL, bare, colour, house_figure
from report.text.numbers import number, percent
from report.text.phrases import say
from report.text.plurals import count
from report.view import Report

WORDS = "management/month"
# Of a step's width.
BAR = 0.9


def risk_chart(r: Report) -> Figure:
    """Customers by risk in steps of five per cent; those at high risk in colour."""
    figure, ax = house_figure(height=1.6)
    cut = r.results.settings.risk.high_risk
    steps = r.results.risk_steps
    # Those at high risk lie over the others: a step may hold both.
    for counts, hue in (
        ([step.customers for step in steps], "grey"),
        ([step.high_risk for step in steps], "risk"),
    ):
        middles = [(step.low + step.high) / 2 for step in steps]
        widths = [BAR * (step.high - step.low) for step in steps]
        ax.bar(middles, counts, width=widths, color=colour(hue))
    name_cut(ax, r, cut)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _place: number(100 * value, r.language))
    ax.yaxis.set_major_formatter(lambda value, _place: number(value, r.language))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.set_xlabel(say(WORDS, "axis_risk", r.language))
    ax.set_ylabel(say(WORDS, "axis_customers", r.language))
    bare(ax, "left")
    return figure


def name_cut(ax: Axes, r: Report, cut: float) -> None:
    """Where high risk begins, and how many customers lie beyond."""
    lang = r.language
    ax.axvline(cut, color=colour("muted"), linewidth=0.8, linestyle=(0, (4, 3)))
    ax.text(
        cut + 0.01,
        0.97,
        say(
            WORDS,
            "beyond",
            lang,
            cut=percent(cut, lang),
            count=count(r.results.headline.customers_at_risk, "customer", lang),
        ),
        transform=ax.get_xaxis_transform(),
        va="top",
        fontsize=SMALL,
        fontweight="bold",
        color=colour("risk"),
        bbox={"facecolor": colour("paper"), "linewidth": 0, "pad": 1.5},
    )
