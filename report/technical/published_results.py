"""Published results beside the spread of single splits."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import SplitStudy
from analysis.results.facts import PublishedRank
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.splits import SplitRow, splits_chart
from report.technical.candidates import model_name
from report.text.numbers import span
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook
from report.text.phrases import Prose, joined
from report.view import View


def _studies(view: View) -> list[SplitStudy]:
    """The studies that ran, family by family, twins parted first as the public did."""
    found = [study for study in view.results.model.splits if study.roc_auc]
    order = {key: place for place, key in enumerate(dict.fromkeys(s.candidate for s in found))}
    return sorted(found, key=lambda s: (order[s.candidate], s.twins_kept_together))


def _twins_words(study: SplitStudy, book: Phrasebook) -> str:
    return book.say(f"technical.twins_{'together' if study.twins_kept_together else 'parted'}")


def _study_name(study: SplitStudy, book: Phrasebook) -> str:
    return f"{model_name(study.candidate, book)}, {_twins_words(study, book)}"


def _reach(values: Sequence[float], book: Phrasebook) -> str:
    """Lowest and highest of the splits, or a dash where none measured it."""
    if not values:
        return book.say("technical.dash")
    low, high = (book.measure(end, SCORE_DECIMALS) for end in (min(values), max(values)))
    return span(low, high)


def _published_for(study: SplitStudy, view: View) -> list[float]:
    """ROC-AUC published of this study's model, under its protocol: twins parted."""
    if study.twins_kept_together:
        return []
    return [
        figure.value
        for figure in view.results.published
        if figure.candidate == study.candidate and figure.metric == "roc_auc"
    ]


def chart(view: View) -> Block:
    """ROC-AUC of every split, published figures marked."""
    found = _studies(view)
    if not found:
        return view.say("technical.published_none")
    rows = [
        SplitRow(
            label=_study_name(study, view),
            splits=study.roc_auc,
            published=_published_for(study, view),
            hue="grey" if study.twins_kept_together else "ink",
        )
        for study in found
    ]
    widest = max(found, key=lambda study: max(study.roc_auc) - min(study.roc_auc))
    claim = view.say(
        "technical.published_claim",
        name=f"{view.name('model', widest.candidate)}, {_twins_words(widest, view)}",
        low=view.measure(min(widest.roc_auc), SCORE_DECIMALS),
        high=view.measure(max(widest.roc_auc), SCORE_DECIMALS),
    )
    items = joined(f"{_study_name(s, view)} {_reach(s.roc_auc, view)}" for s in found)
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
    return table_of(
        view,
        "technical",
        _studies(view),
        Column("candidate", "l", lambda s: model_name(s.candidate, view)),
        Column("twins", "l", lambda s: _twins_words(s, view)),
        Column("splits", "r", lambda s: view.number(len(s.roc_auc))),
        Column("roc_auc", "r", lambda s: _reach(s.roc_auc, view)),
        Column("f1", "r", lambda s: _reach(s.f1, view)),
        Column("recall", "r", lambda s: _reach(s.recall, view)),
        caption=view.say("technical.published_table_caption"),
        key="splits",
    )


def figures_table(view: View) -> Block:
    """Published figures, and where they fall among our splits."""

    def ours(figure: PublishedRank) -> str:
        ends = (figure.lowest, figure.highest)
        return _reach([end for end in ends if end is not None], view)

    def beaten(figure: PublishedRank) -> str:
        if figure.lowest is None:
            return view.say("technical.dash")
        part, whole = view.number(figure.reached), view.number(figure.splits)
        return view.say("technical.of", part=part, whole=whole)

    return table_of(
        view,
        "technical",
        view.results.published if _studies(view) else (),
        Column("candidate", "l", lambda f: model_name(f.candidate, view)),
        Column("metric", "l", lambda f: view.worded("technical.metric", f.metric)),
        Column("published", "r", lambda f: view.measure(f.value, SCORE_DECIMALS)),
        Column("ours", "r", ours),
        Column("beaten", "r", beaten),
        caption=view.say("technical.published_figures_caption"),
        key="published",
        empty=view.say("technical.published_marks_none"),
    )
