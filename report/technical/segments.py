"""The segments: sizes, rules, overlaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.segments.facts import ConditionFacts, SegmentFacts
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.heatmap import Matrix, matrix_chart
from report.text.phrasebook import Phrasebook
from report.text.phrases import joined
from report.view import View

NAMED = 3
LEAST_TO_OVERLAP = 2


def by_rank(view: View) -> list[SegmentFacts]:
    """Every segment, smallest rank first."""
    return sorted(view.results.segments.values(), key=lambda s: (s.rank, s.key))


def sizes(view: View) -> Block:
    """Size, risk and money of every segment; of one too small for shares its size only."""
    none = view.say("technical.dash")

    def column(key: str, spell: Callable[[float], str]) -> Column[SegmentFacts]:
        return Column(key, "r", lambda s: none if s.too_few else spell(getattr(s, key)))

    return table_of(
        view,
        "technical",
        by_rank(view),
        Column("segment", "l", lambda s: view.segment_name(s.key)),
        Column("customers", "r", lambda s: view.number(s.customers)),
        column("share", view.percent),
        column("mean_risk", view.percent),
        column("profit", view.amount),
        column("profit_at_risk", view.amount),
        column("profit_at_risk_share", view.percent),
        caption=view.say("technical.segments_caption"),
        key="segments",
        empty=view.say("technical.segments_none"),
    )


def rules(view: View) -> Block:
    """The rules as written, and what each adds."""

    def limits(segment: SegmentFacts) -> str:
        return joined(_condition_text(condition, view) for condition in segment.conditions)

    return table_of(
        view,
        "technical",
        by_rank(view),
        Column("segment", "l", lambda s: view.segment_name(s.key)),
        Column("segment_rule", "l", lambda s: s.rule),
        Column("limits", "l", limits),
        Column("adds", "r", lambda s: view.number(s.adds)),
        Column("page", "l", lambda s: view.say(f"technical.role_{_role(s)}")),
        caption=view.say("technical.rules_caption"),
        key="rules",
    )


def _condition_text(condition: ConditionFacts, book: Phrasebook) -> str:
    """A condition with the numbers it came to this month."""
    values = [book.single(condition.field, value) for value in condition.threshold]
    field = book.short(condition.field)
    return book.worded("technical.condition", condition.op, field=field, value=", ".join(values))


def _role(segment: SegmentFacts) -> str:
    if segment.quadrant:
        return "quadrant"
    return "featured" if segment.featured else "other"


def overlap_chart(view: View) -> Block:
    """How many customers two segments share; the quadrants never share any."""
    chosen = [s for s in by_rank(view) if not s.quadrant and s.customers]
    if len(chosen) < LEAST_TO_OVERLAP:
        return view.say("technical.overlap_none")
    pairs = _shared_pairs(view, chosen)
    claim: str = view.say("technical.overlap_apart")
    if pairs:
        claim = _overlap_words(pairs[0], "claim", view)
    items = joined(_overlap_words(pair, "item", view) for pair in pairs[:NAMED])
    drawn = _overlap_matrix(view, chosen)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=max(float(s.customers) for s in chosen)),
        key="overlap",
        caption=view.say("technical.overlap_caption", claim=claim),
        alt=view.say("technical.overlap_alt", items=items or claim),
        numbers=chart_numbers.cells(view, drawn, "segment"),
    )


def _overlap_words(pair: tuple[str, str, int], key: str, view: View) -> str:
    first, second, customers = pair
    return view.say(
        f"technical.overlap_{key}",
        first=view.segment_name(first),
        second=view.segment_name(second),
        customers=view.number(customers),
    )


def _shared_pairs(view: View, chosen: Sequence[SegmentFacts]) -> list[tuple[str, str, int]]:
    """Pairs of the chosen segments that share customers, most first."""
    keys = {segment.key for segment in chosen}
    pairs = [
        (o.first, o.second, o.customers)
        for o in view.results.overlaps
        if o.customers and {o.first, o.second} <= keys
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _overlap_matrix(view: View, chosen: Sequence[SegmentFacts]) -> Matrix:
    """Shared customers below the diagonal, sizes on it."""
    shared = {frozenset(pair[:2]): pair[2] for pair in _shared_pairs(view, chosen)}
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
    rows, columns = _lettered(names, view)
    return Matrix(rows=rows, columns=columns, shades=shades, texts=texts)


def _lettered(names: Sequence[str], book: Phrasebook) -> tuple[Sequence[str], Sequence[str]]:
    """Rows with a letter before each name, and the letters alone for the same columns.

    Long names set upright below a picture are hard to read and take half of it.

    >>> _lettered(["Promotion hunters", "Premium"], en)
    (['A. Promotion hunters', 'B. Premium'], ['A', 'B'])
    """
    letters = book.say("technical.letters")
    if len(names) > len(letters):
        return names, names
    pairs = zip(letters, names, strict=False)
    return [f"{letter}. {name}" for letter, name in pairs], list(letters[: len(names)])
