"""The values of categories, and how many of their customers dropped."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.profile.facts import CategoryShare
from analysis.vocabulary import value_label
from report.blocks.coverage import add_labelled
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.intervals import category_chart
from report.text.phrasebook import Phrasebook
from report.text.phrases import joined
from report.view import View

# The field whose values speak for themselves.
OBVIOUS = "category"
# Rows that fit on a page, and names that fit into a caption.
DRAWN, NAMED = 22, 5


def _ordered_categories(view: View) -> list[CategoryShare]:
    """Field by field, the value with the most drops first."""
    found = view.results.profile.categories
    places = {name: place for place, name in enumerate(dict.fromkeys(c.feature for c in found))}
    return sorted(found, key=lambda c: (places[c.feature], -c.dropped_share.value, c.value))


def value_name(feature: str, value: str, book: Phrasebook) -> str:
    """A value as a reader knows it; yes and no need their field's name beside them.

    >>> value_name("category", "textile", en), value_name("consent", "no", en)
    ('Home textiles', 'Consent to messages: no')
    """
    name = value_label(feature, value, book.language)
    return name if feature == OBVIOUS else f"{book.label(feature)}: {name}"


def chart(view: View) -> Block:
    """Share of drops by category value, against the average."""
    rows = _ordered_categories(view)
    if not rows:
        return view.say("technical.categories_none")
    average = view.results.profile.dropped_share.value
    drawn = _foremost(rows)
    return FigureBlock(
        figure=category_chart(view, drawn),
        key="categories",
        caption=add_labelled(
            view, _categories_caption(rows, drawn, view), (row.feature for row in drawn)
        ),
        alt=view.say(
            "technical.categories_alt",
            items=joined(
                f"{value_name(row.feature, row.value, view)} {view.share(row.dropped_share)}"
                for row in drawn
            ),
            average=view.percent(average),
        ),
    )


def _foremost(rows: Sequence[CategoryShare]) -> list[CategoryShare]:
    """What fits on a page, in the order given: first what differs, then what is frequent."""
    ranked = sorted(rows, key=lambda row: (row.verdict == "same", -row.customers))
    chosen = {(row.feature, row.value) for row in ranked[:DRAWN]}
    return [row for row in rows if (row.feature, row.value) in chosen]


def _categories_caption(
    rows: Sequence[CategoryShare], drawn: Sequence[CategoryShare], book: Phrasebook
) -> str:
    caption = book.say("technical.categories_caption", claim=_categories_claim(rows, book))
    if len(drawn) == len(rows):
        return caption
    part, whole = book.number(len(drawn)), book.number(len(rows))
    return f"{caption} {book.say('technical.categories_part', part=part, whole=whole)}"


def _categories_claim(rows: Sequence[CategoryShare], book: Phrasebook) -> str:
    """Which values have significantly more, or fewer, drops than the others."""
    parts = []
    for verdict in ("more", "fewer"):
        found = [
            book.say(
                "technical.categories_item",
                value=value_name(row.feature, row.value, book),
                share=book.percent(row.dropped_share.value),
            )
            for row in rows
            if row.verdict == verdict
        ]
        if found:
            values = book.listed(_cut(found, book))
            parts.append(book.say(f"technical.categories_{verdict}", values=values))
    return " ".join(parts) or book.say("technical.categories_same")


def _cut(items: Sequence[str], book: Phrasebook) -> list[str]:
    """The first few of a long row of names, and how many more there are."""
    if len(items) <= NAMED:
        return list(items)
    rest = book.number(len(items) - NAMED)
    return [*items[:NAMED], book.say("technical.and_more", rest=rest)]


def table(view: View) -> Block:
    """The same, as numbers."""
    rows = _ordered_categories(view)
    caption = view.say("technical.categories_table_caption")
    return table_of(
        view,
        "technical",
        rows,
        Column("field", "l", lambda c: view.label(c.feature)),
        Column("value", "l", lambda c: value_label(c.feature, c.value, view.language)),
        Column("customers", "r", lambda c: view.number(c.customers)),
        Column("dropped", "r", lambda c: view.share(c.dropped_share)),
        Column("p", "r", lambda c: view.p_value(c.p_adjusted)),
        Column("drops", "l", lambda c: view.worded("technical.verdict", c.verdict)),
        caption=add_labelled(view, caption, (row.feature for row in rows)),
        key="categories",
    )
