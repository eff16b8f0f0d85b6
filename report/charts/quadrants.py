"""Charts of page 2: customers by risk and profit, and the four groups as two bars."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.results.facts import ScoredCustomer
from analysis.segments.facts import SegmentFacts
from report.charts.theme import SMALL, bare, colour, house_figure
from report.text.names import segment_name
from report.text.numbers import amount, money, percent, plain
from report.text.phrases import say
from report.text.plurals import count
from report.view import Report

WORDS = "management/quadrants"
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


def scatter_chart(r: Report) -> Figure:
    """Every customer as a dot, risk across and profit upwards; cut lines named."""
    figure, ax = house_figure(height=3.5)
    for key in ORDER:
        draw_dots(ax, [c for c in thin_out(r.results.customers) if key in c.segments], key)
    draw_cuts(ax, r)
    for key in ORDER:
        label_group(ax, r, r.results.segments[key])
    # Room above and below the dots for the groups' names.
    ax.margins(y=0.2)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [f"{t}" for t in (0, 25, 50, 75, 100)])
    ax.set_xlabel(say(WORDS, "axis_risk", r.language))
    ax.set_ylabel(say(WORDS, "axis_profit", r.language, unit=r.unit))
    ax.yaxis.set_major_formatter(lambda value, _place: plain(value, r.language))
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


def draw_cuts(ax: Axes, r: Report) -> None:
    """Where high risk and high profit begin, each with its name."""
    lang = r.language
    risk_cut = r.results.settings.risk.high_risk
    ax.axvline(risk_cut, color=colour("muted"), linewidth=0.8, linestyle=DASHES)
    ax.text(
        risk_cut,
        1.01,
        say(WORDS, "cut_risk", lang, cut=percent(risk_cut, lang)),
        transform=ax.get_xaxis_transform(),
        ha="center",
        va="bottom",
        fontsize=SMALL,
        color=colour("muted"),
    )
    rich = [c.profit for c in r.results.customers if is_rich(c)]
    if rich:
        ax.axhline(min(rich), color=colour("muted"), linewidth=0.8, linestyle=DASHES)
        ax.text(
            1.005,
            min(rich),
            "\n".join(say(WORDS, "cut_profit", lang, cut=amount(min(rich), lang)).split(": ")),
            transform=ax.get_yaxis_transform(),
            ha="left",
            va="center",
            fontsize=SMALL,
            color=colour("muted"),
        )


def is_rich(customer: ScoredCustomer) -> bool:
    """Whether the customer is in one of the two groups of high value."""
    return any(key.endswith("high_value") and key in ORDER for key in customer.segments)


def label_group(ax: Axes, r: Report, segment: SegmentFacts) -> None:
    """Name, customers and profit at risk in the outer corner of the group's quarter."""
    right, top = segment.key.startswith("high_risk"), segment.key.endswith("high_value")
    ax.text(
        0.985 if right else 0.015,
        0.98 if top else 0.02,
        say(
            WORDS,
            "box",
            r.language,
            name=segment_name(segment.key, r.language),
            count=count(segment.customers, "customer", r.language),
            money=money(segment.profit_at_risk, r.language, r.unit),
        ),
        transform=ax.transAxes,
        ha="right" if right else "left",
        va="top" if top else "bottom",
        fontsize=SMALL,
        fontweight="bold",
        linespacing=1.3,
        bbox={"facecolor": colour("paper"), "alpha": 0.85, "linewidth": 0, "pad": 2},
    )


def bar_chart(r: Report) -> Figure:
    """For each group its share of customers above its share of the profit at risk."""
    figure, ax = house_figure(height=2.0)
    segments = [r.results.segments[key] for key in reversed(ORDER)]
    draw_shares(ax, r, [s.share for s in segments], 0.2, "grey", "bar_customers")
    draw_shares(ax, r, [s.profit_at_risk_share for s in segments], -0.2, "risk", "bar_at_risk")
    ax.set_yticks(
        range(len(segments)), [segment_name(segment.key, r.language) for segment in segments]
    )
    ax.margins(x=0.25)
    ax.set_xlim(left=0)
    ax.set_xticks([])
    bare(ax, "bottom")
    return figure


def draw_shares(
    ax: Axes, r: Report, shares: Sequence[float], offset: float, hue: str, label: str
) -> None:
    """One bar a group with its percentage; the top one also says what the bars are."""
    bars = ax.barh(
        [row + offset for row in range(len(shares))], shares, height=0.36, color=colour(hue)
    )
    texts = [percent(share, r.language) for share in shares]
    texts[-1] = f"{texts[-1]} {say(WORDS, label, r.language)}"
    ax.bar_label(bars, texts, padding=3, fontsize=SMALL)
