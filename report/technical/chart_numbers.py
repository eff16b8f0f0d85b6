"""The numbers behind charts whose figures no table of the document prints."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import CurvePoint
from analysis.offers.facts import BudgetPoint
from analysis.profile.facts import FeatureProfile
from report.blocks.table import TableView
from report.charts.bars import BarRow
from report.charts.heatmap import Matrix
from report.charts.reason_bars import Example
from report.text.phrasebook import Phrasebook
from report.view import View


def numbers_table(
    book: Phrasebook, keys: Sequence[str], align: str, rows: Sequence[Sequence[str]], **parts: str
) -> TableView:
    """A table whose headers are the words `col_key`."""
    header = [book.say(f"technical.col_{key}", **parts) for key in keys]
    return TableView(header=header, rows=rows, align=align)


def bars(rows: Sequence[BarRow], keys: tuple[str, str], book: Phrasebook) -> TableView:
    """Every bar's label and value."""
    return numbers_table(book, keys, "lr", [(row.label, row.text) for row in rows])


def cells(matrix: Matrix, corner: str, book: Phrasebook) -> TableView:
    """The matrix as it is drawn; corner: what its rows are."""
    return TableView(
        header=[book.say(f"technical.col_{corner}"), *matrix.columns],
        rows=[(row, *texts) for row, texts in zip(matrix.rows, matrix.texts, strict=True)],
        align="l" + "r" * len(matrix.columns),
    )


def bins(profiles: Sequence[FeatureProfile], book: Phrasebook) -> TableView:
    """Customers of both groups in every bar of every histogram."""
    rows = [
        (
            book.short(profile.feature),
            book.single(profile.feature, low),
            book.single(profile.feature, high),
            book.number(dropped),
            book.number(same),
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
    return numbers_table(book, keys, "lrrrr", rows)


def profit_curve(view: View, points: Sequence[CurvePoint]) -> TableView:
    """Expected profit by share contacted."""
    rows = [
        (
            view.percent(point.contacted_share),
            view.number(point.expected_profit),
        )
        for point in points
    ]
    keys = ("contacted_share", "expected_profit")
    return numbers_table(view, keys, "rr", rows, unit=view.unit)


def budget(view: View, points: Sequence[BudgetPoint]) -> TableView:
    """Cost and gain by number of contacts."""
    rows = [
        (
            view.number(point.contacts),
            *(
                view.amount(value)
                for value in (point.cost, point.gain_low, point.gain, point.gain_high)
            ),
        )
        for point in points
    ]
    keys = ("contacts", "cost", "gain_low", "gain", "gain_high")
    return numbers_table(view, keys, "rrrrr", rows, unit=view.unit)


def reasons(examples: Sequence[Example], book: Phrasebook) -> TableView:
    """What moved each example's risk, and how far."""
    rows = [
        (example.title, reason, text) for example in examples for reason, _, text in example.reasons
    ]
    return numbers_table(book, ("customer", "why", "shift"), "llr", rows)
