"""How features are tied to the label and to each other."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.profile.facts import AssociationMatrix, CollinearPair
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.charts.bars import BarRow, bar_chart
from report.charts.heatmap import Matrix, matrix_chart
from report.technical import chart_numbers
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View

DECIMALS = 2
NAMED = 3


def phik(value: float, book: Phrasebook) -> str:
    """A coefficient as it is printed everywhere."""
    return book.number(value, DECIMALS)


def label_chart(view: View) -> Block:
    """Phi-k of every feature with the label, strongest first."""
    rows = sorted(view.results.profile.label_association, key=lambda a: (-a.phik, a.feature))
    if not rows:
        return view.say("technical.association_none")
    items = [
        view.say(
            "technical.association_item", field=view.label(row.feature), phik=phik(row.phik, view)
        )
        for row in rows
    ]
    bars = [
        BarRow(
            label=view.short(row.feature),
            value=row.phik,
            text=phik(row.phik, view),
        )
        for row in rows
    ]
    return FigureBlock(
        figure=bar_chart(bars, axis=view.say("technical.association_axis"), book=view),
        key="association",
        caption=view.say("technical.association_caption", strongest=view.listed(items[:NAMED])),
        alt=view.say("technical.association_alt", items=joined(items)),
        numbers=chart_numbers.bars(bars, ("field", "phik"), view),
    )


def silent(view: View) -> Prose:
    """Which features say nothing about the label."""
    rows = view.results.profile.label_association
    fields = [
        view.quoted(view.label(row.feature)) for row in rows if round(row.phik, DECIMALS) == 0
    ]
    if not rows:
        return Prose("")
    if not fields:
        return view.say("technical.association_all")
    return view.say("technical.association_silent", fields=view.listed(fields))


def pairs_of(matrix: AssociationMatrix) -> Iterator[tuple[str, str, float]]:
    """Every pair of different features once."""
    for y, first in enumerate(matrix.features):
        for x, second in enumerate(matrix.features[:y]):
            yield second, first, matrix.values[y][x]


def between_chart(view: View) -> Block:
    """Phi-k between features: the lower half says it all, the matrix being symmetric."""
    matrix = view.results.profile.matrix
    pairs = sorted(pairs_of(matrix), key=lambda pair: -pair[2])
    if not pairs:
        return view.say("technical.matrix_none")
    first, second, strongest = pairs[0]
    shown = [
        view.say(
            "technical.matrix_pair",
            first=view.label(one),
            second=view.label(other),
            phik=phik(value, view),
        )
        for one, other, value in pairs[:NAMED]
    ]
    drawn = lower_half(matrix, view)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=1.0),
        key="matrix",
        caption=view.say(
            "technical.matrix_caption",
            first=view.label(first),
            second=view.label(second),
            phik=phik(strongest, view),
        ),
        alt=view.say("technical.matrix_alt", pairs=joined(shown)),
        numbers=chart_numbers.cells(drawn, "field", view),
    )


def lower_half(matrix: AssociationMatrix, book: Phrasebook) -> Matrix:
    """The pairs below the diagonal as cells."""
    names = [book.short(feature) for feature in matrix.features]
    rows = range(1, len(names))
    return Matrix(
        rows=names[1:],
        columns=names[:-1],
        shades=[
            [matrix.values[y][x] if x < y else None for x in range(len(names) - 1)] for y in rows
        ],
        texts=[
            [phik(matrix.values[y][x], book) if x < y else "" for x in range(len(names) - 1)]
            for y in rows
        ],
    )


def collinear(view: View) -> Block:
    """Pairs that nearly repeat each other, or that there are none."""
    pairs = view.results.profile.collinear
    limit = view.number(view.results.settings.profile.collinear_phik, DECIMALS)
    if not pairs:
        return view.say("technical.collinear_none", limit=limit)
    table = TableView(
        header=[view.say(f"technical.col_{key}") for key in ("first", "second", "phik", "pearson")],
        rows=[collinear_row(pair, view) for pair in pairs],
        align="llrr",
        caption=view.say("technical.collinear_caption"),
        key="collinear",
    )
    claim = view.say("technical.collinear_claim", limit=limit, pairs=view.number(len(pairs)))
    return Stack((claim, table))


def collinear_row(pair: CollinearPair, book: Phrasebook) -> list[str]:
    """One pair; a category has no Pearson correlation."""
    pearson: str = book.say("technical.dash")
    if pair.pearson is not None:
        pearson = book.signed(pair.pearson, DECIMALS)
    return [
        book.label(pair.first),
        book.label(pair.second),
        phik(pair.phik, book),
        pearson,
    ]
