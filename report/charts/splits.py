"""Every single split of a model, beside the figures that others published for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns
from matplotlib.figure import Figure

from analysis.model.facts import ModelFacts, SplitStudy
from report.charts.axes import AXIS, number_ticks, row_figure, wrapped
from report.charts.theme import SMALL, colour
from report.text.phrasebook import Phrasebook
from report.view import View

LABEL_WIDTH = 42
# Inches, so that the number above a diamond stays clear of the row above it.
ROW = 0.31


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """One model's single splits, and the figures somebody published for it."""

    label: str
    splits: Sequence[float]
    published: Sequence[float]
    hue: str = "grey"


def shown_splits(model: ModelFacts) -> tuple[SplitStudy, ...]:
    """The public protocol, whose splits may separate twins; best mean first."""
    parted = [study for study in model.splits if not study.twins_kept_together]
    return tuple(sorted(parted, key=lambda s: (-sum(s.roc_auc) / len(s.roc_auc), s.candidate)))


def published_for(view: View, candidate: str) -> tuple[float, ...]:
    """The ROC-AUC figures that others printed for a model, lowest first."""
    figures = view.results.published
    return tuple(
        sorted({f.value for f in figures if f.candidate == candidate and f.metric == "roc_auc"})
    )


def splits_chart(
    rows: Sequence[SplitRow], axis: str, book: Phrasebook, *, width: float = 1.0
) -> Figure:
    """Every split as a tick, published figures as diamonds with their number."""
    labels = [wrapped(row.label, LABEL_WIDTH) for row in rows]
    figure, axes = row_figure(labels, width=width, height=AXIS + ROW * len(rows))
    places = [place for place, row in enumerate(rows) for _ in row.splits]
    sns.stripplot(
        x=[value for row in rows for value in row.splits],
        y=places,
        hue=places,
        palette=[colour(row.hue) for row in rows if row.splits],
        orient="h",
        native_scale=True,
        jitter=False,
        marker="|",
        size=9,
        linewidth=1.2,
        legend=False,
        ax=axes,
    )
    for place, row in enumerate(rows):
        for value in row.published:
            axes.plot(value, place, "D", color=colour("risk"), markersize=5, zorder=4)
            axes.annotate(
                book.measure(value),
                (value, place),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=SMALL,
                color=colour("risk"),
            )
    axes.set(xlabel=axis, ylabel="")
    number_ticks(axes.xaxis, book)
    return figure
