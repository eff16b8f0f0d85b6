"""How customers whose activity dropped differ from the others."""

from __future__ import annotations

from analysis.profile.facts import PortraitRow
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.intervals import DotRow, Reference, dot_chart
from report.text.formats import change, label, mean_span, p_value, quoted, short
from report.text.numbers import number, signed
from report.text.phrases import Prose
from report.text.phrasing import listed
from report.text.say import Block, joined, say
from report.view import Report

DECIMALS = 2


def counts(report: Report) -> Prose:
    """How many features differ, and which do not."""
    rows, language = report.results.profile.portrait, report.language
    if not rows:
        return say(language, "portrait_empty")
    differ = [row for row in rows if row.differs]
    alike = [quoted(label(row.feature, language), language) for row in rows if not row.differs]
    sentence = say(
        language,
        "portrait_counts",
        differ=number(len(differ), language),
        all=number(len(rows), language),
    )
    if alike:
        rest = say(language, "portrait_alike", fields=listed(alike, language))
        return Prose(f"{sentence} {rest}")
    return sentence


def chart(report: Report) -> Block:
    """Effect sizes with intervals, largest first; grey where no difference is shown."""
    rows, language = report.results.profile.portrait, report.language
    if not rows:
        return Prose("")
    figure = dot_chart(
        [effect_dot(row, language) for row in rows],
        axis=say(language, "axis_effect"),
        reference=Reference(at=0.0),
        language=language,
    )
    strongest = next((row for row in rows if row.differs), None)
    claim = say(language, "portrait_none")
    if strongest is not None:
        claim = say(
            language,
            "portrait_claim",
            field=label(strongest.feature, language),
            effect=signed(strongest.effect.value, language, DECIMALS),
        )
    items = joined(
        say(
            language,
            "portrait_item",
            field=label(row.feature, language),
            effect=change(row.effect, language, DECIMALS),
        )
        for row in rows
    )
    return FigureBlock(
        figure=figure,
        key="portrait",
        caption=say(language, "portrait_caption", claim=claim),
        alt=say(language, "portrait_alt", items=items),
    )


def effect_dot(row: PortraitRow, language: Language) -> DotRow:
    """One feature's effect."""
    return DotRow(
        label=short(row.feature, language),
        estimate=row.effect,
        text=signed(row.effect.value, language, DECIMALS),
        hue="ink" if row.differs else "grey",
    )


def table(report: Report) -> Block:
    """Both groups' means in the feature's unit, the effect, and whether it passes."""
    rows, language = report.results.profile.portrait, report.language
    if not rows:
        return Prose("")
    keys = ("field", "dropped", "same", "effect", "p", "verdict")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[portrait_row(row, language) for row in rows],
        align="lrrrrl",
        caption=say(language, "portrait_table_caption"),
        key="portrait",
    )


def portrait_row(row: PortraitRow, language: Language) -> list[str]:
    """One feature as cells."""
    return [
        short(row.feature, language),
        mean_span(row.feature, row.dropped_mean, language),
        mean_span(row.feature, row.same_mean, language),
        change(row.effect, language, DECIMALS),
        p_value(row.p_adjusted, language),
        say(language, "differs_yes" if row.differs else "differs_no"),
    ]
