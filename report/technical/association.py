"""How features are tied to the label and to each other."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.profile.facts import AssociationMatrix, CollinearPair
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.heatmap import Matrix, matrix_chart
from report.charts.intervals import BarRow, bar_chart
from report.technical import chart_numbers
from report.text.formats import label, quoted, short
from report.text.numbers import number, signed
from report.text.phrases import Prose
from report.text.phrasing import listed
from report.text.say import Block, Stack, joined, say
from report.view import Report

DECIMALS = 2
NAMED = 3


def phik(value: float, language: Language) -> str:
    """A coefficient as it is printed everywhere."""
    return number(value, language, DECIMALS)


def label_chart(report: Report) -> Block:
    """Phi-k of every feature with the label, strongest first."""
    language = report.language
    rows = sorted(report.results.profile.label_association, key=lambda a: (-a.phik, a.feature))
    if not rows:
        return say(language, "association_none")
    items = [
        say(
            language,
            "association_item",
            field=label(row.feature, language),
            phik=phik(row.phik, language),
        )
        for row in rows
    ]
    bars = [
        BarRow(label=short(row.feature, language), value=row.phik, text=phik(row.phik, language))
        for row in rows
    ]
    return FigureBlock(
        figure=bar_chart(bars, axis=say(language, "association_axis"), language=language),
        key="association",
        caption=say(language, "association_caption", strongest=listed(items[:NAMED], language)),
        alt=say(language, "association_alt", items=joined(items)),
        numbers=chart_numbers.bars(bars, ("field", "phik"), language),
    )


def silent(report: Report) -> Prose:
    """Which features say nothing about the label."""
    language, rows = report.language, report.results.profile.label_association
    fields = [
        quoted(label(row.feature, language), language)
        for row in rows
        if round(row.phik, DECIMALS) == 0
    ]
    if not rows:
        return Prose("")
    if not fields:
        return say(language, "association_all")
    return say(language, "association_silent", fields=listed(fields, language))


def pairs_of(matrix: AssociationMatrix) -> Iterator[tuple[str, str, float]]:
    """Every pair of different features once."""
    for y, first in enumerate(matrix.features):
        for x, second in enumerate(matrix.features[:y]):
            yield second, first, matrix.values[y][x]


def between_chart(report: Report) -> Block:
    """Phi-k between features: the lower half says it all, the matrix being symmetric."""
    matrix, language = report.results.profile.matrix, report.language
    pairs = sorted(pairs_of(matrix), key=lambda pair: -pair[2])
    if not pairs:
        return say(language, "matrix_none")
    first, second, strongest = pairs[0]
    shown = [
        say(
            language,
            "matrix_pair",
            first=label(one, language),
            second=label(other, language),
            phik=phik(value, language),
        )
        for one, other, value in pairs[:NAMED]
    ]
    drawn = lower_half(matrix, language)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=1.0),
        key="matrix",
        caption=say(
            language,
            "matrix_caption",
            first=label(first, language),
            second=label(second, language),
            phik=phik(strongest, language),
        ),
        alt=say(language, "matrix_alt", pairs=joined(shown)),
        numbers=chart_numbers.cells(drawn, "field", language),
    )


def lower_half(matrix: AssociationMatrix, language: Language) -> Matrix:
    """The pairs below the diagonal as cells."""
    names = [short(feature, language) for feature in matrix.features]
    rows = range(1, len(names))
    return Matrix(
        rows=names[1:],
        columns=names[:-1],
        shades=[
            [matrix.values[y][x] if x < y else None for x in range(len(names) - 1)] for y in rows
        ],
        texts=[
            [phik(matrix.values[y][x], language) if x < y else "" for x in range(len(names) - 1)]
            for y in rows
        ],
    )


def collinear(report: Report) -> Block:
    """Pairs that nearly repeat each other, or that there are none."""
    pairs, language = report.results.profile.collinear, report.language
    limit = number(report.results.settings.profile.collinear_phik, language, DECIMALS)
    if not pairs:
        return say(language, "collinear_none", limit=limit)
    table = TableView(
        header=[say(language, f"col_{key}") for key in ("first", "second", "phik", "pearson")],
        rows=[collinear_row(pair, language) for pair in pairs],
        align="llrr",
        caption=say(language, "collinear_caption"),
        key="collinear",
    )
    claim = say(language, "collinear_claim", limit=limit, pairs=number(len(pairs), language))
    return Stack((claim, table))


def collinear_row(pair: CollinearPair, language: Language) -> list[str]:
    """One pair; a category has no Pearson correlation."""
    pearson: str = say(language, "dash")
    if pair.pearson is not None:
        pearson = signed(pair.pearson, language, DECIMALS)
    return [
        label(pair.first, language),
        label(pair.second, language),
        phik(pair.phik, language),
        pearson,
    ]
