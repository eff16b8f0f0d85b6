"""Every segment against all other customers."""

from __future__ import annotations

from analysis.segments.facts import CategoryLift, Difference, SegmentFacts
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.heatmap import Matrix, matrix_chart
from report.technical import chart_numbers
from report.technical.categories import value_name
from report.technical.segments import by_rank
from report.text.formats import change, label, mean_span, p_value, short
from report.text.names import segment_name
from report.text.numbers import BLANK, interval, number, percent, signed
from report.text.phrases import Prose
from report.text.say import Block, Stack, joined, say, sub_heading
from report.view import Report

DECIMALS, MAP_DECIMALS = 2, 1
# Standard deviations: from here on a difference is as dark as it gets.
DARKEST = 3.0


def proven(segment: SegmentFacts) -> list[Difference]:
    """The differences that pass, largest first."""
    passed = [difference for difference in segment.differences if difference.differs]
    return sorted(passed, key=lambda d: (-abs(d.effect.value), d.feature))


def map_chart(report: Report) -> Block:
    """Effect sizes of every segment and feature that pass, in one picture."""
    language = report.language
    chosen = [segment for segment in by_rank(report) if proven(segment)]
    if not chosen:
        return say(language, "map_none")
    top = max(chosen, key=lambda segment: abs(proven(segment)[0].effect.value))
    drawn = effect_matrix(chosen, language)
    return FigureBlock(
        figure=matrix_chart(drawn, darkest=DARKEST),
        key="segment-differences",
        caption=say(language, "map_caption", claim=map_words(top, "claim", language)),
        alt=say(
            language,
            "map_alt",
            items=joined(map_words(segment, "item", language) for segment in chosen),
        ),
        numbers=chart_numbers.cells(drawn, "segment", language),
    )


def map_words(segment: SegmentFacts, key: str, language: Language) -> str:
    """A segment's largest difference."""
    largest = proven(segment)[0]
    return say(
        language,
        f"map_{key}",
        segment=segment_name(segment.key, language),
        field=label(largest.feature, language),
        effect=signed(largest.effect.value, language, DECIMALS),
    )


def effect_matrix(chosen: list[SegmentFacts], language: Language) -> Matrix:
    """Segments by features; what does not pass stays empty."""
    features = list(dict.fromkeys(d.feature for segment in chosen for d in proven(segment)))
    effects = [{d.feature: d.effect.value for d in proven(segment)} for segment in chosen]
    return Matrix(
        rows=[segment_name(segment.key, language) for segment in chosen],
        columns=[short(feature, language) for feature in features],
        shades=[[abs(row[f]) if f in row else None for f in features] for row in effects],
        texts=[
            [signed(row[f], language, MAP_DECIMALS) if f in row else "" for f in features]
            for row in effects
        ],
    )


def every_segment(report: Report) -> Block:
    """A heading, a sentence and the full tables for every segment."""
    blocks: list[Block] = []
    for segment in by_rank(report):
        blocks += one_segment(segment, report)
    return Stack(tuple(blocks))


def one_segment(segment: SegmentFacts, report: Report) -> list[Block]:
    """Everything the comparison found about one segment."""
    language = report.language
    heading = sub_heading(segment_name(segment.key, language))
    if not segment.customers:
        return [heading, say(language, "compare_empty")]
    if segment.too_few:
        customers = number(segment.customers, language)
        return [heading, say(language, "compare_too_few", customers=customers)]
    size = size_claim(segment, language)
    tables = [fields_table(segment, language), values_table(segment, language)]
    return [heading, size, *(table for table in tables if table is not None)]


def size_claim(segment: SegmentFacts, language: Language) -> Prose:
    """How many customers a segment has, and their risk."""
    return say(
        language,
        "compare_size",
        customers=number(segment.customers, language),
        share=percent(segment.share, language),
        risk=percent(segment.mean_risk, language),
    )


def fields_table(segment: SegmentFacts, language: Language) -> Block:
    """Every feature inside and elsewhere."""
    if not segment.differences:
        return say(language, "compare_none")
    keys = ("field", "inside", "outside", "effect", "p", "verdict")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[difference_row(difference, language) for difference in segment.differences],
        align="lrrrrl",
        caption=say(
            language, "compare_fields_caption", segment=segment_name(segment.key, language)
        ),
        key=f"fields-{segment.key.replace('_', '-')}",
    )


def difference_row(row: Difference, language: Language) -> list[str]:
    """One feature as cells."""
    return [
        short(row.feature, language),
        mean_span(row.feature, row.inside, language),
        mean_span(row.feature, row.outside, language),
        change(row.effect, language, DECIMALS),
        p_value(row.p_adjusted, language),
        say(language, "differs_yes" if row.differs else "differs_no"),
    ]


def values_table(segment: SegmentFacts, language: Language) -> Block | None:
    """Every category value inside and elsewhere."""
    if not segment.top_categories:
        return None
    keys = ("value", "customers", "share_inside", "share_outside", "lift", "p", "verdict")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[lift_row(row, language) for row in segment.top_categories],
        align="lrrrrrl",
        caption=say(
            language, "compare_values_caption", segment=segment_name(segment.key, language)
        ),
        key=f"values-{segment.key.replace('_', '-')}",
    )


def lift_row(row: CategoryLift, language: Language) -> list[str]:
    """One value as cells."""
    lift = f"{number(row.lift.value, language, DECIMALS)}{BLANK}({interval(row.lift, language)})"
    return [
        value_name(row.feature, row.value, language),
        number(row.customers, language),
        percent(row.share, language),
        percent(row.share_elsewhere, language),
        lift,
        p_value(row.p_adjusted, language),
        say(language, "differs_yes" if row.differs else "differs_no"),
    ]
