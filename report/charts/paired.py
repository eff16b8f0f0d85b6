"""Two differences from the winner, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from analysis.estimate import Estimate
from report.charts.axes import height_of, number_ticks, wrapped
from report.charts.intervals import DotRow, Reference, draw_dots, draw_reference
from report.charts.theme import house_grid
from report.text.phrasebook import Phrasebook


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
        dots = [
            DotRow(label="", estimate=e, text="", hue="ink" if e.excludes_zero else "grey")
            for e in estimates
        ]
        draw_dots(axes, dots)
        draw_reference(axes, Reference(at=0.0))
        axes.set_xlabel(title)
        axes.spines["left"].set_visible(False)
        number_ticks(axes.xaxis, book, most=5)
    panels[0].set_yticks(range(len(labels)), labels)
    panels[0].set_ylim(len(labels) - 0.5, -0.5)
    return figure
