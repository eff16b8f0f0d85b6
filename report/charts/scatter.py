"""One dot a customer."""

from __future__ import annotations

from collections.abc import Sequence

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import SegmentFacts
from report.charts.axes import Reference, draw_reference, number_ticks
from report.charts.theme import SMALL, colour, house_figure
from report.view import View

# More dots than this hide each other and swell the file; every n-th customer is drawn then.
DOTS = 3000
# Risk and value have a colour each; strength tells two groups of one colour apart.
QUADRANTS = {
    "high_risk_high_value": ("risk", 0.75),
    "high_risk_low_value": ("risk", 0.45),
    "low_risk_high_value": ("value", 0.75),
    "low_risk_low_value": ("grey", 0.75),
}


def risk_value_chart(view: View) -> Figure:
    """Every customer as a dot, risk across and profit upwards; cut lines named."""
    figure, ax = house_figure(height=3.5)
    customers = thin_out(view.results.customers)
    quadrants = [next((key for key in QUADRANTS if key in c.segments), None) for c in customers]
    sns.scatterplot(
        x=[customer.risk for customer in customers],
        y=[customer.profit for customer in customers],
        hue=quadrants,
        palette={key: to_rgba(colour(hue), alpha) for key, (hue, alpha) in QUADRANTS.items()},
        s=7,
        linewidth=0,
        legend=False,
        ax=ax,
    )
    _draw_cuts(ax, view)
    for key in QUADRANTS:
        _label_group(ax, view, view.results.segments[key])
    # Room above and below the dots for the groups' names.
    ax.margins(y=0.2)
    ax.set(
        xlim=(-0.01, 1.01),
        xlabel=view.say("quadrants.axis_risk"),
        ylabel=view.say("quadrants.axis_profit", unit=view.unit),
    )
    number_ticks(ax.xaxis, view, percent=True)
    number_ticks(ax.yaxis, view)
    return figure


def thin_out(customers: Sequence[ScoredCustomer]) -> Sequence[ScoredCustomer]:
    """Every customer, or every n-th where they are too many to be seen."""
    return customers[:: -(-len(customers) // DOTS) or 1]


def _draw_cuts(ax: Axes, view: View) -> None:
    """Where high risk and high profit begin, each with its name."""
    risk, profit = view.results.settings.risk.high_risk, view.results.high_profit_from
    risk_cut = view.say("quadrants.cut_risk", cut=view.percent(risk))
    draw_reference(ax, Reference(at=risk, text=risk_cut))
    if profit is not None:
        # On two lines: the column beside the dots is narrow.
        cut = view.say("quadrants.cut_from", cut=view.amount(profit))
        profit_cut = f"{view.say('quadrants.cut_profit')}\n{cut}"
        draw_reference(ax, Reference(at=profit, text=profit_cut, across="y"))


def _label_group(ax: Axes, view: View, segment: SegmentFacts) -> None:
    """Name, customers and profit at risk in the outer corner of the group's quarter."""
    right, top = segment.risk_level == "high", segment.profit_level == "high"
    ax.text(
        0.985 if right else 0.015,
        0.98 if top else 0.02,
        view.say(
            "quadrants.box",
            name=view.segment_name(segment.key),
            count=view.count(segment.customers, "customer"),
            money=view.money(segment.profit_at_risk),
        ),
        transform=ax.transAxes,
        ha="right" if right else "left",
        va="top" if top else "bottom",
        fontsize=SMALL,
        fontweight="bold",
        linespacing=1.3,
        bbox={"facecolor": colour("paper"), "alpha": 0.85, "linewidth": 0, "pad": 2},
    )
