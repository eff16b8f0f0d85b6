"""The candidates, how they were judged, and which was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from analysis.model.facts import Candidate, ModelFacts, Scores
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.intervals import DotRow, dot_chart
from report.charts.paired import PairedRow, paired_dots
from report.text.formats import (
    SCORE_DECIMALS,
    change,
    named,
    quoted,
    score,
    sentence_case,
    share,
)
from report.text.numbers import measure, number
from report.text.phrases import Markdown, Prose
from report.text.phrasing import listed
from report.text.say import Block, joined, say
from report.view import Report

CHANCE = 0.5
QUALITY = ("roc_auc", "log_loss", "brier", "ece")
CLASSES = ("pr_auc", "f1", "recall", "precision")


def model_name(key: str, language: Language) -> str:
    """A candidate's name, capitalised for a table or an axis."""
    return sentence_case(named("model", key, language))


def chance(report: Report) -> Markdown | Prose:
    """A warning where the model is not better than chance; nothing elsewhere."""
    model, language = report.results.model, report.language
    if model.beats_chance:
        return Prose("")
    low = measure(model.procedure.roc_auc.low, language, SCORE_DECIMALS)
    text = say(language, "chance", low=low)._repr_markdown_()
    return Markdown(f"::: {{.notice .warning}}\n{text}\n:::\n")


def winner_claim(report: Report) -> Prose:
    """Who won, and the honest figures of the whole procedure."""
    model, language = report.results.model, report.language
    figures = {key: score(getattr(model.procedure, key), language) for key in QUALITY}
    return say(language, "winner_claim", winner=named("model", model.winner, language), **figures)


def folds_claim(report: Report) -> Prose:
    """How the data was split."""
    model, language = report.results.model, report.language
    return say(
        language,
        "folds_claim",
        folds=number(model.folds, language),
        inner=number(report.results.settings.model.inner_folds, language),
        repeats=number(model.repeats, language),
    )


def quality_table(report: Report) -> Block:
    """Ranking and truth of the risk, candidate by candidate; the procedure last."""
    return scores_table(report, QUALITY, "candidates_caption", "candidates")


def classes_table(report: Report) -> Block:
    """Whom the candidates find at their thresholds."""
    return scores_table(report, CLASSES, "classes_caption", "classes")


def scores_table(report: Report, metrics: Sequence[str], caption: str, key: str) -> TableView:
    """One row a candidate, one column a metric, and the whole procedure below."""
    model, language = report.results.model, report.language
    rows = [(model_name(c.key, language), c.scores) for c in model.candidates]
    rows.append((sentence_case(say(language, "procedure_name")), model.procedure))
    return TableView(
        header=[say(language, "col_candidate"), *(say(language, f"col_{m}") for m in metrics)],
        rows=[[name, *score_cells(scores, metrics, language)] for name, scores in rows],
        align="l" + "r" * len(metrics),
        caption=say(language, caption),
        key=key,
    )


def score_cells(scores: Scores, metrics: Sequence[str], language: Language) -> list[str]:
    """Metrics of one candidate; what is a share of customers is a percentage."""
    shares = ("recall", "precision")
    return [
        (share if metric in shares else score)(attrgetter(metric)(scores), language)
        for metric in metrics
    ]


def by_roc_auc(model: ModelFacts) -> list[Candidate]:
    """Candidates, the highest ROC-AUC first."""
    return sorted(model.candidates, key=lambda c: (-c.scores.roc_auc.value, c.key))


def scores_chart(report: Report) -> Block:
    """ROC-AUC of every candidate with its interval, against guessing."""
    model, language = report.results.model, report.language
    ordered = [c for c in by_roc_auc(model) if c.complexity]
    if not ordered:
        return say(language, "scores_none")
    figure = dot_chart(
        [score_dot(candidate, model.winner, language) for candidate in ordered],
        axis=say(language, "scores_axis"),
        language=language,
    )
    level = [quoted(named("model", c.key, language), language) for c in ordered if c.not_worse]
    items = joined(
        f"{named('model', c.key, language)} {score(c.scores.roc_auc, language)}" for c in ordered
    )
    return FigureBlock(
        figure=figure,
        key="candidates",
        caption=say(
            language,
            "scores_caption",
            chance=measure(baseline(model), language, SCORE_DECIMALS),
            claim=say(language, "scores_claim", names=listed(level, language)),
        ),
        alt=say(language, "scores_alt", items=items),
    )


def baseline(model: ModelFacts) -> float:
    """ROC-AUC of the candidate that knows nothing, or of guessing."""
    return next((c.scores.roc_auc.value for c in model.candidates if not c.complexity), CHANCE)


def score_dot(candidate: Candidate, winner: str, language: Language) -> DotRow:
    """One candidate; the winner stands out, the others are grey."""
    return DotRow(
        label=model_name(candidate.key, language),
        estimate=candidate.scores.roc_auc,
        text=score(candidate.scores.roc_auc, language),
        hue="ink" if candidate.key == winner else "grey",
    )


def rivals(model: ModelFacts) -> list[Candidate]:
    """Everybody but the winner and the baseline, nearest in log loss first."""
    others = [c for c in model.candidates if c.key != model.winner and c.complexity]
    return sorted(others, key=lambda c: (c.log_loss_difference.value, c.key))


def paired_chart(report: Report) -> Block:
    """Distance from the winner on the same customers."""
    model, language = report.results.model, report.language
    others = rivals(model)
    if not others:
        return say(language, "paired_alone")
    rows = [
        PairedRow(
            label=model_name(c.key, language),
            left=c.roc_auc_difference,
            right=c.log_loss_difference,
        )
        for c in others
    ]
    titles = (say(language, "paired_axis_roc_auc"), say(language, "paired_axis_log_loss"))
    worse = [
        quoted(named("model", c.key, language), language)
        for c in others
        if c.log_loss_difference.low > 0
    ]
    claim = say(language, "paired_none")
    if worse:
        claim = say(language, "paired_worse", names=listed(worse, language))
    return FigureBlock(
        figure=paired_dots(rows, titles, language),
        key="paired",
        caption=say(language, "paired_caption", claim=claim),
        alt=say(language, "paired_alt", items=joined(paired_item(c, language) for c in others)),
    )


def paired_item(candidate: Candidate, language: Language) -> str:
    """One candidate's distances in words."""
    return say(
        language,
        "paired_item",
        name=named("model", candidate.key, language),
        roc_auc=change(candidate.roc_auc_difference, language),
        log_loss=change(candidate.log_loss_difference, language),
    )


def paired_table(report: Report) -> Block:
    """The same distances as numbers."""
    model, language = report.results.model, report.language
    if not rivals(model):
        return Prose("")
    keys = ("candidate", "delta_roc_auc", "delta_log_loss", "not_worse")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                model_name(c.key, language),
                change(c.roc_auc_difference, language),
                change(c.log_loss_difference, language),
                say(language, "yes" if c.not_worse else "no"),
            ]
            for c in rivals(model)
        ],
        align="lrrl",
        caption=say(language, "paired_table_caption"),
        key="paired",
    )


def rule(report: Report) -> Prose:
    """The rule that was written down beforehand, and what the simplest would have cost."""
    model, language = report.results.model, report.language
    written = say(language, f"rule_{report.results.settings.model.choose}")
    if model.simplest_not_worse == model.winner:
        return Prose(f"{written} {say(language, 'rule_same')}")
    simplest = next((c for c in model.candidates if c.key == model.simplest_not_worse), None)
    if simplest is None:
        return written
    price = say(
        language,
        "rule_cost",
        simplest=named("model", simplest.key, language),
        log_loss=change(simplest.log_loss_difference, language),
        roc_auc=change(simplest.roc_auc_difference, language),
    )
    return Prose(f"{written} {price}")
