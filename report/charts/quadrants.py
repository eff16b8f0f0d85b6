"""Charts of page 2: customers by risk and profit, and the four groups as two bars."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import SegmentFacts
from report.charts.theme import SMALL, bare, colour, house_figure
from report.view import View

# More dots than this hide each other and swell the file; every n-th customer is drawn then.
DOTS = 3000
# Risk and value share a colour each: both high is the hue of risk at its strongest.
HUES = {
    "high_risk_high_value": "risk",
    "high_risk_low_value": "risk",
    "low_risk_high_value": "value",
    "low_risk_low_value": "grey",
}
STRENGTH = {"high_risk_low_value": 0.45}
ORDER = tuple(HUES)
DASHES = (0, (4, 3))


def scatter_chart(view: View) -> Figure:
    """Every customer as a dot, risk across and profit upwards; cut lines named."""
    figure, ax = house_figure(height=3.5)
    for key in ORDER:
        draw_dots(ax, [c for c in thin_out(view.results.customers) if key in c.segments], key)
    draw_cuts(ax, view)
    for key in ORDER:
        label_group(ax, view, view.results.segments[key])
    # Room above and below the dots for the groups' names.
    ax.margins(y=0.2)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [f"{t}" for t in (0, 25, 50, 75, 100)])
    ax.set_xlabel(view.say("quadrants.axis_risk"))
    ax.set_ylabel(view.say("quadrants.axis_profit", unit=view.unit))
    ax.yaxis.set_major_formatter(lambda value, _place: view.plain(value))
    return figure


def thin_out(customers: Sequence[ScoredCustomer]) -> Sequence[ScoredCustomer]:
    """Every customer, or every n-th where they are too many to be seen."""
    return customers[:: -(-len(customers) // DOTS) or 1]


def draw_dots(ax: Axes, customers: Sequence[ScoredCustomer], key: str) -> None:
    """The customers of one group."""
    ax.scatter(
        [c.risk for c in customers],
        [c.profit for c in customers],
        s=7,
        linewidths=0,
        color=colour(HUES[key]),
        alpha=STRENGTH.get(key, 0.75),
    )


def draw_cuts(ax: Axes, view: View) -> None:
    """Where high risk and high profit begin, each with its name."""
    risk_cut = view.results.settings.risk.high_risk
    ax.axvline(risk_cut, color=colour("muted"), linewidth=0.8, linestyle=DASHES)
    ax.text(
        risk_cut,
        1.01,
        view.say("quadrants.cut_risk", cut=view.percent(risk_cut)),
        transform=ax.get_xaxis_transform(),
        ha="center",
        va="bottom",
        fontsize=SMALL,
        color=colour("muted"),
    )
    profit_cut = view.results.high_profit_from
    if profit_cut is not None:
        ax.axhline(profit_cut, color=colour("muted"), linewidth=0.8, linestyle=DASHES)
        ax.text(
            1.005,
            profit_cut,
            "\n".join(view.say("quadrants.cut_profit", cut=view.amount(profit_cut)).split(": ")),
            transform=ax.get_yaxis_transform(),
            ha="left",
            va="center",
            fontsize=SMALL,
            color=colour("muted"),
        )


def label_group(ax: Axes, view: View, segment: SegmentFacts) -> None:
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


def bar_chart(view: View) -> Figure:
    """For each group its share of customers above its share of the profit at risk."""
    figure, ax = house_figure(height=2.0)
    segments = [view.results.segments[key] for key in reversed(ORDER)]
    draw_shares(ax, view, [s.share for s in segments], 0.2, "grey", "bar_customers")
    draw_shares(ax, view, [s.profit_at_risk_share for s in segments], -0.2, "risk", "bar_at_risk")
    ax.set_yticks(
        range(len(segments)),
        [view.segment_name(segment.key) for segment in segments],
    )
    ax.margins(x=0.25)
    ax.set_xlim(left=0)
    ax.set_xticks([])
    bare(ax, "bottom")
    return figure


def draw_shares(
    ax: Axes, view: View, shares: Sequence[float], offset: float, hue: str, label: str
) -> None:
    """One bar a group with its percentage; the top one also says what the bars are."""
    bars = ax.barh(
        [row + offset for row in range(len(shares))], shares, height=0.36, color=colour(hue)
    )
    texts = [view.percent(share) for share in shares]
    texts[-1] = f"{texts[-1]} {view.say(f'quadrants.{label}')}"
    ax.bar_label(bars, texts, padding=3, fontsize=SMALL)
