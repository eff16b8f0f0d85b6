"""The segments: sizes, rules, overlaps."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.segments.facts import ConditionFacts, SegmentFacts
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.heatmap import Matrix, matrix_chart
from report.technical import chart_numbers
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View

NAMED = 3
LEAST_TO_OVERLAP = 2


def by_rank(view: View) -> list[SegmentFacts]:
    """Every segment, smallest rank first."""
    return sorted(view.results.segments.values(), key=lambda s: (s.rank, s.key))


def sizes(view: View) -> Block:
    """Size, risk and money of every segment."""
    found = by_rank(view)
    if not found:
        return view.say("technical.segments_none")
    keys = ("segment", "customers", "share", "mean_risk", "profit", "profit_at_risk")
    header = [view.say(f"technical.col_{key}", unit=view.unit) for key in keys]
    return TableView(
        header=[*header, view.say("technical.col_profit_at_risk_share")],
        rows=[size_row(segment, view) for segment in found],
        align="lrrrrrr",
        caption=view.say("technical.segments_caption"),
        key="segments",
    )


def size_row(segment: SegmentFacts, view: View) -> list[str]:
    """One segment; one too small to describe by shares has its count only."""
    none = view.say("technical.dash")
    name, customers = (
        view.segment_name(segment.key),
        view.number(segment.customers),
    )
    if segment.too_few:
        return [name, customers, none, none, none, none, none]
    return [
        name,
        customers,
        view.percent(segment.share),
        view.percent(segment.mean_risk),
        view.amount(segment.profit),
        view.amount(segment.profit_at_risk),
        view.percent(segment.profit_at_risk_share),
    ]


def rules(view: View) -> Block:
    """The rules as written, and what each adds."""
    found = by_rank(view)
    if not found:
        return Prose("")
    keys = ("segment", "segment_rule", "limits", "adds", "page")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[
            [
                view.segment_name(segment.key),
                segment.rule,
                joined(condition_text(c, view) for c in segment.conditions),
                view.number(segment.adds),
                view.say(f"technical.role_{role(segment)}"),
            ]
            for segment in found
        ],
        align="lllrl",
        caption=view.say("technical.rules_caption"),
        key="rules",
    )


def condition_text(condition: ConditionFacts, book: Phrasebook) -> str:
    """A condition with the numbers it came to this month."""
    values = [book.single(condition.field, value) for value in condition.threshold]
    field = book.short(condition.field)
    return book.worded("technical.condition", condition.op, field=field, value=", ".join(values))


def role(segment: SegmentFacts) -> str:
    """What a segment is for."""
    if segment.quadrant:
        return "quadrant"
    return "featured" if segment.featured else "other"


def overlap_chart(view: View) -> Block:
    """How many customers two segments share; the quadrants never share any."""
    chosen = [s for s in by_rank(view) if not s.quadrant and s.customers]
    if len(chosen) < LEAST_TO_OVERLAP:
        return view.say("technical.overlap_none")
    pairs = shared_pairs(view, chosen)
    claim: str = view.say("technical.overlap_apart")
    if pairs:
        claim = overlap_words(pairs[0], "claim", view)
    items = joined(overlap_words(pair, "item", view) for pair in pairs[:NAMED])
    drawn = overlap_matrix(view, chosen)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=max(float(s.customers) for s in chosen)),
        key="overlap",
        caption=view.say("technical.overlap_caption", claim=claim),
        alt=view.say("technical.overlap_alt", items=items or claim),
        numbers=chart_numbers.cells(drawn, "segment", view),
    )


def overlap_words(pair: tuple[str, str, int], key: str, view: View) -> str:
    """Two segments and what they share."""
    first, second, customers = pair
    return view.say(
        f"technical.overlap_{key}",
        first=view.segment_name(first),
        second=view.segment_name(second),
        customers=view.number(customers),
    )


def shared_pairs(view: View, chosen: Sequence[SegmentFacts]) -> list[tuple[str, str, int]]:
    """Pairs of the chosen segments that share customers, most first."""
    keys = {segment.key for segment in chosen}
    pairs = [
        (o.first, o.second, o.customers)
        for o in view.results.overlaps
        if o.customers and {o.first, o.second} <= keys
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def overlap_matrix(view: View, chosen: Sequence[SegmentFacts]) -> Matrix:
    """Shared customers below the diagonal, sizes on it."""
    shared = {frozenset(pair[:2]): pair[2] for pair in shared_pairs(view, chosen)}
    names = [view.segment_name(segment.key) for segment in chosen]
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
        texts.append(["" if count is None else view.number(count) for count in counts])
    rows, columns = lettered(names, view)
    return Matrix(rows=rows, columns=columns, shades=shades, texts=texts)


def lettered(names: Sequence[str], book: Phrasebook) -> tuple[Sequence[str], Sequence[str]]:
    """Rows with a letter before each name, and the letters alone for the same columns.

    Long names set upright below a picture are hard to read and take half of it.

    >>> lettered(["Promotion hunters", "Premium"], en)
    (['A. Promotion hunters', 'B. Premium'], ['A', 'B'])
    """
    letters = book.say("technical.letters")
    if len(names) > len(letters):
        return names, names
    pairs = zip(letters, names, strict=False)
    return [f"{letter}. {name}" for letter, name in pairs], list(letters[: len(names)])
