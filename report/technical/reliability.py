"""Whether the risk comes true."""

from __future__ import annotations

from analysis.model.facts import ReliabilityBin
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.reliability import reliability_chart
from report.text.phrases import Prose, joined
from report.view import View


def inside(group: ReliabilityBin) -> bool:
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
            inside=view.number(sum(inside(group) for group in groups)),
            bins=view.number(len(groups)),
        ),
        alt=view.say("technical.reliability_alt", items=items),
    )


def table(view: View) -> Block:
    """The same as numbers."""
    groups = view.results.model.reliability
    if not groups:
        return Prose("")
    keys = ("group", "customers", "predicted", "observed", "inside_interval")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[
            [
                view.number(place),
                view.number(group.customers),
                view.percent(group.mean_risk),
                view.share(group.observed),
                view.say("technical.yes" if inside(group) else "technical.no"),
            ]
            for place, group in enumerate(groups, 1)
        ],
        align="rrrrl",
        caption=view.say("technical.reliability_table_caption"),
        key="reliability",
    )
