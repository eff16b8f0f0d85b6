"""Published results beside the spread of single splits."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import SplitStudy
from analysis.results.facts import PublishedRank
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.splits import SplitRow, splits_chart
from report.text.numbers import span
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook, sentence_case
from report.text.phrases import Prose, joined
from report.view import View

METRICS = ("roc_auc", "f1", "recall")


def studies(view: View) -> list[SplitStudy]:
    """The studies that ran, family by family, twins parted first as the public did."""
    found = [study for study in view.results.model.splits if study.roc_auc]
    order = {key: place for place, key in enumerate(dict.fromkeys(s.candidate for s in found))}
    return sorted(found, key=lambda s: (order[s.candidate], s.twins_kept_together))


def twins_words(study: SplitStudy, book: Phrasebook) -> str:
    """Whether a split may part twins."""
    return book.say(
        "technical.twins_together" if study.twins_kept_together else "technical.twins_parted"
    )


def study_name(study: SplitStudy, book: Phrasebook) -> str:
    """Model and treatment of twins."""
    model = sentence_case(book.name("model", study.candidate))
    return f"{model}, {twins_words(study, book)}"


def reach(values: Sequence[float], book: Phrasebook) -> str:
    """Lowest and highest of the splits."""
    low, high = (book.measure(end, SCORE_DECIMALS) for end in (min(values), max(values)))
    return span(low, high)


def figures_for(study: SplitStudy, metric: str, view: View) -> list[float]:
    """What was published of this study's model, under its protocol: twins parted."""
    if study.twins_kept_together:
        return []
    return [
        figure.value
        for figure in view.results.published
        if figure.candidate == study.candidate and figure.metric == metric
    ]


def chart(view: View) -> Block:
    """ROC-AUC of every split, published figures marked."""
    found = studies(view)
    if not found:
        return view.say("technical.published_none")
    rows = [
        SplitRow(
            label=study_name(study, view),
            splits=study.roc_auc,
            published=figures_for(study, "roc_auc", view),
            hue="grey" if study.twins_kept_together else "ink",
        )
        for study in found
    ]
    widest = max(found, key=lambda study: max(study.roc_auc) - min(study.roc_auc))
    claim = view.say(
        "technical.published_claim",
        name=f"{view.name('model', widest.candidate)}, {twins_words(widest, view)}",
        low=view.measure(min(widest.roc_auc), SCORE_DECIMALS),
        high=view.measure(max(widest.roc_auc), SCORE_DECIMALS),
    )
    items = joined(f"{study_name(s, view)} {reach(s.roc_auc, view)}" for s in found)
    return FigureBlock(
        figure=splits_chart(rows, view.say("technical.published_axis"), view),
        key="splits",
        caption=view.say(
            "technical.published_caption" if view.results.published else "technical.splits_caption",
            claim=claim,
        ),
        alt=view.say("technical.published_alt", items=items),
    )


def twins(view: View) -> Prose:
    """What parting twins adds, by the check that measured it."""
    checks = view.results.model.sentinels
    check = next((check for check in checks if check.key == "twins_across_folds"), None)
    if check is None or not check.customers:
        return Prose("")
    return view.say(
        "technical.published_twins",
        parted=view.measure(check.figure, SCORE_DECIMALS),
        together=view.measure(check.reference, SCORE_DECIMALS),
    )


def table(view: View) -> Block:
    """Lowest and highest figure of every study."""
    found = studies(view)
    if not found:
        return Prose("")
    keys = ("candidate", "twins", "splits", "roc_auc", "f1", "recall")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[study_row(study, view) for study in found],
        align="llrrrr",
        caption=view.say("technical.published_table_caption"),
        key="splits",
    )


def study_row(study: SplitStudy, book: Phrasebook) -> list[str]:
    """One study as cells."""
    metrics = (study.roc_auc, study.f1, study.recall)
    return [
        sentence_case(book.name("model", study.candidate)),
        twins_words(study, book),
        book.number(len(study.roc_auc)),
        *(reach(values, book) if values else book.say("technical.dash") for values in metrics),
    ]


def figures_table(view: View) -> Block:
    """Published figures, and where they fall among our splits."""
    figures = view.results.published
    if not figures or not studies(view):
        return view.say("technical.published_marks_none")
    keys = ("candidate", "metric", "published", "ours", "beaten")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[figure_row(figure, view) for figure in figures],
        align="llrrr",
        caption=view.say("technical.published_figures_caption"),
        key="published",
    )


def figure_row(figure: PublishedRank, view: View) -> list[str]:
    """One published figure among the splits of the same model, twins parted as there."""
    named_figure = [
        sentence_case(view.name("model", figure.candidate)),
        view.worded("technical.metric", figure.metric),
        view.measure(figure.value, SCORE_DECIMALS),
    ]
    if figure.lowest is None or figure.highest is None:
        return [*named_figure, *[view.say("technical.dash")] * 2]
    part, whole = view.number(figure.reached), view.number(figure.splits)
    return [
        *named_figure,
        reach((figure.lowest, figure.highest), view),
        view.say("technical.of", part=part, whole=whole),
    ]
