"""Whether the risk comes true."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.model.facts import ReliabilityBin
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.curves import RiskGroup, reliability_chart
from report.text.formats import share
from report.text.numbers import number, percent
from report.text.phrases import Prose
from report.text.say import Block, joined, say
from report.view import Report


def inside(group: ReliabilityBin) -> bool:
    """Whether the predicted risk lies within the interval of what was seen."""
    return group.observed.low <= group.mean_risk <= group.observed.high


def chart(report: Report) -> Block:
    """Observed share against predicted risk."""
    groups, language = report.results.model.reliability, report.language
    if not groups:
        return say(language, "reliability_none")
    items = joined(
        say(
            language,
            "reliability_item",
            risk=percent(group.mean_risk, language),
            observed=share(group.observed, language),
        )
        for group in groups
    )
    return FigureBlock(
        figure=reliability_chart(
            [risk_group(group) for group in groups],
            (say(language, "reliability_x"), say(language, "reliability_y")),
            say(language, "reliability_diagonal"),
            language,
        ),
        key="reliability",
        caption=say(
            language,
            "reliability_caption",
            inside=number(sum(inside(group) for group in groups), language),
            bins=number(len(groups), language),
        ),
        alt=say(language, "reliability_alt", items=items),
    )


def risk_group(group: ReliabilityBin) -> RiskGroup:
    """One group in percent."""
    seen = group.observed
    return RiskGroup(
        predicted=100 * group.mean_risk,
        observed=Estimate(value=100 * seen.value, low=100 * seen.low, high=100 * seen.high),
        inside=inside(group),
    )


def table(report: Report) -> Block:
    """The same as numbers."""
    groups, language = report.results.model.reliability, report.language
    if not groups:
        return Prose("")
    keys = ("group", "customers", "predicted", "observed", "inside_interval")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                number(place, language),
                number(group.customers, language),
                percent(group.mean_risk, language),
                share(group.observed, language),
                say(language, "yes" if inside(group) else "no"),
            ]
            for place, group in enumerate(groups, 1)
        ],
        align="rrrrl",
        caption=say(language, "reliability_table_caption"),
        key="reliability",
    )
