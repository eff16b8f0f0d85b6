"""How many customers have which value: of the risk, and of every numeric feature by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.profile.facts import FeatureProfile
from report.charts.axes import DASHES, number_ticks, wrapped
from report.charts.theme import SMALL, colour, house_figure, house_grid
from report.text.phrasebook import Phrasebook
from report.view import View

COLUMNS = 3
PANEL, LEGEND = 1.2, 0.3  # inches
TITLE_WIDTH = 34
FILLED = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One feature, its title, and whether its values are fractions shown in percent."""

    profile: FeatureProfile
    title: str
    percent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNames:
    """How the two groups, their medians and the axis are called."""

    dropped: str
    same: str
    median: str
    axis: str


def histogram_grid(panels: Sequence[Panel], names: GroupNames, book: Phrasebook) -> Figure:
    """Share of each group by bin; dropped filled, the others as an outline over it."""
    lines = -(-len(panels) // COLUMNS)
    figure, axes = house_grid(COLUMNS, lines=lines, height=LEGEND + PANEL * lines)
    for ax, panel in zip(axes, panels, strict=False):
        _draw_panel(ax, panel, book)
    for ax in axes[len(panels) :]:
        ax.set_axis_off()
    figure.supylabel(names.axis, fontsize=SMALL, color=colour("muted"))
    # One key for all panels: a label in each of them would hide its bars.
    handles = [
        Patch(color=colour("risk"), alpha=FILLED, label=names.dropped),
        Line2D([], [], color=colour("ink"), linewidth=1.1, label=names.same),
        Line2D([], [], color=colour("muted"), linestyle="--", linewidth=1.2, label=names.median),
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=3)
    return figure


def _draw_panel(ax: Axes, panel: Panel, book: Phrasebook) -> None:
    """Two histograms on the same bins, with a line at each group's median."""
    profile = panel.profile
    for counts, summary, hue in (
        (profile.dropped_counts, profile.dropped, "risk"),
        (profile.same_counts, profile.same, "ink"),
    ):
        if not any(counts):
            continue
        filled = hue == "risk"
        sns.histplot(
            x=profile.edges[:-1],
            weights=counts,
            bins=list(profile.edges),
            stat="percent",
            element="step",
            fill=filled,
            color=colour(hue),
            alpha=FILLED if filled else 1,
            linewidth=0 if filled else 1.1,
            ax=ax,
        )
        ax.axvline(summary.median, color=colour(hue), linewidth=1.2, linestyle="--")
    ax.set_title(wrapped(panel.title, TITLE_WIDTH), fontsize=SMALL)
    ax.set(xlabel="", ylabel="")
    ax.tick_params(labelsize=SMALL - 0.5)
    number_ticks(ax.xaxis, book, most=4, percent=panel.percent)
    number_ticks(ax.yaxis, book, most=3)


def risk_chart(view: View) -> Figure:
    """Customers by risk in steps of five per cent; those at high risk in colour."""
    figure, ax = house_figure(height=1.6)
    steps = view.results.risk_steps
    # Those at high risk lie over the others: a step may hold both.
    for counts, hue in (
        ([step.customers for step in steps], "grey"),
        ([step.high_risk for step in steps], "risk"),
    ):
        sns.histplot(
            x=[step.low for step in steps],
            weights=counts,
            bins=[*(step.low for step in steps), steps[-1].high],
            shrink=0.9,
            color=colour(hue),
            alpha=1,
            linewidth=0,
            ax=ax,
        )
    _name_cut(ax, view)
    ax.set(xlim=(0, 1), xlabel=view.say("month.axis_risk"), ylabel=view.say("month.axis_customers"))
    number_ticks(ax.xaxis, view, percent=True)
    number_ticks(ax.yaxis, view, most=4, whole=True)
    sns.despine(ax=ax, left=True)
    return figure


def _name_cut(ax: Axes, view: View) -> None:
    """Where high risk begins, and how many customers lie beyond."""
    cut = view.results.settings.risk.high_risk
    ax.axvline(cut, color=colour("muted"), linewidth=0.8, linestyle=DASHES)
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
