"""Charts with one row a thing: dots with their intervals, and bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.estimate import Estimate
from report.charts.axes import beside, number_ticks, row_figure, wrapped
from report.charts.theme import SMALL, colour
from report.text.phrasebook import Phrasebook

DOT = 5.5
BAR = 0.62
ROOM = 1.06


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """One estimate: its label, its text, and the colour that says what it means."""

    label: str
    estimate: Estimate  # in the unit of the axis
    text: str
    hue: str = "ink"  # a name of the palette


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One length from zero."""

    label: str
    value: float  # in the unit of the axis
    text: str
    hue: str = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A line that the rows are held against, and what it stands for."""

    at: float
    text: str = ""


def dot_chart(
    rows: Sequence[DotRow], *, axis: str, book: Phrasebook, reference: Reference | None = None
) -> Figure:
    """Estimates with their intervals, in the order given."""
    figure, axes = row_figure([wrapped(row.label) for row in rows])
    draw_dots(axes, rows)
    if reference is not None:
        draw_reference(axes, reference)
    for place, row in enumerate(rows):
        beside(axes, place, row.text)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book)
    return figure


def draw_reference(axes: Axes, reference: Reference) -> None:
    """A line that the marks are held against, named at the top."""
    axes.axvline(reference.at, color=colour("muted"), linewidth=0.8, zorder=0)
    if reference.text:
        axes.annotate(
            reference.text,
            (reference.at, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=SMALL,
            color=colour("muted"),
        )


def draw_dots(axes: Axes, rows: Sequence[DotRow]) -> None:
    """The marks of a dot chart."""
    for place, row in enumerate(rows):
        hue = colour(row.hue)
        ends = [row.estimate.low, row.estimate.high]
        axes.plot(ends, [place, place], color=hue, linewidth=1.6, solid_capstyle="butt")
        axes.plot(row.estimate.value, place, "o", color=hue, markersize=DOT)


def bar_chart(rows: Sequence[BarRow], *, axis: str, book: Phrasebook) -> Figure:
    """Bars from zero, in the order given, each with its value at its end."""
    figure, axes = row_figure([wrapped(row.label) for row in rows])
    draw_bars(axes, rows)
    axes.set_xlabel(axis)
    number_ticks(axes.xaxis, book)
    return figure


def draw_bars(axes: Axes, rows: Sequence[BarRow]) -> None:
    """The bars with their texts; room is left so that no text is cut."""
    bars = axes.barh(
        range(len(rows)),
        [row.value for row in rows],
        height=BAR,
        color=[colour(row.hue) for row in rows],
    )
    axes.bar_label(bars, [row.text for row in rows], padding=3)
    axes.axvline(0, color=colour("muted"), linewidth=0.8)
    longest = max((row.value for row in rows), default=0.0)
    axes.set_xlim(0, longest * ROOM or 1.0)
