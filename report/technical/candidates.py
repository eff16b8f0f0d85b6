"""The candidates, how they were judged, and which was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimate import Estimate
from analysis.model.facts import Candidate, ModelFacts, Scores
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, TableView, filled_table, table_of
from report.charts.intervals import PairedRow, candidates_chart, paired_dots
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook, sentence_case
from report.text.phrases import Markdown, Prose, joined, yes_no
from report.view import View

CHANCE = 0.5
QUALITY = ("roc_auc", "log_loss", "brier", "ece")
CLASSES = ("pr_auc", "f1", "recall", "precision")
SHARES = ("recall", "precision")


def model_name(key: str, book: Phrasebook) -> str:
    """A candidate's name, capitalised for a table or an axis."""
    return sentence_case(book.name("model", key))


def chance(view: View) -> Markdown | Prose:
    """A warning where the model is not better than chance; nothing elsewhere."""
    model = view.results.model
    if model.beats_chance:
        return Prose("")
    low = view.measure(model.procedure.roc_auc.low, SCORE_DECIMALS)
    text = view.say("technical.chance", low=low)._repr_markdown_()
    return Markdown(f"::: {{.notice .warning}}\n{text}\n:::\n")


def winner_claim(view: View) -> Prose:
    """Who won, and the honest figures of the whole procedure."""
    model = view.results.model
    figures = {key: view.score(getattr(model.procedure, key)) for key in QUALITY}
    return view.say("technical.winner_claim", winner=view.name("model", model.winner), **figures)


def folds_claim(view: View) -> Prose:
    """How the data was split."""
    model = view.results.model
    return view.say(
        "technical.folds_claim",
        folds=view.number(model.folds),
        inner=view.number(view.results.settings.model.inner_folds),
        repeats=view.number(model.repeats),
    )


def quality_table(view: View) -> Block:
    """Ranking and truth of the risk, candidate by candidate; the procedure last."""
    return _scores_table(view, QUALITY, "candidates_caption", "candidates")


def classes_table(view: View) -> Block:
    """Whom the candidates find at their thresholds."""
    return _scores_table(view, CLASSES, "classes_caption", "classes")


def _scores_table(view: View, metrics: Sequence[str], caption: str, key: str) -> TableView:
    """One row a candidate, one column a metric, and the whole procedure below."""
    model = view.results.model
    rows = [(model_name(c.key, view), c.scores) for c in model.candidates]
    rows.append((sentence_case(view.say("technical.procedure_name")), model.procedure))

    def column(metric: str) -> Column[tuple[str, Scores]]:
        return Column(metric, "r", lambda row: metric_text(metric, row[1], view))

    return filled_table(
        view,
        "technical",
        rows,
        Column("candidate", "l", lambda row: row[0]),
        *map(column, metrics),
        caption=view.say(f"technical.{caption}"),
        key=key,
    )


def metric_text(metric: str, scores: Scores, book: Phrasebook) -> str:
    """A metric with its interval; what is a share of customers is a percentage."""
    found: Estimate = getattr(scores, metric)
    return book.share(found) if metric in SHARES else book.score(found)


def _by_roc_auc(model: ModelFacts) -> list[Candidate]:
    return sorted(model.candidates, key=lambda c: (-c.scores.roc_auc.value, c.key))


def scores_chart(view: View) -> Block:
    """ROC-AUC of every candidate with its interval, against guessing."""
    model = view.results.model
    ordered = [c for c in _by_roc_auc(model) if c.complexity]
    if not ordered:
        return view.say("technical.scores_none")
    level = [view.quoted(view.name("model", c.key)) for c in ordered if c.not_worse]
    items = joined(f"{view.name('model', c.key)} {view.score(c.scores.roc_auc)}" for c in ordered)
    return FigureBlock(
        figure=candidates_chart(view, ordered, view.say("technical.scores_axis")),
        key="candidates",
        caption=view.say(
            "technical.scores_caption",
            chance=view.measure(_baseline(model), SCORE_DECIMALS),
            claim=view.say("technical.scores_claim", names=view.listed(level)),
        ),
        alt=view.say("technical.scores_alt", items=items),
    )


def _baseline(model: ModelFacts) -> float:
    """ROC-AUC of the candidate that knows nothing, or of guessing."""
    return next((c.scores.roc_auc.value for c in model.candidates if not c.complexity), CHANCE)


def _rivals(model: ModelFacts) -> list[Candidate]:
    """Everybody but the winner and the baseline, nearest in log loss first."""
    others = [c for c in model.candidates if c.key != model.winner and c.complexity]
    return sorted(others, key=lambda c: (c.log_loss_difference.value, c.key))


def paired_chart(view: View) -> Block:
    """Distance from the winner on the same customers."""
    model = view.results.model
    others = _rivals(model)
    if not others:
        return view.say("technical.paired_alone")
    rows = [
        PairedRow(
            label=model_name(c.key, view), left=c.roc_auc_difference, right=c.log_loss_difference
        )
        for c in others
    ]
    titles = (view.say("technical.paired_axis_roc_auc"), view.say("technical.paired_axis_log_loss"))
    worse = [
        view.quoted(view.name("model", c.key)) for c in others if c.log_loss_difference.low > 0
    ]
    claim = view.say("technical.paired_none")
    if worse:
        claim = view.say("technical.paired_worse", names=view.listed(worse))
    return FigureBlock(
        figure=paired_dots(rows, titles, view),
        key="paired",
        caption=view.say("technical.paired_caption", claim=claim),
        alt=view.say("technical.paired_alt", items=joined(_paired_item(c, view) for c in others)),
    )


def _paired_item(candidate: Candidate, book: Phrasebook) -> str:
    return book.say(
        "technical.paired_item",
        name=book.name("model", candidate.key),
        roc_auc=book.change(candidate.roc_auc_difference),
        log_loss=book.change(candidate.log_loss_difference),
    )


def paired_table(view: View) -> Block:
    """The same distances as numbers."""
    return table_of(
        view,
        "technical",
        _rivals(view.results.model),
        Column("candidate", "l", lambda c: model_name(c.key, view)),
        Column("delta_roc_auc", "r", lambda c: view.change(c.roc_auc_difference)),
        Column("delta_log_loss", "r", lambda c: view.change(c.log_loss_difference)),
        Column("not_worse", "l", lambda c: view.say(f"technical.{yes_no(c.not_worse)}")),
        caption=view.say("technical.paired_table_caption"),
        key="paired",
    )


def rule(view: View) -> Prose:
    """The rule that was written down beforehand, and what the simplest would have cost."""
    model = view.results.model
    written = view.say(f"technical.rule_{view.results.settings.model.choose}")
    if model.simplest_not_worse == model.winner:
        return Prose(f"{written} {view.say('technical.rule_same')}")
    simplest = next((c for c in model.candidates if c.key == model.simplest_not_worse), None)
    if simplest is None:
        return written
    price = view.say(
        "technical.rule_cost",
        simplest=view.name("model", simplest.key),
        log_loss=view.change(simplest.log_loss_difference),
        roc_auc=view.change(simplest.roc_auc_difference),
    )
    return Prose(f"{written} {price}")
