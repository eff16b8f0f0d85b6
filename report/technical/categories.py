"""The values of categories, and how many of their customers dropped."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimate import Estimate
from analysis.profile.facts import CategoryShare
from analysis.vocabulary import Language, value_label
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.intervals import DotRow, Reference, dot_chart
from report.text.formats import label, p_value, share, worded
from report.text.numbers import number, percent
from report.text.phrases import Prose
from report.text.phrasing import listed
from report.text.say import Block, joined, say
from report.view import Report

# The field whose values speak for themselves.
OBVIOUS = "category"
# Rows that fit on a page, and names that fit into a caption.
DRAWN, NAMED = 22, 5
HUES = {"more": "risk", "fewer": "ink", "same": "grey"}


def ordered_categories(report: Report) -> list[CategoryShare]:
    """Field by field, the value with the most drops first."""
    found = report.results.profile.categories
    places = {name: place for place, name in enumerate(dict.fromkeys(c.feature for c in found))}
    return sorted(found, key=lambda c: (places[c.feature], -c.dropped_share.value, c.value))


def value_name(feature: str, value: str, language: Language) -> str:
    """A value as a reader knows it; yes and no need their field's name beside them.

    >>> value_name("category", "textile", "en"), value_name("consent", "no", "en")
    ('Home textiles', 'Consent to messages: no')
    """
    name = value_label(feature, value, language)
    return name if feature == OBVIOUS else f"{label(feature, language)}: {name}"


def chart(report: Report) -> Block:
    """Share of drops by category value, against the average."""
    rows, language = ordered_categories(report), report.language
    if not rows:
        return say(language, "categories_none")
    average = report.results.profile.dropped_share.value
    drawn = foremost(rows)
    figure = dot_chart(
        [category_dot(row, language) for row in drawn],
        axis=say(language, "categories_axis"),
        reference=Reference(
            at=100 * average,
            text=say(language, "categories_average", share=percent(average, language)),
        ),
        language=language,
    )
    return FigureBlock(
        figure=figure,
        key="categories",
        caption=categories_caption(rows, drawn, language),
        alt=say(
            language,
            "categories_alt",
            items=joined(
                f"{value_name(row.feature, row.value, language)} "
                f"{share(row.dropped_share, language)}"
                for row in drawn
            ),
            average=percent(average, language),
        ),
    )


def foremost(rows: Sequence[CategoryShare]) -> list[CategoryShare]:
    """What fits on a page, in the order given: first what differs, then what is frequent."""
    ranked = sorted(rows, key=lambda row: (row.verdict == "same", -row.customers))
    chosen = {(row.feature, row.value) for row in ranked[:DRAWN]}
    return [row for row in rows if (row.feature, row.value) in chosen]


def categories_caption(
    rows: Sequence[CategoryShare], drawn: Sequence[CategoryShare], language: Language
) -> str:
    """What the picture says, and how much of the table it shows."""
    caption = say(language, "categories_caption", claim=categories_claim(rows, language))
    if len(drawn) == len(rows):
        return caption
    part, whole = number(len(drawn), language), number(len(rows), language)
    return f"{caption} {say(language, 'categories_part', part=part, whole=whole)}"


def category_dot(row: CategoryShare, language: Language) -> DotRow:
    """One value as a dot, coloured only where more customers drop."""
    found = row.dropped_share
    return DotRow(
        label=value_name(row.feature, row.value, language),
        estimate=Estimate(value=100 * found.value, low=100 * found.low, high=100 * found.high),
        text=say(
            language,
            "categories_mark",
            share=percent(found.value, language),
            customers=number(row.customers, language),
        ),
        hue=HUES.get(row.verdict, "grey"),
    )


def categories_claim(rows: Sequence[CategoryShare], language: Language) -> str:
    """Which values have significantly more, or fewer, drops than the others."""
    parts = []
    for verdict in ("more", "fewer"):
        found = [
            say(
                language,
                "categories_item",
                value=value_name(row.feature, row.value, language),
                share=percent(row.dropped_share.value, language),
            )
            for row in rows
            if row.verdict == verdict
        ]
        if found:
            values = listed(cut(found, language), language)
            parts.append(say(language, f"categories_{verdict}", values=values))
    return " ".join(parts) or say(language, "categories_same")


def cut(items: Sequence[str], language: Language) -> list[str]:
    """The first few of a long row of names, and how many more there are."""
    if len(items) <= NAMED:
        return list(items)
    rest = number(len(items) - NAMED, language)
    return [*items[:NAMED], say(language, "and_more", rest=rest)]


def table(report: Report) -> Block:
    """The same, as numbers."""
    rows, language = ordered_categories(report), report.language
    if not rows:
        return Prose("")
    keys = ("field", "value", "customers", "dropped", "p", "drops")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                label(row.feature, language),
                value_label(row.feature, row.value, language),
                number(row.customers, language),
                share(row.dropped_share, language),
                p_value(row.p_adjusted, language),
                worded("verdict", row.verdict, language),
            ]
            for row in rows
        ],
        align="llrrrl",
        caption=say(language, "categories_table_caption"),
        key="categories",
    )
