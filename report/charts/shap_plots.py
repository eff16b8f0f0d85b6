"""shap's pictures in the look of the house: contributions of all features, and over their range.

The module is imported only where such a picture is drawn: loading shap takes a second.
Its waterfall is not among them. It writes numbers and words itself, in English only, and needs
the base value and every contribution of the customer, of whom an edition keeps three reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
import shap
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from report.charts.axes import number_ticks, wrapped
from report.charts.theme import SIZE, SMALL, colour, house_grid
from report.text.phrasebook import Phrasebook

PANEL, ROW, AXIS = 2.5, 0.26, 0.6  # inches
# Square points; how dark a dot is that others may cover; of the picture that dots are kept as.
DOT, FAINT, DOTS_AN_INCH = 9, 0.35, 220
# How far equal values are spread, of the distance to the next value.
JITTER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributions:
    """One feature: each customer's value in the axis' unit, and its contribution in points."""

    label: str  # of a row
    title: str  # of an axis, with the unit
    values: Sequence[float | str | None]
    contributions: Sequence[float]


def beeswarm_chart(features: Sequence[Contributions], book: Phrasebook) -> Figure:
    """A row a feature, a dot a customer, the colour from low values to high ones."""
    figure, (axes,) = house_grid(1, height=AXIS + ROW * len(features))
    np.random.seed(0)  # shap draws the order of dots from the global generator
    shap.plots.beeswarm(
        _explanation(features),
        max_display=len(features),
        order=np.arange(len(features)),
        color=_low_to_high(),
        s=DOT,
        plot_size=None,
        ax=axes,
        show=False,
    )
    _restyle(axes, book)
    axes.set_xlabel(book.say("technical.dependence_axis"), fontsize=SIZE, color=colour("muted"))
    axes.tick_params("y", length=0, labelsize=SIZE, labelcolor=colour("ink"))
    scale = figure.axes[-1]
    ends = [book.say(f"technical.shap_{end}") for end in ("low", "high")]
    scale.set_yticks([0, 1], ends, fontsize=SMALL)
    scale.set_ylabel(book.say("technical.shap_colour"), fontsize=SMALL, color=colour("muted"))
    figure.set_dpi(DOTS_AN_INCH)
    return figure


def dependence_chart(features: Sequence[Contributions], book: Phrasebook) -> Figure:
    """A panel a feature on one scale of contributions; in grey how many customers are where."""
    figure, panels = house_grid(len(features), height=PANEL, share_y=True)
    np.random.seed(0)
    for number, ax in enumerate(panels):
        shap.plots.scatter(
            _explanation(features)[:, number],
            color=colour("risk"),
            dot_size=DOT,
            x_jitter=JITTER,
            alpha=FAINT,
            hist=False,
            ax=ax,
            show=False,
        )
        _restyle(ax, book)
        ax.set_xlabel(wrapped(features[number].title, 30), fontsize=SMALL, color=colour("muted"))
        ax.set_ylabel("")
    panels[0].set_ylabel(
        book.say("technical.dependence_axis"), fontsize=SIZE, color=colour("muted")
    )
    figure.set_dpi(DOTS_AN_INCH)
    # shap's scatter hands the figure to pyplot; a notebook's kernel prints what pyplot holds again.
    plt.close(figure)
    return figure


def _low_to_high() -> LinearSegmentedColormap:
    """From low values to high ones in the hues that shap's readers know, in those of the house."""
    hues = [colour(name) for name in ("value", "grey", "risk")]
    return LinearSegmentedColormap.from_list("low_to_high", hues)


def _explanation(features: Sequence[Contributions]) -> shap.Explanation:
    """The features as shap knows them."""
    return shap.Explanation(
        values=np.column_stack([feature.contributions for feature in features]),
        data=np.column_stack([_as_array(feature.values) for feature in features]),
        feature_names=[feature.label for feature in features],
    )


def _as_array(values: Sequence[float | str | None]) -> NDArray[np.object_]:
    """A missing value is what shap knows as one."""
    return np.array([np.nan if value is None else value for value in values], dtype=object)


def _restyle(axes: Axes, book: Phrasebook) -> None:
    """The ticks and lines of the house in place of shap's."""
    number_ticks(axes.xaxis, book, most=5)
    axes.tick_params(labelsize=SMALL, length=0, labelcolor=colour("muted"))
    for spine in axes.spines.values():
        spine.set_edgecolor(colour("line"))
