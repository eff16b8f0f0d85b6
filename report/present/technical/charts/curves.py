"""Lines over a share or a number of customers: profit, gain, and the reliability of risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from analysis.vocabulary import Language
from report.present.technical.charts.axes import number_ticks
from report.present.theme import SMALL, colour, house_figure

HEIGHT = 3.1
# Room above and below the line for labels, as a share of its range.
ROOM = 0.22
# Marks closer than this share of the axis get their labels on different levels.
CLOSE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A named point of a curve."""

    x: float
    y: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A line with the low and high variants around it, each named at its end."""

    x: Sequence[float]
    middle: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    names: tuple[str, str, str] = ("", "", "")  # low, middle, high


def curve_chart(
    band: Band, marks: Sequence[Mark], titles: tuple[str, str], language: Language
) -> Figure:
    """A curve, its band and its marks; `titles` are those of the two axes."""
    figure, axes = house_figure(height=HEIGHT)
    if band.low:
        axes.fill_between(band.x, band.low, band.high, color=colour("value"), alpha=0.15, lw=0)
    axes.plot(band.x, band.middle, color=colour("value"), linewidth=1.8)
    axes.axhline(0, color=colour("muted"), linewidth=0.8, zorder=0)
    name_ends(axes, band)
    leave_room(axes, [*band.middle, *band.low, *band.high])
    place_marks(axes, marks)
    axes.set_xlim(left=min(band.x, default=0.0))
    axes.set_xlabel(titles[0])
    axes.set_ylabel(titles[1])
    number_ticks(axes.xaxis, language)
    number_ticks(axes.yaxis, language)
    return figure


def name_ends(axes: Axes, band: Band) -> None:
    """The names of the three lines where they end, pushed apart where they meet."""
    lines = zip(band.names, (band.low, band.middle, band.high), strict=True)
    ends = [(line[-1], name) for name, line in lines if name and line]
    reach = [*band.low, *band.middle, *band.high]
    gap = 0.085 * (max(reach, default=1.0) - min(reach, default=0.0) or 1.0)
    lowest = float("-inf")
    for y, name in sorted(ends):
        at = max(y, lowest + gap)
        lowest = at
        axes.annotate(
            name,
            (band.x[-1], at),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=colour("value"),
            annotation_clip=False,
        )


def leave_room(axes: Axes, heights: Sequence[float]) -> None:
    """Limits with space for labels; zero is always in sight."""
    low, high = min(0.0, *heights), max(0.0, *heights)
    room = ROOM * ((high - low) or 1.0)
    axes.set_ylim(low - room / 2, high + room)


def place_marks(axes: Axes, marks: Sequence[Mark]) -> None:
    """Dots on the curve; each label on a level of its own below the curve, joined by a line.

    Levels never collide whatever the marks: a label each, one under the other.
    """
    ordered = sorted(marks, key=lambda mark: mark.x)
    for level, mark in enumerate(ordered):
        axes.plot(mark.x, mark.y, "o", color=colour("ink"), markersize=5.5, zorder=3)
        low, high = axes.get_xlim()
        right = mark.x > low + 0.6 * (high - low)
        axes.annotate(
            mark.text,
            (mark.x, mark.y),
            xycoords="data",
            xytext=(mark.x, 0.34 - 0.095 * level),
            textcoords=("data", "axes fraction"),
            ha="right" if right else "left",
            va="center",
            fontsize=SMALL,
            weight="bold" if mark.strong else "normal",
            arrowprops={
                "arrowstyle": "-",
                "color": colour("muted"),
                "linewidth": 0.7,
                "shrinkB": 3,
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskGroup:
    """Customers of similar risk: what was predicted and what was seen, in percent."""

    predicted: float
    observed: Estimate
    inside: bool


def reliability_chart(
    groups: Sequence[RiskGroup], titles: tuple[str, str], diagonal: str, language: Language
) -> Figure:
    """Observed against predicted, with intervals, beside the line where both agree."""
    figure, axes = house_figure(height=3.6, width=0.7)
    axes.plot([0, 100], [0, 100], color=colour("muted"), linewidth=0.9, linestyle="--")
    axes.annotate(
        diagonal,
        (70, 70),
        xytext=(6, -8),
        textcoords="offset points",
        fontsize=SMALL,
        color=colour("muted"),
    )
    for group in groups:
        hue = colour("risk") if group.inside else colour("ink")
        ends = [group.observed.low, group.observed.high]
        axes.plot([group.predicted] * 2, ends, color=hue, linewidth=1.6)
        marker = "o" if group.inside else "D"
        axes.plot(group.predicted, group.observed.value, marker, color=hue, markersize=5.5)
    axes.set(xlim=(-2, 102), ylim=(-2, 104), xlabel=titles[0], ylabel=titles[1])
    number_ticks(axes.xaxis, language)
    number_ticks(axes.yaxis, language)
    return figure
