"""Charts of page 3: features as paired dots, groups as dots with intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.vocabulary import fields, value_label
from report.charts.theme import SMALL, bare, colour, house_figure, house_grid
from report.text.field_values import is_share
from report.text.phrasebook import Phrasebook
from report.view import View

SHOWN_GROUPS = 10
LABEL_WIDTH = 36


def paired_dots(view: View, rows: Sequence[PortraitRow]) -> Figure:
    """One panel a feature, each from zero in its own unit: dropping and steady customers."""
    figure, panels = house_grid(1, lines=len(rows), height=0.48 * len(rows) + 0.3)
    for ax, row in zip(panels, rows, strict=True):
        draw_pair(ax, view, row)
    first, top = panels[0], rows[0]
    for estimate, hue, key in pair_of(top):
        first.annotate(
            view.say(f"portrait.{key}"),
            (estimate.value, 0),
            xytext=(0, 16),
            textcoords="offset points",
            ha=towards(top, estimate),
            fontsize=SMALL,
            color=colour(hue),
            annotation_clip=False,
        )
    return figure


def pair_of(row: PortraitRow) -> tuple[tuple[Estimate, str, str], ...]:
    """Both means of a feature with their colour and what they are."""
    return ((row.dropped_mean, "risk", "dropped"), (row.same_mean, "muted", "same"))


def towards(row: PortraitRow, estimate: Estimate) -> str:
    """Which way a label grows, so that the labels of a pair never meet."""
    other = row.same_mean if estimate is row.dropped_mean else row.dropped_mean
    return "right" if estimate.value < other.value else "left"


def draw_pair(ax: Axes, view: View, row: PortraitRow) -> None:
    """Two dots with intervals and a line between them; figures at the outer sides."""
    ends = (row.dropped_mean.value, row.same_mean.value)
    ax.plot(ends, (0, 0), color=colour("line"), linewidth=3, zorder=1, solid_capstyle="butt")
    for estimate, hue, _ in pair_of(row):
        ax.plot((estimate.low, estimate.high), (0, 0), color=colour(hue), linewidth=2, zorder=2)
        ax.plot(estimate.value, 0, "o", color=colour(hue), markersize=7, zorder=3)
        side = -1 if towards(row, estimate) == "right" else 1
        edge = estimate.low if side < 0 else estimate.high
        ax.annotate(
            view.field_value(row.feature, estimate.value, unit=False),
            (edge, 0),
            xytext=(7 * side, 0),
            textcoords="offset points",
            ha=towards(row, estimate),
            va="center",
            color=colour(hue),
            fontweight="bold",
            annotation_clip=False,
        )
    shape_panel(ax, view, row)


def shape_panel(ax: Axes, view: View, row: PortraitRow) -> None:
    """The panel's axis from zero, its feature as the label at the left."""
    lowest = min(0.0, row.dropped_mean.low, row.same_mean.low)
    highest = max(row.dropped_mean.high, row.same_mean.high, 0.0)
    ax.set_xlim(lowest, highest + 0.3 * (highest - lowest or 1))
    ax.axvline(0, color=colour("line"), linewidth=0.8)
    ax.set_ylim(-1, 1)
    ax.set_xticks([])
    ax.set_yticks([0], [wrap(row_label(row.feature, view))])
    bare(ax, "left", "bottom")


def row_label(field: str, book: Phrasebook) -> str:
    """The feature with its unit; shares carry their per cent sign at the figures."""
    return book.label(field) if is_share(field) else book.axis_title(field)


def wrap(label: str, width: int = LABEL_WIDTH) -> str:
    """A long label over two lines, cut after them.

    >>> wrap("Small appliances and electronics", 20)
    'Small appliances and\\nelectronics'
    >>> wrap("one two three four five", 8)
    'one two\\nthree …'
    """
    return "\n".join(textwrap.wrap(label, width, max_lines=2, placeholder=" …")) or label


def group_name(view: View, group: CategoryShare) -> str:
    """A group's name; groups of other fields than the favourite category name the field."""
    value = value_label(group.feature, group.value, view.language)
    if group.feature == "category":
        return value
    name = view.label(group.feature) if group.feature in fields() else group.feature
    return f"{name}: {value}"


def category_chart(view: View, groups: Sequence[CategoryShare]) -> Figure:
    """Share of dropping customers by group with intervals; the average as a dashed line."""
    figure, ax = house_figure(height=0.75 + 0.26 * len(groups))
    hues = {"more": "risk", "fewer": "value", "same": "grey"}
    for place, group in enumerate(reversed(groups)):
        draw_group(ax, view, group, place, hues[group.verdict])
    average = view.results.profile.dropped_share.value
    ax.axvline(average, color=colour("muted"), linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    ax.text(
        average,
        1.0,
        view.say("portrait.average", share=view.percent(average)),
        transform=ax.get_xaxis_transform(),
        ha="center",
        va="bottom",
        fontsize=SMALL,
        color=colour("muted"),
    )
    labels = [wrap(group_name(view, group)) for group in reversed(groups)]
    ax.set_yticks(range(len(groups)), labels, fontsize=SMALL, linespacing=1.0)
    ax.set_ylim(-0.6, len(groups) - 0.4)
    ax.set_xlim(left=0)
    ax.margins(x=0.12)
    ax.xaxis.set_major_formatter(lambda value, _place: view.number(100 * value))
    ax.set_xlabel(view.say("portrait.categories_axis"))
    return figure


def draw_group(ax: Axes, view: View, group: CategoryShare, place: int, hue: str) -> None:
    """One group: interval, dot, and its share and size at the right end."""
    share = group.dropped_share
    ax.plot((share.low, share.high), (place, place), color=colour(hue), linewidth=2)
    ax.plot(share.value, place, "o", color=colour(hue), markersize=7)
    ax.annotate(
        view.say(
            "portrait.n", share=view.percent(share.value), number=view.number(group.customers)
        ),
        (share.high, place),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        annotation_clip=False,
        bbox={"facecolor": colour("paper"), "linewidth": 0, "pad": 1.5},
    )
