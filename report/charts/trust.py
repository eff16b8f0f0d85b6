"""Charts of page 8: reliability, candidates, spread of single splits."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.model.facts import Candidate, ModelFacts, SplitStudy
from report.charts.portrait import wrap
from report.charts.theme import SMALL, colour, house_figure
from report.view import View

HALF = 0.485
HEIGHT = 2.1
# A name on two lines would meet the next row's.
LABEL_WIDTH = 34
CHANCE = 0.5


def reliability_chart(view: View) -> Figure:
    """Share of customers whose activity dropped against the risk predicted for them."""
    figure, ax = house_figure(height=paired_height(view.results.model), width=HALF)
    ax.plot((0, 1), (0, 1), color=colour("grey"), linewidth=0.8, linestyle=(0, (4, 3)))
    for group in view.results.model.reliability:
        observed = group.observed
        where = (group.mean_risk, group.mean_risk)
        ax.plot(where, (observed.low, observed.high), color=colour("risk"), linewidth=1.6)
        ax.plot(
            group.mean_risk,
            observed.value,
            "o",
            color=colour("risk"),
            markersize=5,
            clip_on=False,
        )
    ax.text(
        0.98,
        0.05,
        view.say("trust.exact"),
        ha="right",
        va="bottom",
        fontsize=SMALL,
        color=colour("muted"),
    )
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _place: view.number(100 * value))
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1.02)
    ax.set_xlabel(view.say("trust.reliability_x"))
    ax.set_ylabel(view.say("trust.reliability_y"))
    return figure


def paired_height(model: ModelFacts) -> float:
    """Inches: high enough for every candidate's row; its neighbour is as high."""
    return max(HEIGHT, 0.55 + 0.185 * len(model.candidates))


def candidates_chart(view: View) -> Figure:
    """ROC-AUC of every candidate with its interval, best on top."""
    ranked = sorted(view.results.model.candidates, key=lambda c: c.scores.roc_auc.value)
    figure, ax = house_figure(height=paired_height(view.results.model), width=HALF)
    for place, candidate in enumerate(ranked):
        draw_candidate(ax, view, candidate, place)
    name_models(ax, view, [candidate.key for candidate in ranked])
    ax.set_xlim(min(CHANCE, *(c.scores.roc_auc.low for c in ranked)) - 0.02, 1)
    ax.set_xlabel(view.say("trust.axis_auc"))
    return figure


def draw_candidate(ax: Axes, view: View, candidate: Candidate, place: int) -> None:
    """One model: interval, dot and figure; the chosen one in colour."""
    roc_auc = candidate.scores.roc_auc
    chosen = candidate.key == view.results.model.winner
    hue = colour("value" if chosen else "muted")
    ax.plot((roc_auc.low, roc_auc.high), (place, place), color=hue, linewidth=1.6)
    ax.plot(roc_auc.value, place, "o", color=hue, markersize=5)
    left = roc_auc.value > (1 + CHANCE) / 2
    ax.annotate(
        view.measure(roc_auc.value, 3),
        (roc_auc.low if left else roc_auc.high, place),
        xytext=(-5 if left else 5, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=SMALL,
        fontweight="bold" if chosen else "normal",
        color=hue,
    )


def name_models(ax: Axes, view: View, keys: list[str]) -> None:
    """The models' names at the left, numbers of the language below."""
    labels = [
        wrap(
            view.name("model", key),
            LABEL_WIDTH,
        )
        for key in keys
    ]
    ax.set_yticks(range(len(keys)), labels, fontsize=SMALL - 0.7, linespacing=0.85)
    ax.set_ylim(-0.6, len(keys) - 0.4)
    ax.xaxis.set_major_formatter(lambda value, _place: view.plain(value))


def shown_splits(model: ModelFacts) -> tuple[SplitStudy, ...]:
    """The public protocol: twins fall where chance puts them; best mean first."""
    parted = [study for study in model.splits if not study.twins_kept_together]
    return tuple(sorted(parted, key=lambda s: (-sum(s.roc_auc) / len(s.roc_auc), s.candidate)))


def published_for(view: View, candidate: str) -> tuple[float, ...]:
    """The ROC-AUC figures that others printed for a model, each once.

    They were printed for the real store: beside an invented one they would mean nothing.
    """
    if view.results.data.demonstration:
        return ()
    found = {
        figure.value
        for figure in view.results.model.published
        if figure.candidate == candidate and figure.metric == "roc_auc"
    }
    return tuple(sorted(found))


def splits_chart(view: View) -> Figure:
    """Every single split as a tick, published figures as diamonds."""
    studies = tuple(reversed(shown_splits(view.results.model)))
    figure, ax = house_figure(height=HEIGHT, width=HALF)
    for place, study in enumerate(studies):
        ax.plot(study.roc_auc, [place] * len(study.roc_auc), "|", color=colour("grey"), ms=13)
        for value in published_for(view, study.candidate):
            ax.plot(value, place, "D", color=colour("risk"), markersize=5)
            ax.annotate(
                view.measure(value),
                (value, place),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=SMALL,
                color=colour("risk"),
            )
    name_models(ax, view, [study.candidate for study in studies])
    ax.set_xlabel(view.say("trust.axis_split"))
    return figure
