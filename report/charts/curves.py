"""Lines over a share or a number of customers: profit, gain, and the reliability of risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from report.charts.axes import number_ticks
from report.charts.theme import SMALL, colour, house_figure
from report.text.phrasebook import Phrasebook

HEIGHT, RELIABILITY_HEIGHT = 3.1, 3.3
# Height of a line of labels, as a share of the chart's, and room below the curve.
LEVEL, FLOOR = 0.085, 0.06
# Beyond this share of the axis a label runs to the left of its mark.
RIGHT = 0.6
GAP = "\N{NO-BREAK SPACE}"


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
    band: Band, marks: Sequence[Mark], titles: tuple[str, str], book: Phrasebook
) -> Figure:
    """A curve, its band and its marks; `titles` are those of the two axes."""
    figure, axes = house_figure(height=HEIGHT)
    if band.low:
        axes.fill_between(band.x, band.low, band.high, color=colour("value"), alpha=0.15, lw=0)
    axes.plot(band.x, band.middle, color=colour("value"), linewidth=1.8)
    axes.axhline(0, color=colour("muted"), linewidth=0.8, zorder=0)
    name_ends(axes, band)
    leave_room(axes, [*band.middle, *band.low, *band.high], len(marks))
    axes.set_xlim(left=min(band.x, default=0.0))
    place_marks(axes, marks)
    axes.set_xlabel(titles[0])
    axes.set_ylabel(titles[1])
    number_ticks(axes.xaxis, book)
    number_ticks(axes.yaxis, book)
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


def leave_room(axes: Axes, heights: Sequence[float], labels: int) -> None:
    """Limits with a strip above the line for its labels; zero is always in sight."""
    low, high = min(0.0, *heights), max(0.0, *heights)
    reach = (high - low) or 1.0
    strip = LEVEL * (labels + 1) / (1 - LEVEL * (labels + 1))
    axes.set_ylim(low - FLOOR * reach, high + strip * reach)


def place_marks(axes: Axes, marks: Sequence[Mark]) -> None:
    """Dots on the curve; each label on a level of its own above, so that none collide.

    Labels run to the right of their marks from the top level down, then, where the right edge
    is near, to the left: no line crosses a label of its own side.
    """
    low, high = axes.get_xlim()
    edge = low + RIGHT * (high - low)
    left = sorted((mark for mark in marks if mark.x <= edge), key=lambda mark: mark.x)
    right = sorted((mark for mark in marks if mark.x > edge), key=lambda mark: -mark.x)
    for level, mark in enumerate([*left, *right]):
        label_mark(axes, mark, 1 - LEVEL * (level + 0.5), mirrored=mark.x > edge)


def label_mark(axes: Axes, mark: Mark, height: float, *, mirrored: bool) -> None:
    """One dot and its label, joined by an upright line."""
    axes.plot(mark.x, mark.y, "o", color=colour("ink"), markersize=5.5, zorder=3)
    axes.annotate(
        # Two marks may share one upright line: it must not touch the lower one's words.
        f"{mark.text}{GAP}" if mirrored else f"{GAP}{mark.text}",
        (mark.x, mark.y),
        xytext=(mark.x, height),
        textcoords=("data", "axes fraction"),
        ha="right" if mirrored else "left",
        va="center",
        fontsize=SMALL,
        weight="bold" if mark.strong else "normal",
        arrowprops={
            "arrowstyle": "-",
            "color": colour("muted"),
            "linewidth": 0.7,
            "shrinkA": 0,
            "shrinkB": 3,
            "relpos": (1.0 if mirrored else 0.0, 0.5),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskGroup:
    """Customers of similar risk: what was predicted and what was seen, in percent."""

    predicted: float
    observed: Estimate
    inside: bool


def reliability_chart(
    groups: Sequence[RiskGroup], titles: tuple[str, str], diagonal: str, book: Phrasebook
) -> Figure:
    """Observed against predicted, with intervals, beside the line where both agree."""
    figure, axes = house_figure(height=RELIABILITY_HEIGHT)
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
    number_ticks(axes.xaxis, book)
    number_ticks(axes.yaxis, book)
    return figure
