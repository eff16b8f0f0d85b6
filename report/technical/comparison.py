"""Every segment against all other customers."""

from __future__ import annotations

from analysis.segments.facts import CategoryLift, Difference, SegmentFacts
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block, Stack, sub_heading
from report.blocks.table import Column, table_of
from report.charts.heatmap import Matrix, matrix_chart
from report.technical.categories import value_name
from report.technical.segments import by_rank
from report.text.numbers import BLANK
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined, yes_no
from report.view import View

DECIMALS, MAP_DECIMALS = 2, 1
# Standard deviations: from here on a difference is as dark as it gets.
DARKEST = 3.0


def _proven(segment: SegmentFacts) -> list[Difference]:
    """The differences that pass, largest first."""
    passed = [difference for difference in segment.differences if difference.differs]
    return sorted(passed, key=lambda d: (-abs(d.effect.value), d.feature))


def map_chart(view: View) -> Block:
    """Effect sizes of every segment and feature that pass, in one picture."""
    chosen = [segment for segment in by_rank(view) if _proven(segment)]
    if not chosen:
        return view.say("technical.map_none")
    top = max(chosen, key=lambda segment: abs(_proven(segment)[0].effect.value))
    drawn = _effect_matrix(chosen, view)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=DARKEST),
        key="segment-differences",
        caption=view.say("technical.map_caption", claim=_map_words(top, "claim", view)),
        alt=view.say(
            "technical.map_alt",
            items=joined(_map_words(segment, "item", view) for segment in chosen),
        ),
        numbers=chart_numbers.cells(view, drawn, "segment"),
    )


def _map_words(segment: SegmentFacts, key: str, book: Phrasebook) -> str:
    largest = _proven(segment)[0]
    return book.say(
        f"technical.map_{key}",
        segment=book.segment_name(segment.key),
        field=book.label(largest.feature),
        effect=book.signed(largest.effect.value, DECIMALS),
    )


def _effect_matrix(chosen: list[SegmentFacts], book: Phrasebook) -> Matrix:
    """Segments by features; what does not pass stays empty."""
    features = list(dict.fromkeys(d.feature for segment in chosen for d in _proven(segment)))
    effects = [{d.feature: d.effect.value for d in _proven(segment)} for segment in chosen]
    return Matrix(
        rows=[book.segment_name(segment.key) for segment in chosen],
        columns=[book.short(feature) for feature in features],
        shades=[[abs(row[f]) if f in row else None for f in features] for row in effects],
        texts=[
            [book.signed(row[f], MAP_DECIMALS) if f in row else "" for f in features]
            for row in effects
        ],
    )


def every_segment(view: View) -> Block:
    """A heading, a sentence and the full tables for every segment."""
    blocks: list[Block] = []
    for segment in by_rank(view):
        blocks += _one_segment(segment, view)
    return Stack(tuple(blocks))


def _one_segment(segment: SegmentFacts, view: View) -> list[Block]:
    heading = sub_heading(view.segment_name(segment.key))
    if not segment.customers:
        return [heading, view.say("technical.compare_empty")]
    if segment.too_few:
        customers = view.number(segment.customers)
        return [heading, view.say("technical.compare_too_few", customers=customers)]
    tables = [_fields_table(segment, view)]
    if segment.top_categories:
        tables.append(_values_table(segment, view))
    return [heading, size_claim(segment, view), *tables]


def size_claim(segment: SegmentFacts, book: Phrasebook) -> Prose:
    """How many customers a segment has, and their risk."""
    return book.say(
        "technical.compare_size",
        customers=book.number(segment.customers),
        share=book.percent(segment.share),
        risk=book.percent(segment.mean_risk),
    )


def _fields_table(segment: SegmentFacts, book: Phrasebook) -> Block:
    name = book.segment_name(segment.key)
    return table_of(
        book,
        "technical",
        segment.differences,
        Column("field", "l", lambda d: book.short(d.feature)),
        Column("inside", "r", lambda d: book.mean_span(d.feature, d.inside)),
        Column("outside", "r", lambda d: book.mean_span(d.feature, d.outside)),
        Column("effect", "r", lambda d: book.change(d.effect, DECIMALS)),
        Column("p", "r", lambda d: book.p_value(d.p_adjusted)),
        Column("verdict", "l", lambda d: book.say(f"technical.differs_{yes_no(d.differs)}")),
        caption=book.say("technical.compare_fields_caption", segment=name),
        key=f"fields-{segment.key.replace('_', '-')}",
        empty=book.say("technical.compare_none"),
    )


def _values_table(segment: SegmentFacts, book: Phrasebook) -> Block:

    def lift(row: CategoryLift) -> str:
        return f"{book.number(row.lift.value, DECIMALS)}{BLANK}({book.interval(row.lift)})"

    name = book.segment_name(segment.key)
    return table_of(
        book,
        "technical",
        segment.top_categories,
        Column("value", "l", lambda c: value_name(c.feature, c.value, book)),
        Column("customers", "r", lambda c: book.number(c.customers)),
        Column("share_inside", "r", lambda c: book.percent(c.share)),
        Column("share_outside", "r", lambda c: book.percent(c.share_elsewhere)),
        Column("lift", "r", lift),
        Column("p", "r", lambda c: book.p_value(c.p_adjusted)),
        Column("verdict", "l", lambda c: book.say(f"technical.differs_{yes_no(c.differs)}")),
        caption=book.say("technical.compare_values_caption", segment=name),
        key=f"values-{segment.key.replace('_', '-')}",
    )
