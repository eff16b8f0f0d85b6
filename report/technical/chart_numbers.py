"""The numbers behind charts whose figures no table of the document prints."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import CurvePoint
from analysis.offers.facts import BudgetPoint
from analysis.profile.facts import FeatureProfile
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.charts.heatmap import Matrix
from report.charts.intervals import BarRow
from report.charts.reason_bars import Example
from report.text.formats import short, single
from report.text.numbers import amount, number, percent
from report.text.say import say
from report.view import Report


def numbers_table(
    language: Language, keys: Sequence[str], align: str, rows: Sequence[Sequence[str]], **parts: str
) -> TableView:
    """A table whose headers are the words `col_key`."""
    header = [say(language, f"col_{key}", **parts) for key in keys]
    return TableView(header=header, rows=rows, align=align)


def bars(rows: Sequence[BarRow], keys: tuple[str, str], language: Language) -> TableView:
    """Every bar's label and value."""
    return numbers_table(language, keys, "lr", [(row.label, row.text) for row in rows])


def cells(matrix: Matrix, corner: str, language: Language) -> TableView:
    """The matrix as it is drawn; corner: what its rows are."""
    return TableView(
        header=[say(language, f"col_{corner}"), *matrix.columns],
        rows=[(row, *texts) for row, texts in zip(matrix.rows, matrix.texts, strict=True)],
        align="l" + "r" * len(matrix.columns),
    )


def bins(profiles: Sequence[FeatureProfile], language: Language) -> TableView:
    """Customers of both groups in every bar of every histogram."""
    rows = [
        (
            short(profile.feature, language),
            single(profile.feature, low, language),
            single(profile.feature, high, language),
            number(dropped, language),
            number(same, language),
        )
        for profile in profiles
        for low, high, dropped, same in zip(
            profile.edges,
            profile.edges[1:],
            profile.dropped_counts,
            profile.same_counts,
            strict=False,
        )
    ]
    keys = ("field", "from", "to", "customers_dropped", "customers_same")
    return numbers_table(language, keys, "lrrrr", rows)


def profit_curve(report: Report, points: Sequence[CurvePoint]) -> TableView:
    """Expected profit by share contacted."""
    language = report.language
    rows = [
        (percent(point.contacted_share, language), number(point.expected_profit, language))
        for point in points
    ]
    keys = ("contacted_share", "expected_profit")
    return numbers_table(language, keys, "rr", rows, unit=report.unit)


def budget(report: Report, points: Sequence[BudgetPoint]) -> TableView:
    """Cost and gain by number of contacts."""
    language = report.language
    rows = [
        (
            number(point.contacts, language),
            *(
                amount(value, language)
                for value in (point.cost, point.gain_low, point.gain, point.gain_high)
            ),
        )
        for point in points
    ]
    keys = ("contacts", "cost", "gain_low", "gain", "gain_high")
    return numbers_table(language, keys, "rrrrr", rows, unit=report.unit)


def reasons(examples: Sequence[Example], language: Language) -> TableView:
    """What moved each example's risk, and how far."""
    rows = [
        (example.title, reason, text) for example in examples for reason, _, text in example.reasons
    ]
    return numbers_table(language, ("customer", "why", "shift"), "llr", rows)
