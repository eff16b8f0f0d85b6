"""How features are tied to the label and to each other."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.profile.facts import AssociationMatrix
from report.blocks import chart_numbers
from report.blocks.coverage import add_labelled
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
from report.charts.bars import BarRow, bar_chart
from report.charts.heatmap import Matrix, matrix_chart
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View

DECIMALS = 2
NAMED = 3


def _phik(value: float, book: Phrasebook) -> str:
    return book.number(value, DECIMALS)


def label_chart(view: View) -> Block:
    """Phi-k of every feature with the label, strongest first."""
    rows = sorted(view.results.profile.label_association, key=lambda a: (-a.phik, a.feature))
    if not rows:
        return view.say("technical.association_none")
    items = [
        view.say(
            "technical.association_item", field=view.label(row.feature), phik=_phik(row.phik, view)
        )
        for row in rows
    ]
    bars = [
        BarRow(label=view.short(row.feature), value=row.phik, text=_phik(row.phik, view))
        for row in rows
    ]
    return FigureBlock(
        figure=bar_chart(bars, axis=view.say("technical.association_axis"), book=view),
        key="association",
        caption=add_labelled(
            view,
            view.say("technical.association_caption", strongest=view.listed(items[:NAMED])),
            (row.feature for row in rows),
        ),
        alt=view.say("technical.association_alt", items=joined(items)),
        numbers=chart_numbers.bars(view, bars, "field", "phik"),
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


def between_chart(view: View) -> Block:
    """Phi-k between features, below the diagonal only: the matrix is symmetric."""
    matrix = view.results.profile.matrix
    pairs = sorted(_pairs_of(matrix), key=lambda pair: -pair[2])
    if not pairs:
        return view.say("technical.matrix_none")
    named = [
        {"first": view.label(first), "second": view.label(second), "phik": _phik(value, view)}
        for first, second, value in pairs[:NAMED]
    ]
    drawn = _lower_half(matrix, view)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=1.0),
        key="matrix",
        caption=add_labelled(
            view, view.say("technical.matrix_caption", **named[0]), matrix.features
        ),
        alt=view.say(
            "technical.matrix_alt",
            pairs=joined(view.say("technical.matrix_pair", **pair) for pair in named),
        ),
        numbers=chart_numbers.cells(view, drawn, "field"),
    )


def _pairs_of(matrix: AssociationMatrix) -> Iterator[tuple[str, str, float]]:
    for y, first in enumerate(matrix.features):
        for x, second in enumerate(matrix.features[:y]):
            yield second, first, matrix.values[y][x]


def _lower_half(matrix: AssociationMatrix, book: Phrasebook) -> Matrix:
    """The pairs below the diagonal as cells, the others empty."""
    names = [book.short(feature) for feature in matrix.features]
    size = len(names)
    shades = [
        [matrix.values[y][x] if x < y else None for x in range(size - 1)] for y in range(1, size)
    ]
    return Matrix(
        rows=names[1:],
        columns=names[:-1],
        shades=shades,
        texts=[["" if cell is None else _phik(cell, book) for cell in row] for row in shades],
    )


def collinear(view: View) -> Block:
    """Pairs that nearly repeat each other, or that there are none."""
    pairs = view.results.profile.collinear
    limit = view.number(view.results.settings.profile.collinear_phik, DECIMALS)
    if not pairs:
        return view.say("technical.collinear_none", limit=limit)
    # A category has no Pearson correlation.
    none = view.say("technical.dash")
    table = filled_table(
        view,
        "technical",
        pairs,
        Column("first", "l", lambda p: view.label(p.first)),
        Column("second", "l", lambda p: view.label(p.second)),
        Column("phik", "r", lambda p: _phik(p.phik, view)),
        Column(
            "pearson",
            "r",
            lambda p: none if p.pearson is None else view.signed(p.pearson, DECIMALS),
        ),
        caption=add_labelled(
            view,
            view.say("technical.collinear_caption"),
            (name for pair in pairs for name in (pair.first, pair.second)),
        ),
        key="collinear",
    )
    claim = view.say("technical.collinear_claim", limit=limit, pairs=view.number(len(pairs)))
    return Stack((claim, table))
