"""The segments: sizes, rules, overlaps."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.segments.facts import ConditionFacts, SegmentFacts
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.heatmap import Matrix, matrix_chart
from report.technical import chart_numbers
from report.text.formats import short, single, worded
from report.text.names import segment_name
from report.text.numbers import amount, number, percent
from report.text.phrases import Prose
from report.text.say import Block, joined, say
from report.view import Report

NAMED = 3
LEAST_TO_OVERLAP = 2


def by_rank(report: Report) -> list[SegmentFacts]:
    """Every segment, smallest rank first."""
    return sorted(report.results.segments.values(), key=lambda s: (s.rank, s.key))


def sizes(report: Report) -> Block:
    """Size, risk and money of every segment."""
    found, language = by_rank(report), report.language
    if not found:
        return say(language, "segments_none")
    keys = ("segment", "customers", "share", "mean_risk", "profit", "profit_at_risk")
    header = [say(language, f"col_{key}", unit=report.unit) for key in keys]
    return TableView(
        header=[*header, say(language, "col_profit_at_risk_share")],
        rows=[size_row(segment, report) for segment in found],
        align="lrrrrrr",
        caption=say(language, "segments_caption"),
        key="segments",
    )


def size_row(segment: SegmentFacts, report: Report) -> list[str]:
    """One segment; one too small to describe by shares has its count only."""
    language, none = report.language, say(report.language, "dash")
    name, customers = segment_name(segment.key, language), number(segment.customers, language)
    if segment.too_few:
        return [name, customers, none, none, none, none, none]
    return [
        name,
        customers,
        percent(segment.share, language),
        percent(segment.mean_risk, language),
        amount(segment.profit, language),
        amount(segment.profit_at_risk, language),
        percent(segment.profit_at_risk_share, language),
    ]


def rules(report: Report) -> Block:
    """The rules as written, and what each adds."""
    found, language = by_rank(report), report.language
    if not found:
        return Prose("")
    keys = ("segment", "segment_rule", "limits", "adds", "page")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                segment_name(segment.key, language),
                segment.rule,
                joined(condition_text(c, language) for c in segment.conditions),
                number(segment.adds, language),
                say(language, f"role_{role(segment)}"),
            ]
            for segment in found
        ],
        align="lllrl",
        caption=say(language, "rules_caption"),
        key="rules",
    )


def condition_text(condition: ConditionFacts, language: Language) -> str:
    """A condition with the numbers it came to this month."""
    values = [single(condition.field, value, language) for value in condition.threshold]
    field = short(condition.field, language)
    return worded("condition", condition.op, language, field=field, value=", ".join(values))


def role(segment: SegmentFacts) -> str:
    """What a segment is for."""
    if segment.quadrant:
        return "quadrant"
    return "featured" if segment.featured else "other"


def overlap_chart(report: Report) -> Block:
    """How many customers two segments share; the quadrants never share any."""
    language = report.language
    chosen = [s for s in by_rank(report) if not s.quadrant and s.customers]
    if len(chosen) < LEAST_TO_OVERLAP:
        return say(language, "overlap_none")
    pairs = shared_pairs(report, chosen)
    claim: str = say(language, "overlap_apart")
    if pairs:
        claim = overlap_words(pairs[0], "claim", report)
    items = joined(overlap_words(pair, "item", report) for pair in pairs[:NAMED])
    drawn = overlap_matrix(report, chosen)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=max(float(s.customers) for s in chosen)),
        key="overlap",
        caption=say(language, "overlap_caption", claim=claim),
        alt=say(language, "overlap_alt", items=items or claim),
        numbers=chart_numbers.cells(drawn, "segment", language),
    )


def overlap_words(pair: tuple[str, str, int], key: str, report: Report) -> str:
    """Two segments and what they share."""
    first, second, customers = pair
    return say(
        report.language,
        f"overlap_{key}",
        first=segment_name(first, report.language),
        second=segment_name(second, report.language),
        customers=number(customers, report.language),
    )


def shared_pairs(report: Report, chosen: Sequence[SegmentFacts]) -> list[tuple[str, str, int]]:
    """Pairs of the chosen segments that share customers, most first."""
    keys = {segment.key for segment in chosen}
    pairs = [
        (o.first, o.second, o.customers)
        for o in report.results.overlaps
        if o.customers and {o.first, o.second} <= keys
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def overlap_matrix(report: Report, chosen: Sequence[SegmentFacts]) -> Matrix:
    """Shared customers below the diagonal, sizes on it."""
    shared = {frozenset(pair[:2]): pair[2] for pair in shared_pairs(report, chosen)}
    names = [segment_name(segment.key, report.language) for segment in chosen]
    shades: list[list[float | None]] = []
    texts: list[list[str]] = []
    for y, first in enumerate(chosen):
        counts = [
            None
            if x > y
            else first.customers
            if x == y
            else shared.get(frozenset((first.key, second.key)), 0)
            for x, second in enumerate(chosen)
        ]
        shades.append([None if count is None else float(count) for count in counts])
        texts.append(["" if count is None else number(count, report.language) for count in counts])
    rows, columns = lettered(names, report.language)
    return Matrix(rows=rows, columns=columns, shades=shades, texts=texts)


def lettered(names: Sequence[str], language: Language) -> tuple[Sequence[str], Sequence[str]]:
    """Rows with a letter before each name, and the letters alone for the same columns.

    Long names set upright below a picture are hard to read and take half of it.

    >>> lettered(["Promotion hunters", "Premium"], "en")
    (['A. Promotion hunters', 'B. Premium'], ['A', 'B'])
    """
    letters = say(language, "letters")
    if len(names) > len(letters):
        return names, names
    pairs = zip(letters, names, strict=False)
    return [f"{letter}. {name}" for letter, name in pairs], list(letters[: len(names)])
