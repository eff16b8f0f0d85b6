"""The numbers behind the charts, as tables that the HTML opens on demand."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.segments.facts import Difference, SegmentFacts, TrendPoint
from analysis.vocabulary import field_label
from report.blocks.table import TableView
from report.charts.portrait import group_name, row_label
from report.charts.trust import published_for, shown_splits
from report.text.field_values import field_span, field_value
from report.text.names import name, segment_name
from report.text.numbers import (
    BLANK,
    amount,
    interval,
    measure,
    measure_interval,
    number,
    percent,
    percent_interval,
    signed,
    span,
)
from report.text.phrases import say
from report.view import Report

WORDS = "management/behind"
SCORE, EFFECT = 3, 2


def numbers_table(
    r: Report, columns: Sequence[str], align: str, rows: Sequence[Sequence[str]]
) -> TableView:
    """A table whose headers are the sentences that `columns` names."""
    header = [say(WORDS, column, r.language, unit=r.unit) for column in columns]
    return TableView(header=header, rows=rows, align=align)


def risk_steps(r: Report) -> TableView:
    """Customers by risk."""
    lang = r.language
    rows = [
        (
            span(percent(step.low, lang), percent(step.high, lang)),
            number(step.customers, lang),
        )
        for step in r.results.risk_steps
    ]
    return numbers_table(r, ("risk", "customers"), "lr", rows)


def shares(r: Report, segments: Sequence[SegmentFacts]) -> TableView:
    """Each group's share of customers and of the profit at risk."""
    lang = r.language
    rows = [
        (
            segment_name(segment.key, lang),
            percent(segment.share, lang),
            percent(segment.profit_at_risk_share, lang),
        )
        for segment in segments
    ]
    return numbers_table(r, ("group", "customers_share", "at_risk_share"), "lrr", rows)


def features(r: Report, found: Sequence[PortraitRow]) -> TableView:
    """Both means of every feature, with intervals."""
    rows = [
        (
            row_label(row.feature, r.language),
            mean(r, row.feature, row.dropped_mean.value),
            field_span(row.feature, row.dropped_mean, r.language),
            mean(r, row.feature, row.same_mean.value),
            field_span(row.feature, row.same_mean, r.language),
        )
        for row in found
    ]
    return numbers_table(r, ("feature", "dropped", "interval", "same", "interval"), "lrrrr", rows)


def mean(r: Report, feature: str, value: float) -> str:
    """A mean without its unit, which stands beside the feature's name."""
    return field_value(feature, value, r.language, unit=False)


def groups(r: Report, found: Sequence[CategoryShare]) -> TableView:
    """Share of dropping customers by group."""
    lang = r.language
    rows = [
        (
            group_name(r, group),
            number(group.customers, lang),
            percent(group.dropped_share.value, lang),
            percent_interval(group.dropped_share, lang),
        )
        for group in found
    ]
    return numbers_table(r, ("group", "customers", "dropped_share", "interval"), "lrrr", rows)


def differences(r: Report, found: Sequence[Difference]) -> TableView:
    """What sets a segment apart: both means, and the effect in standard deviations."""
    lang = r.language
    rows = [
        (
            row_label(row.feature, lang),
            mean(r, row.feature, row.inside.value),
            mean(r, row.feature, row.outside.value),
            signed(row.effect.value, lang, EFFECT),
            interval(row.effect, lang, EFFECT),
        )
        for row in found
    ]
    return numbers_table(r, ("feature", "inside", "outside", "effect", "interval"), "lrrrr", rows)


def months(r: Report, found: Sequence[TrendPoint]) -> TableView:
    """A monthly measure in the segment and elsewhere."""
    rows = []
    for point in found:
        field = f"{point.measure}_{point.period}"
        cells = [
            cell
            for estimate in (point.inside, point.outside)
            for cell in (mean(r, field, estimate.value), field_span(field, estimate, r.language))
        ]
        rows.append((field_label(field, r.language), *cells))
    return numbers_table(r, ("measure", "inside", "interval", "outside", "interval"), "lrrrr", rows)


def budget(r: Report) -> TableView:
    """The whole budget curve."""
    lang = r.language
    rows = [
        (
            number(point.contacts, lang),
            *(
                amount(value, lang)
                for value in (point.cost, point.gain_low, point.gain, point.gain_high)
            ),
        )
        for point in r.results.plan.budget
    ]
    return numbers_table(r, ("contacts", "cost", "gain_low", "gain", "gain_high"), "rrrrr", rows)


def reliability(r: Report) -> TableView:
    """Predicted and observed risk, group by group."""
    lang = r.language
    rows = [
        (
            percent(group.mean_risk, lang),
            number(group.customers, lang),
            percent(group.observed.value, lang),
            percent_interval(group.observed, lang),
        )
        for group in r.results.model.reliability
    ]
    return numbers_table(r, ("predicted", "customers", "observed", "interval"), "rrrr", rows)


def candidates(r: Report) -> TableView:
    """ROC-AUC of every model, best first."""
    lang = r.language
    ranked = sorted(r.results.model.candidates, key=lambda c: -c.scores.roc_auc.value)
    rows = [
        (
            name("model", found.key, lang),
            measure(found.scores.roc_auc.value, lang, SCORE),
            measure_interval(found.scores.roc_auc, lang, SCORE),
        )
        for found in ranked
    ]
    return numbers_table(r, ("model", "roc_auc", "interval"), "lrr", rows)


def splits(r: Report) -> TableView:
    """The worst and the best single split of each model, and what others published."""
    lang = r.language
    rows = []
    for study in shown_splits(r.results.model):
        published = [measure(value, lang, SCORE) for value in published_for(r, study.candidate)]
        rows.append(
            (
                name("model", study.candidate, lang),
                number(len(study.roc_auc), lang),
                measure(min(study.roc_auc), lang, SCORE),
                measure(max(study.roc_auc), lang, SCORE),
                f"{BLANK}/{BLANK}".join(published) or "–",
            )
        )
    return numbers_table(r, ("model", "splits", "lowest", "highest", "published"), "lrrrr", rows)
