"""Estimates as dots with their intervals, one row or one panel a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from analysis.model.facts import Candidate
from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.segments.facts import Difference, SegmentFacts
from analysis.vocabulary import value_label
from report.charts.axes import (
    LABEL_WIDTH,
    Reference,
    beside,
    draw_reference,
    height_of,
    number_ticks,
    row_figure,
    wrapped,
)
from report.charts.theme import HALF, HALF_HEIGHT, SMALL, colour, house_grid
from report.text.field_values import is_share
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook, sentence_case
from report.view import View

DOT = 5.5
# Only a category in which more customers dropped is a risk.
VERDICT_HUES = {"more": "risk", "fewer": "ink", "same": "grey"}
# A chart beside another: its share of the page's width, and characters of a label.
SEGMENT_WIDTH, NARROW_LABEL = 0.69, 24
DIFFERENCES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """One estimate: its label, its text, and the colour that says what it means."""

    label: str
    estimate: Estimate  # in the unit of the axis
    text: str
    hue: str = "ink"  # a name of the palette


def draw_intervals(
    axes: Axes,
    places: Sequence[float],
    estimates: Sequence[Estimate],
    hues: Sequence[str],
    *,
    upright: bool = False,
    marker: str = "o",
    size: float = DOT,
) -> None:
    """Dots with their intervals: along the axis of values, or `upright` above their places."""
    for hue in dict.fromkeys(hues):
        some = [(p, e) for p, e, h in zip(places, estimates, hues, strict=True) if h == hue]
        at, values = [place for place, _ in some], [e.value for _, e in some]
        # A bootstrap interval need not hold its figure: it is drawn around its own middle.
        middles = [(e.low + e.high) / 2 for _, e in some]
        halves = [(e.high - e.low) / 2 for _, e in some]
        if upright:
            axes.errorbar(at, middles, yerr=halves, color=colour(hue), fmt="none")
            axes.plot(at, values, marker, color=colour(hue), markersize=size)
        else:
            axes.errorbar(middles, at, xerr=halves, color=colour(hue), fmt="none")
            axes.plot(values, at, marker, color=colour(hue), markersize=size)


def dot_chart(
    rows: Sequence[DotRow],
    *,
    axis: str,
    book: Phrasebook,
    reference: Reference | None = None,
    percent: bool = False,
    width: float = 1.0,
    height: float = 0.0,
    label_width: int = LABEL_WIDTH,
) -> Figure:
    """Estimates with their intervals, in the order given.

    percent: estimates are fractions, the axis is in percent. width: of the page's. height:
    inches that the chart has at least.
    """
    labels = [wrapped(row.label, label_width) for row in rows]
    figure, axes = row_figure(labels, width=width, height=height)
    draw_intervals(axes, range(len(rows)), [r.estimate for r in rows], [r.hue for r in rows])
    if reference is not None:
        draw_reference(axes, reference)
    for place, row in enumerate(rows):
        beside(axes, place, row.text)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book, percent=percent)
    return figure


def draw_observed(figure: Figure, observed: Sequence[tuple[float, bool]]) -> None:
    """What happened, as diamonds on the rows of a chart of what was expected; in the colour of
    risk where it lies outside the interval.
    """
    (axes,) = figure.axes
    for row, (value, within) in enumerate(observed):
        hue = "ink" if within else "risk"
        axes.plot(value, row, "D", color=colour(hue), markersize=DOT, zorder=4)


def category_chart(view: View, groups: Sequence[CategoryShare]) -> Figure:
    """Share of dropping customers by group, held against the average."""
    average = view.results.profile.dropped_share.value
    rows = [
        DotRow(
            label=group_name(view, group),
            estimate=group.dropped_share,
            text=view.say(
                "portrait.n",
                share=view.percent(group.dropped_share.value),
                number=view.number(group.customers),
            ),
            hue=VERDICT_HUES[group.verdict],
        )
        for group in groups
    ]
    text = view.say("portrait.average", share=view.percent(average))
    return dot_chart(
        rows,
        axis=view.say("portrait.categories_axis"),
        book=view,
        reference=Reference(at=average, text=text),
        percent=True,
    )


def group_name(book: Phrasebook, group: CategoryShare) -> str:
    """A group's name; groups of other fields than the favourite category name the field."""
    value = value_label(group.feature, group.value, book.language)
    return value if group.feature == "category" else f"{book.label(group.feature)}: {value}"


def candidates_chart(
    view: View, candidates: Sequence[Candidate], axis: str, *, beside_another: bool = False
) -> Figure:
    """ROC-AUC of candidates, best first; the chosen one stands out."""
    ranked = sorted(candidates, key=lambda c: (-c.scores.roc_auc.value, c.key))
    rows = [
        DotRow(
            label=sentence_case(view.name("model", found.key)),
            estimate=found.scores.roc_auc,
            text=view.measure(found.scores.roc_auc.value, SCORE_DECIMALS)
            if beside_another
            else view.score(found.scores.roc_auc),
            hue="ink" if found.key == view.results.model.winner else "grey",
        )
        for found in ranked
    ]
    if not beside_another:
        return dot_chart(rows, axis=axis, book=view)
    return dot_chart(rows, axis=axis, book=view, width=HALF, height=HALF_HEIGHT)


def shown_differences(segment: SegmentFacts) -> tuple[Difference, ...]:
    """The differences that pass their test, largest first, as many as the chart holds.

    Fields of the segment's own rule are left out: they differ by definition.
    """
    defining = {condition.field for condition in segment.conditions}
    found = (d for d in segment.differences if d.differs and d.feature not in defining)
    return tuple(found)[:DIFFERENCES]


def difference_chart(view: View, found: Sequence[Difference]) -> Figure:
    """Effect sizes with intervals around zero; both means at the right."""
    rows = [
        DotRow(
            label=view.label(d.feature),
            estimate=d.effect,
            text=view.say(
                "segment_pages.values",
                inside=view.field_value(d.feature, d.inside.value, unit=False),
                outside=view.field_value(d.feature, d.outside.value, unit=False),
            ),
        )
        for d in found
    ]
    figure = dot_chart(
        rows,
        axis="",
        book=view,
        reference=Reference(at=0, dashed=False),
        width=SEGMENT_WIDTH,
        label_width=NARROW_LABEL,
    )
    (axes,) = figure.axes
    reach = 1.1 * max(max(abs(d.effect.low), abs(d.effect.high)) for d in found)
    axes.set_xlim(-reach, reach)
    axes.set_xticks([])
    sns.despine(ax=axes, left=True, bottom=True)
    # What left and right of zero mean, above the chart.
    for side, x, key in (("right", 0.47, "chart_less"), ("left", 0.53, "chart_more")):
        axes.text(
            x,
            1.0,
            view.say(f"segment_pages.{key}"),
            transform=axes.transAxes,
            ha=side,
            va="bottom",
            fontsize=SMALL,
            color=colour("muted"),
        )
    return figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """One candidate's distance from the winner in two metrics."""

    label: str
    left: Estimate
    right: Estimate


def paired_dots(rows: Sequence[PairedRow], titles: tuple[str, str], book: Phrasebook) -> Figure:
    """Both distances with intervals, zero marked; black where the interval leaves zero out."""
    labels = [wrapped(row.label) for row in rows]
    figure, panels = house_grid(2, height=height_of(labels), share_y=True)
    sides = ([row.left for row in rows], [row.right for row in rows])
    for axes, title, estimates in zip(panels, titles, sides, strict=True):
        hues = ["ink" if e.excludes_zero else "grey" for e in estimates]
        draw_intervals(axes, range(len(rows)), estimates, hues)
        draw_reference(axes, Reference(at=0, dashed=False))
        axes.set_xlabel(title)
        number_ticks(axes.xaxis, book, most=5)
    panels[0].set_yticks(range(len(labels)), labels)
    panels[0].set_ylim(len(labels) - 0.5, -0.5)
    sns.despine(figure, left=True)
    return figure


def portrait_chart(view: View, rows: Sequence[PortraitRow]) -> Figure:
    """One panel a feature, each from zero in its own unit: dropping and steady customers."""
    figure, panels = house_grid(1, lines=len(rows), height=0.48 * len(rows) + 0.3)
    for ax, row in zip(panels, rows, strict=True):
        _draw_pair(ax, view, row)
    sns.despine(figure, left=True, bottom=True)
    for mean, other, hue, key in _pair_of(rows[0]):
        panels[0].annotate(
            view.say(f"portrait.{key}"),
            (mean.value, 0),
            xytext=(0, 16),
            textcoords="offset points",
            ha="right" if mean.value < other.value else "left",
            fontsize=SMALL,
            color=colour(hue),
            annotation_clip=False,
        )
    return figure


def _pair_of(row: PortraitRow) -> tuple[tuple[Estimate, Estimate, str, str], ...]:
    """Each mean of a feature with the other one, its colour and what it is."""
    dropped, same = row.dropped_mean, row.same_mean
    return ((dropped, same, "risk", "dropped"), (same, dropped, "muted", "same"))


def _draw_pair(ax: Axes, view: View, row: PortraitRow) -> None:
    """Two dots with intervals and a line between them; figures at the outer sides."""
    means = (row.dropped_mean, row.same_mean)
    ax.plot([mean.value for mean in means], (0, 0), color=colour("line"), linewidth=3, zorder=1)
    draw_intervals(ax, (0, 0), means, ("risk", "muted"), size=7)
    for mean, other, hue, _ in _pair_of(row):
        left = mean.value < other.value
        ax.annotate(
            view.field_value(row.feature, mean.value, unit=False),
            (mean.low if left else mean.high, 0),
            xytext=(-7 if left else 7, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            color=colour(hue),
            fontweight="bold",
            annotation_clip=False,
        )
    lowest, highest = min(0.0, *(m.low for m in means)), max(0.0, *(m.high for m in means))
    ax.set_xlim(lowest, highest + 0.3 * (highest - lowest or 1))
    ax.axvline(0, color=colour("line"), linewidth=0.8)
    ax.set_ylim(-1, 1)
    ax.set_xticks([])
    ax.set_yticks([0], [wrapped(row_label(row.feature, view))])


def row_label(field: str, book: Phrasebook) -> str:
    """The feature with its unit; shares carry their per cent sign at the figures."""
    return book.label(field) if is_share(field) else book.axis_title(field)
