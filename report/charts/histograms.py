"""Every numeric feature by group, as small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.profile.facts import FeatureProfile
from report.charts.axes import number_ticks, wrapped
from report.charts.theme import SMALL, colour, house_grid
from report.text.phrasebook import Phrasebook

COLUMNS = 3
PANEL, LEGEND = 1.2, 0.3
FOOT = 0.3
# Shares of the chart's width, and of a panel's cell that its axes fill.
LEFT, FILL_X, FILL_Y = 0.065, 0.85, 0.52
TITLE_WIDTH = 36
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
    height = LEGEND + PANEL * lines
    figure, axes = house_grid(COLUMNS, lines=lines, height=height)
    place_panels(figure, axes, height)
    for ax, panel in zip(axes, panels, strict=False):
        draw_panel(ax, panel, book)
    for ax in axes[len(panels) :]:
        ax.set_axis_off()
    figure.supylabel(names.axis, x=0.0, fontsize=SMALL, color=colour("muted"))
    add_key(figure, names)
    return figure


def place_panels(figure: Figure, axes: Sequence[Axes], height: float) -> None:
    """Panels on a grid of known geometry: measuring every label of so many is slow."""
    figure.set_layout_engine("none")
    lines = len(axes) // COLUMNS
    wide, tall = (1 - LEFT) / COLUMNS, (1 - (LEGEND + FOOT) / height) / lines
    for place, ax in enumerate(axes):
        line, column = divmod(place, COLUMNS)
        bottom = FOOT / height + tall * (lines - 1 - line)
        ax.set_position((LEFT + wide * column, bottom, wide * FILL_X, tall * FILL_Y))


def draw_panel(ax: Axes, panel: Panel, book: Phrasebook) -> None:
    """Two histograms on the same bins, with a tick at each group's median."""
    profile, scale = panel.profile, 100.0 if panel.percent else 1.0
    edges = [edge * scale for edge in profile.edges]
    groups = (
        (profile.dropped_counts, profile.dropped, "risk", True),
        (profile.same_counts, profile.same, "ink", False),
    )
    for counts, summary, hue, fill in groups:
        shares = [100 * count / max(summary.customers, 1) for count in counts]
        alpha = FILLED if fill else 1.0
        ax.stairs(shares, edges, fill=fill, color=colour(hue), linewidth=1.1, alpha=alpha)
        ax.axvline(summary.median * scale, color=colour(hue), linewidth=1.2, linestyle="--")
    ax.set_title(wrapped(panel.title, TITLE_WIDTH), fontsize=SMALL)
    ax.tick_params(labelsize=SMALL - 0.5)
    ax.set_ylim(bottom=0)
    number_ticks(ax.xaxis, book, most=4)
    number_ticks(ax.yaxis, book, most=3)


def add_key(figure: Figure, names: GroupNames) -> None:
    """One key for all panels: a label in each of them would hide its bars."""
    handles = [
        Patch(color=colour("risk"), alpha=FILLED, label=names.dropped),
        Line2D([], [], color=colour("ink"), linewidth=1.1, label=names.same),
        Line2D([], [], color=colour("muted"), linestyle="--", linewidth=1.2, label=names.median),
    ]
    figure.legend(handles=handles, loc="upper left", ncols=3, fontsize=SMALL)
