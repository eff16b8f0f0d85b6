"""Three customers and the reasons for their risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from report.charts.axes import number_ticks, wrapped
from report.charts.bars import BAR
from report.charts.theme import colour, house_grid
from report.text.phrasebook import Phrasebook

LABEL_WIDTH = 52
# A category's own value and the usual one, both of long names, still fit.
LONGEST_LINES = 3
# Inches a customer, beside those their reasons take; a reason, and each line of the longest;
# room for the axis below.
TITLE, ROW, LINE, AXIS = 0.3, 0.08, 0.135, 0.4
# Beyond the longest bars, as a share of the scale: room for their labels.
ROOM = 0.32


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One customer: title, and (reason, contribution in points, its text) rows."""

    title: str
    reasons: Sequence[tuple[str, float, str]]


def examples_chart(examples: Sequence[Example], axis: str, book: Phrasebook) -> Figure:
    """A panel a customer on one scale; what raises the risk is in the colour of risk."""
    most = max(len(example.reasons) for example in examples)
    labels = [[label(reason) for reason, _, _ in example.reasons] for example in examples]
    lines = max(text.count("\n") + 1 for texts in labels for text in texts)
    height = len(examples) * (TITLE + (ROW + LINE * lines) * most) + AXIS
    figure, panels = house_grid(1, lines=len(examples), height=height)
    every = [0.0, *(points for e in examples for _, points, _ in e.reasons)]
    room = ROOM * ((max(every) - min(every)) or 1.0)
    for ax, example, texts in zip(panels, examples, labels, strict=True):
        lengths = [points for _, points, _ in example.reasons]
        hues = [colour("risk" if points > 0 else "grey") for points in lengths]
        bars = ax.barh(range(len(lengths)), lengths, height=BAR, color=hues)
        ax.bar_label(bars, [text for _, _, text in example.reasons], padding=3)
        ax.axvline(0, color=colour("muted"), linewidth=0.8)
        ax.set_yticks(range(len(texts)), texts)
        ax.set_ylim(most - 0.5, -0.5)
        ax.set_xlim(min(every) - room, max(every) + room)
        ax.set_title(example.title)
        ax.spines["left"].set_visible(False)
        number_ticks(ax.xaxis, book)
        ax.label_outer()
    panels[-1].set_xlabel(axis)
    return figure


def label(reason: str) -> str:
    """A reason beside its bar, whole."""
    return wrapped(reason, LABEL_WIDTH, LONGEST_LINES)
