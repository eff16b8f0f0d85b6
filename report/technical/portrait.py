"""How customers whose activity dropped differ from the others."""

from __future__ import annotations

from analysis.profile.facts import PortraitRow
from report.blocks.coverage import add_labelled, count_beside
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.axes import Reference
from report.charts.intervals import DotRow, dot_chart
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined, yes_no
from report.view import View

DECIMALS = 2


def counts(view: View) -> Prose:
    """How many features differ, and which do not."""
    rows = view.results.profile.portrait
    if not rows:
        return view.say("technical.portrait_empty")
    differ = [row for row in rows if row.differs]
    alike = [view.quoted(view.label(row.feature)) for row in rows if not row.differs]
    sentence = view.say(
        "technical.portrait_counts", differ=view.number(len(differ)), all=view.number(len(rows))
    )
    if alike:
        rest = view.say("technical.portrait_alike", fields=view.listed(alike))
        return Prose(f"{sentence} {rest}")
    return sentence


def chart(view: View) -> Block:
    """Effect sizes with intervals, largest first; grey where no difference is shown."""
    rows = view.results.profile.portrait
    if not rows:
        return Prose("")
    figure = dot_chart(
        [_effect_dot(row, view) for row in rows],
        axis=view.say("technical.axis_effect"),
        reference=Reference(at=0, dashed=False),
        book=view,
    )
    strongest = next((row for row in rows if row.differs), None)
    claim = view.say("technical.portrait_none")
    if strongest is not None:
        claim = view.say(
            "technical.portrait_claim",
            field=view.label(strongest.feature),
            effect=view.signed(strongest.effect.value, DECIMALS),
        )
    items = joined(
        view.say(
            "technical.portrait_item",
            field=view.label(row.feature),
            effect=view.change(row.effect, DECIMALS),
        )
        for row in rows
    )
    return FigureBlock(
        figure=figure,
        key="portrait",
        caption=add_labelled(
            view,
            view.say("technical.portrait_caption", claim=claim),
            (row.feature for row in rows),
        ),
        alt=view.say("technical.portrait_alt", items=items),
    )


def _effect_dot(row: PortraitRow, book: Phrasebook) -> DotRow:
    return DotRow(
        label=book.short(row.feature),
        estimate=row.effect,
        text=book.signed(row.effect.value, DECIMALS),
        hue="ink" if row.differs else "grey",
    )


def table(view: View) -> Block:
    """Both groups' means in the feature's unit, the effect, and whether it passes."""
    return table_of(
        view,
        "technical",
        view.results.profile.portrait,
        Column("field", "l", lambda r: count_beside(view, view.short(r.feature), r.feature)),
        Column("dropped", "r", lambda r: view.mean_span(r.feature, r.dropped_mean)),
        Column("same", "r", lambda r: view.mean_span(r.feature, r.same_mean)),
        Column("effect", "r", lambda r: view.change(r.effect, DECIMALS)),
        Column("p", "r", lambda r: view.p_value(r.p_adjusted)),
        Column("verdict", "l", lambda r: view.say(f"technical.differs_{yes_no(r.differs)}")),
        caption=view.say("technical.portrait_table_caption"),
        key="portrait",
    )
