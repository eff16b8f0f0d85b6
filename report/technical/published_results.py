"""Published results beside the spread of single splits."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import PublishedFigure, SplitStudy
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.scatter import SplitRow, splits_chart
from report.text.formats import SCORE_DECIMALS, named, sentence_case, worded
from report.text.numbers import measure, number, span
from report.text.phrases import Prose
from report.text.say import Block, joined, say
from report.view import Report

METRICS = ("roc_auc", "f1", "recall")


def studies(report: Report) -> list[SplitStudy]:
    """The studies that ran, family by family, twins parted first as the public did."""
    found = [study for study in report.results.model.splits if study.roc_auc]
    order = {key: place for place, key in enumerate(dict.fromkeys(s.candidate for s in found))}
    return sorted(found, key=lambda s: (order[s.candidate], s.twins_kept_together))


def twins_words(study: SplitStudy, language: Language) -> str:
    """Whether a split may part twins."""
    return say(language, "twins_together" if study.twins_kept_together else "twins_parted")


def study_name(study: SplitStudy, language: Language) -> str:
    """Model and treatment of twins."""
    model = sentence_case(named("model", study.candidate, language))
    return f"{model}, {twins_words(study, language)}"


def reach(values: Sequence[float], language: Language) -> str:
    """Lowest and highest of the splits."""
    low, high = (measure(end, language, SCORE_DECIMALS) for end in (min(values), max(values)))
    return span(low, high)


def comparable(report: Report) -> tuple[PublishedFigure, ...]:
    """What others printed for the store's real tables; nothing beside an invented store."""
    return () if report.results.data.demonstration else report.results.model.published


def figures_for(study: SplitStudy, metric: str, report: Report) -> list[float]:
    """What was published of this study's model, under its protocol: twins parted."""
    if study.twins_kept_together:
        return []
    return [
        figure.value
        for figure in comparable(report)
        if figure.candidate == study.candidate and figure.metric == metric
    ]


def chart(report: Report) -> Block:
    """ROC-AUC of every split, published figures marked."""
    found, language = studies(report), report.language
    if not found:
        return say(language, "published_none")
    rows = [
        SplitRow(
            label=study_name(study, language),
            splits=study.roc_auc,
            published=figures_for(study, "roc_auc", report),
            hue="grey" if study.twins_kept_together else "ink",
        )
        for study in found
    ]
    widest = max(found, key=lambda study: max(study.roc_auc) - min(study.roc_auc))
    claim = say(
        language,
        "published_claim",
        name=f"{named('model', widest.candidate, language)}, {twins_words(widest, language)}",
        low=measure(min(widest.roc_auc), language, SCORE_DECIMALS),
        high=measure(max(widest.roc_auc), language, SCORE_DECIMALS),
    )
    items = joined(f"{study_name(s, language)} {reach(s.roc_auc, language)}" for s in found)
    return FigureBlock(
        figure=splits_chart(rows, say(language, "published_axis"), language),
        key="splits",
        caption=say(
            language, "published_caption" if comparable(report) else "splits_caption", claim=claim
        ),
        alt=say(language, "published_alt", items=items),
    )


def twins(report: Report) -> Prose:
    """What parting twins adds, by the check that measured it."""
    checks, language = report.results.model.sentinels, report.language
    check = next((check for check in checks if check.key == "twins_across_folds"), None)
    if check is None or not check.customers:
        return Prose("")
    return say(
        language,
        "published_twins",
        parted=measure(check.figure, language, SCORE_DECIMALS),
        together=measure(check.reference, language, SCORE_DECIMALS),
    )


def table(report: Report) -> Block:
    """Lowest and highest figure of every study."""
    found, language = studies(report), report.language
    if not found:
        return Prose("")
    keys = ("candidate", "twins", "splits", "roc_auc", "f1", "recall")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[study_row(study, language) for study in found],
        align="llrrrr",
        caption=say(language, "published_table_caption"),
        key="splits",
    )


def study_row(study: SplitStudy, language: Language) -> list[str]:
    """One study as cells."""
    metrics = (study.roc_auc, study.f1, study.recall)
    return [
        sentence_case(named("model", study.candidate, language)),
        twins_words(study, language),
        number(len(study.roc_auc), language),
        *(reach(values, language) if values else say(language, "dash") for values in metrics),
    ]


def figures_table(report: Report) -> Block:
    """Published figures, and where they fall among our splits."""
    figures, language = comparable(report), report.language
    if not figures or not studies(report):
        return say(language, "published_marks_none")
    keys = ("candidate", "metric", "published", "ours", "beaten")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[figure_row(figure, report) for figure in dict.fromkeys(figures)],
        align="llrrr",
        caption=say(language, "published_figures_caption"),
        key="published",
    )


def figure_row(figure: PublishedFigure, report: Report) -> list[str]:
    """One published figure among the splits of the same model, twins parted as there."""
    language = report.language
    same = [
        value
        for study in studies(report)
        if study.candidate == figure.candidate and not study.twins_kept_together
        for value in metric_of(study, figure.metric)
    ]
    none = say(language, "dash")
    reached = sum(value >= figure.value for value in same)
    return [
        sentence_case(named("model", figure.candidate, language)),
        worded("metric", figure.metric, language),
        measure(figure.value, language, SCORE_DECIMALS),
        reach(same, language) if same else none,
        say(
            language,
            "of",
            part=number(reached, language),
            whole=number(len(same), language),
        )
        if same
        else none,
    ]


def metric_of(study: SplitStudy, metric: str) -> tuple[float, ...]:
    """The splits' figures in one metric; nothing for a metric that was not kept."""
    kept = {"roc_auc": study.roc_auc, "f1": study.f1, "recall": study.recall}
    return kept.get(metric, ())
