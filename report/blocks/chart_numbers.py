"""The numbers behind charts, as tables that the web page opens on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.followup.facts import Movement, PartOfChange
from analysis.model.facts import CurvePoint
from analysis.offers.facts import BudgetPoint
from analysis.profile.facts import CategoryShare, FeatureProfile, PortraitRow
from analysis.segments.facts import Difference, SegmentFacts, TrendPoint
from report.blocks.table import Column, Sums, TableView, filled_table
from report.charts.bars import BarRow
from report.charts.heatmap import Matrix
from report.charts.intervals import group_name, row_label
from report.charts.reason_bars import Example
from report.charts.splits import published_for, shown_splits
from report.text.numbers import BLANK, span
from report.text.phrasebook import Phrasebook
from report.view import View

MANAGEMENT, TECHNICAL, CHANGES = "chart_numbers", "technical", "changes"
SCORE, EFFECT, CENT = 3, 2, 2


def risk_steps(view: View) -> TableView:
    """Customers by risk."""
    return filled_table(
        view,
        MANAGEMENT,
        view.results.risk_steps,
        Column("risk", "l", lambda s: span(view.percent(s.low), view.percent(s.high))),
        Column("customers", "r", lambda s: view.number(s.customers)),
    )


def shares(view: View, segments: Sequence[SegmentFacts]) -> TableView:
    """Each group's share of customers and of the profit at risk."""
    return filled_table(
        view,
        MANAGEMENT,
        segments,
        Column("group", "l", lambda s: view.segment_name(s.key)),
        Column("customers_share", "r", lambda s: view.percent(s.share)),
        Column("at_risk_share", "r", lambda s: view.percent(s.profit_at_risk_share)),
    )


def features(view: View, rows: Sequence[PortraitRow]) -> TableView:
    """Both means of every feature, with intervals."""
    return filled_table(
        view,
        MANAGEMENT,
        rows,
        Column("feature", "l", lambda r: row_label(r.feature, view)),
        Column("dropped", "r", lambda r: _mean(view, r.feature, r.dropped_mean.value)),
        Column("interval", "r", lambda r: view.field_span(r.feature, r.dropped_mean)),
        Column("same", "r", lambda r: _mean(view, r.feature, r.same_mean.value)),
        Column("interval", "r", lambda r: view.field_span(r.feature, r.same_mean)),
    )


def groups(view: View, rows: Sequence[CategoryShare]) -> TableView:
    """Share of dropping customers by group."""
    return filled_table(
        view,
        MANAGEMENT,
        rows,
        Column("group", "l", lambda g: group_name(view, g)),
        Column("customers", "r", lambda g: view.number(g.customers)),
        Column("dropped_share", "r", lambda g: view.percent(g.dropped_share.value)),
        Column("interval", "r", lambda g: view.percent_interval(g.dropped_share)),
    )


def differences(view: View, rows: Sequence[Difference]) -> TableView:
    """What sets a segment apart: both means, and the effect in standard deviations."""
    return filled_table(
        view,
        MANAGEMENT,
        rows,
        Column("feature", "l", lambda d: row_label(d.feature, view)),
        Column("inside", "r", lambda d: _mean(view, d.feature, d.inside.value)),
        Column("outside", "r", lambda d: _mean(view, d.feature, d.outside.value)),
        Column("effect", "r", lambda d: view.signed(d.effect.value, EFFECT)),
        Column("interval", "r", lambda d: view.interval(d.effect, EFFECT)),
    )


def months(view: View, points: Sequence[TrendPoint]) -> TableView:
    """A monthly measure in the segment and elsewhere."""
    return filled_table(
        view,
        MANAGEMENT,
        [(f"{point.measure}_{point.period}", point.inside, point.outside) for point in points],
        Column("measure", "l", lambda p: view.label(p[0])),
        Column("inside", "r", lambda p: _mean(view, p[0], p[1].value)),
        Column("interval", "r", lambda p: view.field_span(p[0], p[1])),
        Column("outside", "r", lambda p: _mean(view, p[0], p[2].value)),
        Column("interval", "r", lambda p: view.field_span(p[0], p[2])),
    )


def _mean(view: View, feature: str, value: float) -> str:
    """A mean without its unit, which stands beside the feature's name."""
    return view.field_value(feature, value, unit=False)


def budget(view: View, page: str, points: Sequence[BudgetPoint]) -> TableView:
    """Cost and gain by number of contacts, in the words of either document."""
    return filled_table(
        view,
        page,
        points,
        Column("contacts", "r", lambda p: view.number(p.contacts)),
        Column("cost", "r", lambda p: view.amount(p.cost)),
        Column("gain_low", "r", lambda p: view.amount(p.gain_low)),
        Column("gain", "r", lambda p: view.amount(p.gain)),
        Column("gain_high", "r", lambda p: view.amount(p.gain_high)),
    )


def reliability(view: View) -> TableView:
    """Predicted and observed risk, group by group."""
    return filled_table(
        view,
        MANAGEMENT,
        view.results.model.reliability,
        Column("predicted", "r", lambda b: view.percent(b.mean_risk)),
        Column("customers", "r", lambda b: view.number(b.customers)),
        Column("observed", "r", lambda b: view.percent(b.observed.value)),
        Column("interval", "r", lambda b: view.percent_interval(b.observed)),
    )


def candidates(view: View) -> TableView:
    """ROC-AUC of every model, best first."""
    return filled_table(
        view,
        MANAGEMENT,
        sorted(view.results.model.candidates, key=lambda c: -c.scores.roc_auc.value),
        Column("model", "l", lambda c: view.name("model", c.key)),
        Column("roc_auc", "r", lambda c: view.measure(c.scores.roc_auc.value, SCORE)),
        Column("interval", "r", lambda c: view.measure_interval(c.scores.roc_auc, SCORE)),
    )


def splits(view: View) -> TableView:
    """The worst and the best single split of each model, and what others published."""

    def measures(values: Iterable[float]) -> str:
        return f"{BLANK}/{BLANK}".join(view.measure(value, SCORE) for value in values)

    return filled_table(
        view,
        MANAGEMENT,
        shown_splits(view.results.model),
        Column("model", "l", lambda s: view.name("model", s.candidate)),
        Column("splits", "r", lambda s: view.number(len(s.roc_auc))),
        Column("lowest", "r", lambda s: measures([min(s.roc_auc)])),
        Column("highest", "r", lambda s: measures([max(s.roc_auc)])),
        Column("published", "r", lambda s: measures(published_for(view, s.candidate)) or "–"),
    )


def ends_of(view: View, move: Movement) -> tuple[str, str]:
    """The names of where customers were and are."""
    return (
        view.segment_name(move.before) if move.before else view.say("changes.new"),
        view.segment_name(move.now) if move.now else view.say("changes.gone"),
    )


def movements(view: View, moves: Sequence[Movement]) -> TableView:
    """Everybody between two months, by group before and now."""
    return filled_table(
        view,
        CHANGES,
        moves,
        Column("was", "l", lambda m: ends_of(view, m)[0]),
        Column("is", "l", lambda m: ends_of(view, m)[1]),
        Column("customers", "r", lambda m: view.number(m.customers)),
        Sums("profit", lambda m: m.profit),
        Column("at_risk_change", "r", lambda m: view.signed_amount(m.profit_at_risk_change)),
    )


def parts(view: View, every: Sequence[PartOfChange]) -> TableView:
    """What each kind of customers added to the profit at risk, to the cent."""
    return filled_table(
        view,
        CHANGES,
        every,
        Column("part", "l", lambda p: view.say(f"changes.part_{p.part}")),
        Column("customers", "r", lambda p: view.number(p.customers)),
        Column("at_risk_change", "r", lambda p: view.signed(p.change, CENT)),
    )


def bars(book: Phrasebook, rows: Sequence[BarRow], label: str, value: str) -> TableView:
    """Every bar's label and value, under these headers."""
    return filled_table(
        book,
        TECHNICAL,
        rows,
        Column(label, "l", lambda row: row.label),
        Column(value, "r", lambda row: row.text),
    )


def cells(book: Phrasebook, matrix: Matrix, corner: str) -> TableView:
    """The matrix as it is drawn; corner: the header over the names of its rows."""
    return TableView(
        header=[book.say(f"{TECHNICAL}.col_{corner}"), *matrix.columns],
        rows=[(row, *texts) for row, texts in zip(matrix.rows, matrix.texts, strict=True)],
        align="l" + "r" * len(matrix.columns),
    )


def bins(book: Phrasebook, profiles: Sequence[FeatureProfile]) -> TableView:
    """Customers of both groups in every bar of every histogram."""
    return filled_table(
        book,
        TECHNICAL,
        [
            (profile.feature, *counts)
            for profile in profiles
            for counts in zip(
                profile.edges[:-1],
                profile.edges[1:],
                profile.dropped_counts,
                profile.same_counts,
                strict=True,
            )
        ],
        Column("field", "l", lambda b: book.short(b[0])),
        Column("from", "r", lambda b: book.single(b[0], b[1])),
        Column("to", "r", lambda b: book.single(b[0], b[2])),
        Column("customers_dropped", "r", lambda b: book.number(b[3])),
        Column("customers_same", "r", lambda b: book.number(b[4])),
    )


def profit_curve(view: View, points: Sequence[CurvePoint]) -> TableView:
    """Expected profit by share contacted."""
    return filled_table(
        view,
        TECHNICAL,
        points,
        Column("contacted_share", "r", lambda p: view.percent(p.contacted_share)),
        Column("expected_profit", "r", lambda p: view.number(p.expected_profit)),
    )


def reasons(book: Phrasebook, examples: Sequence[Example]) -> TableView:
    """What moved each example's risk, and how far."""
    return filled_table(
        book,
        TECHNICAL,
        [
            (example.title, reason, text)
            for example in examples
            for reason, _, text in example.reasons
        ],
        Column("customer", "l", lambda r: r[0]),
        Column("why", "l", lambda r: r[1]),
        Column("shift", "r", lambda r: r[2]),
    )
