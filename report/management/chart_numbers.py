"""The numbers behind the charts, as tables that the HTML opens on demand."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.segments.facts import Difference, SegmentFacts, TrendPoint
from report.blocks.table import TableView
from report.charts.intervals import group_name, row_label
from report.charts.splits import published_for, shown_splits
from report.text.numbers import (
    BLANK,
    span,
)
from report.view import View

SCORE, EFFECT = 3, 2


def numbers_table(
    view: View, columns: Sequence[str], align: str, rows: Sequence[Sequence[str]]
) -> TableView:
    """A table whose headers are the sentences that `columns` names."""
    header = [view.say(f"chart_numbers.{column}", unit=view.unit) for column in columns]
    return TableView(header=header, rows=rows, align=align)


def risk_steps(view: View) -> TableView:
    """Customers by risk."""
    rows = [
        (
            span(
                view.percent(step.low),
                view.percent(step.high),
            ),
            view.number(step.customers),
        )
        for step in view.results.risk_steps
    ]
    return numbers_table(view, ("risk", "customers"), "lr", rows)


def shares(view: View, segments: Sequence[SegmentFacts]) -> TableView:
    """Each group's share of customers and of the profit at risk."""
    rows = [
        (
            view.segment_name(segment.key),
            view.percent(segment.share),
            view.percent(segment.profit_at_risk_share),
        )
        for segment in segments
    ]
    return numbers_table(view, ("group", "customers_share", "at_risk_share"), "lrr", rows)


def features(view: View, found: Sequence[PortraitRow]) -> TableView:
    """Both means of every feature, with intervals."""
    rows = [
        (
            row_label(row.feature, view),
            mean(view, row.feature, row.dropped_mean.value),
            view.field_span(row.feature, row.dropped_mean),
            mean(view, row.feature, row.same_mean.value),
            view.field_span(row.feature, row.same_mean),
        )
        for row in found
    ]
    return numbers_table(
        view, ("feature", "dropped", "interval", "same", "interval"), "lrrrr", rows
    )


def mean(view: View, feature: str, value: float) -> str:
    """A mean without its unit, which stands beside the feature's name."""
    return view.field_value(feature, value, unit=False)


def groups(view: View, found: Sequence[CategoryShare]) -> TableView:
    """Share of dropping customers by group."""
    rows = [
        (
            group_name(view, group),
            view.number(group.customers),
            view.percent(group.dropped_share.value),
            view.percent_interval(group.dropped_share),
        )
        for group in found
    ]
    return numbers_table(view, ("group", "customers", "dropped_share", "interval"), "lrrr", rows)


def differences(view: View, found: Sequence[Difference]) -> TableView:
    """What sets a segment apart: both means, and the effect in standard deviations."""
    rows = [
        (
            row_label(row.feature, view),
            mean(view, row.feature, row.inside.value),
            mean(view, row.feature, row.outside.value),
            view.signed(row.effect.value, EFFECT),
            view.interval(row.effect, EFFECT),
        )
        for row in found
    ]
    return numbers_table(
        view, ("feature", "inside", "outside", "effect", "interval"), "lrrrr", rows
    )


def months(view: View, found: Sequence[TrendPoint]) -> TableView:
    """A monthly measure in the segment and elsewhere."""
    rows = []
    for point in found:
        field = f"{point.measure}_{point.period}"
        cells = [
            cell
            for estimate in (point.inside, point.outside)
            for cell in (
                mean(view, field, estimate.value),
                view.field_span(field, estimate),
            )
        ]
        rows.append(
            (
                view.label(field),
                *cells,
            )
        )
    return numbers_table(
        view, ("measure", "inside", "interval", "outside", "interval"), "lrrrr", rows
    )


def budget(view: View) -> TableView:
    """The whole budget curve."""
    rows = [
        (
            view.number(point.contacts),
            *(
                view.amount(value)
                for value in (point.cost, point.gain_low, point.gain, point.gain_high)
            ),
        )
        for point in view.results.plan.budget
    ]
    return numbers_table(view, ("contacts", "cost", "gain_low", "gain", "gain_high"), "rrrrr", rows)


def reliability(view: View) -> TableView:
    """Predicted and observed risk, group by group."""
    rows = [
        (
            view.percent(group.mean_risk),
            view.number(group.customers),
            view.percent(group.observed.value),
            view.percent_interval(group.observed),
        )
        for group in view.results.model.reliability
    ]
    return numbers_table(view, ("predicted", "customers", "observed", "interval"), "rrrr", rows)


def candidates(view: View) -> TableView:
    """ROC-AUC of every model, best first."""
    ranked = sorted(view.results.model.candidates, key=lambda c: -c.scores.roc_auc.value)
    rows = [
        (
            view.name("model", found.key),
            view.measure(found.scores.roc_auc.value, SCORE),
            view.measure_interval(found.scores.roc_auc, SCORE),
        )
        for found in ranked
    ]
    return numbers_table(view, ("model", "roc_auc", "interval"), "lrr", rows)


def splits(view: View) -> TableView:
    """The worst and the best single split of each model, and what others published."""
    rows = []
    for study in shown_splits(view.results.model):
        published = [view.measure(value, SCORE) for value in published_for(view, study.candidate)]
        rows.append(
            (
                view.name("model", study.candidate),
                view.number(len(study.roc_auc)),
                view.measure(min(study.roc_auc), SCORE),
                view.measure(max(study.roc_auc), SCORE),
                f"{BLANK}/{BLANK}".join(published) or "–",
            )
        )
    return numbers_table(view, ("model", "splits", "lowest", "highest", "published"), "lrrrr", rows)
