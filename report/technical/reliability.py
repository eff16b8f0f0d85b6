"""Whether the risk comes true."""

from __future__ import annotations

from analysis.model.facts import ReliabilityBin
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.reliability import reliability_chart
from report.text.phrases import joined, yes_no
from report.view import View


def _inside(group: ReliabilityBin) -> bool:
    """Whether the predicted risk lies within the interval of what was seen."""
    return group.observed.holds(group.mean_risk)


def chart(view: View) -> Block:
    """Observed share against predicted risk."""
    groups = view.results.model.reliability
    if not groups:
        return view.say("technical.reliability_none")
    items = joined(
        view.say(
            "technical.reliability_item",
            risk=view.percent(group.mean_risk),
            observed=view.share(group.observed),
        )
        for group in groups
    )
    return FigureBlock(
        figure=reliability_chart(
            groups,
            (view.say("technical.reliability_x"), view.say("technical.reliability_y")),
            view.say("technical.reliability_diagonal"),
            view,
        ),
        key="reliability",
        caption=view.say(
            "technical.reliability_caption",
            inside=view.number(sum(_inside(group) for group in groups)),
            bins=view.number(len(groups)),
        ),
        alt=view.say("technical.reliability_alt", items=items),
    )


def table(view: View) -> Block:
    """The same as numbers."""
    return table_of(
        view,
        "technical",
        enumerate(view.results.model.reliability, start=1),
        Column("group", "r", lambda row: view.number(row[0])),
        Column("customers", "r", lambda row: view.number(row[1].customers)),
        Column("predicted", "r", lambda row: view.percent(row[1].mean_risk)),
        Column("observed", "r", lambda row: view.share(row[1].observed)),
        Column(
            "inside_interval", "l", lambda row: view.say(f"technical.{yes_no(_inside(row[1]))}")
        ),
        caption=view.say("technical.reliability_table_caption"),
        key="reliability",
    )
