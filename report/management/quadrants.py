"""Page 2: risk and value together, four groups of customers."""

from __future__ import annotations

from analysis.segments.facts import SegmentFacts
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import Column, TableView, filled_table
from report.charts.bars import share_bars
from report.charts.scatter import risk_value_chart
from report.text.numbers import DASH
from report.text.phrasebook import sentence_case
from report.text.phrases import Markdown, Prose
from report.view import View

# Below this many times its share of customers, a group's share of profit at risk is no news.
CONCENTRATED = 1.2


def _quadrants(view: View) -> tuple[SegmentFacts, ...]:
    four = [segment for segment in view.results.segments.values() if segment.quadrant]
    return tuple(sorted(four, key=lambda segment: (-segment.profit_at_risk, segment.rank)))


def heading(view: View) -> Prose:
    """How much of the profit at risk sits with how few customers, if any is and it does."""
    if not view.results.headline.customers_at_risk:
        return view.say("quadrants.heading_none")
    if not view.results.headline.profit_at_risk:
        return view.say("quadrants.heading_nothing")
    top = _quadrants(view)[0]
    if top.profit_at_risk_share < CONCENTRATED * top.share:
        return view.say("quadrants.heading_even")
    return view.say(
        "quadrants.heading",
        profit=view.percent(top.profit_at_risk_share),
        customers=view.percent(top.share),
    )


def lead(view: View) -> Prose:
    """What the heaviest group holds, what is called at risk, and why a group may be empty."""
    at_risk = view.results.headline.profit_at_risk and view.say("quadrants.at_risk")
    sentences = (_heaviest(view), at_risk or "", _one_sided(view))
    return Prose(" ".join(filter(None, sentences)))


def _one_sided(view: View) -> Prose:
    """Why no customer is of low profit; empty in a usual month."""
    least = view.results.high_profit_from
    poor = [s.customers for s in _quadrants(view) if s.profit_level == "low"]
    if any(poor) or least is None:
        return Prose("")
    return view.say("quadrants.one_sided", cut=view.money(least))


def _heaviest(view: View) -> Prose:
    """Where high risk begins, and the group with most profit at risk."""
    top = _quadrants(view)[0]
    return view.say(
        "quadrants.lead" if view.results.headline.profit_at_risk else "quadrants.lead_nothing",
        cut=view.percent(view.results.settings.risk.high_risk),
        name=view.segment_name(top.key),
        count=view.count(top.customers, "customer"),
        share=view.percent(top.share),
        profit=view.percent(top.profit_share),
        at_risk=view.percent(top.profit_at_risk_share),
    )


def scatter(view: View) -> FigureBlock:
    """Customers by risk and profit, the four groups labelled."""
    top = view.results.segments["high_risk_high_value"]
    return FigureBlock(
        figure=risk_value_chart(view),
        key="risk-value",
        caption=view.say("quadrants.scatter_caption", money=view.money(top.profit_at_risk)),
        alt=view.say(
            "quadrants.scatter_alt", groups="; ".join(_describe(view, s) for s in _quadrants(view))
        ),
    )


def _describe(view: View, segment: SegmentFacts) -> str:
    return view.say(
        "quadrants.group",
        name=view.segment_name(segment.key),
        count=view.count(segment.customers, "customer"),
        money=view.money(segment.profit_at_risk),
    )


def bars(view: View) -> FigureBlock:
    """Each group's share of customers against its share of the profit at risk."""
    top = _quadrants(view)[0]
    groups = [
        view.say(
            "quadrants.bar_group",
            name=view.segment_name(segment.key),
            customers=view.percent(segment.share),
            profit=view.percent(segment.profit_at_risk_share),
        )
        for segment in _quadrants(view)
    ]
    return FigureBlock(
        figure=share_bars(view, _quadrants(view)),
        key="risk-shares",
        caption=view.say(
            "quadrants.bar_caption",
            name=view.segment_name(top.key),
            customers=view.percent(top.share),
            profit=view.percent(top.profit_at_risk_share),
        ),
        alt=view.say("quadrants.bar_alt", groups="; ".join(groups)),
        numbers=chart_numbers.shares(view, _quadrants(view)),
    )


def table(view: View) -> TableView:
    """The four groups with their figures; where there is a plan, what it does with each."""
    planned = bool(view.results.plan.contacts)
    of_the_plan: list[Column[SegmentFacts]] = [
        Column("contacts", "r", lambda s: view.number(s.contacts)),
        Column("do", "l", lambda s: view.segment_purpose(s.key)),
    ]
    return filled_table(
        view,
        "quadrants",
        _quadrants(view),
        Column("group", "l", lambda s: view.segment_name(s.key)),
        Column("customers", "r", lambda s: view.number(s.customers)),
        Column("risk", "r", lambda s: view.percent(s.mean_risk) if s.customers else DASH),
        Column("profit", "r", lambda s: view.amount(s.profit)),
        Column("at_risk", "r", lambda s: view.amount(s.profit_at_risk)),
        *(of_the_plan if planned else ()),
        caption=view.say("quadrants.table_caption" if planned else "quadrants.table_caption_plain"),
        key="risk-value",
    )


def action(view: View) -> Markdown:
    """Which group to begin with, by what the plan expects of it; nothing without a plan."""
    plan = view.results.plan
    first = max(_quadrants(view), key=lambda segment: segment.gain)
    if not plan.contacts or not first.contacts:
        return Markdown("")
    text = view.say(
        f"quadrants.{view.sentence_for('action', first.contacts)}",
        name=view.segment_name(first.key),
        Accepted=sentence_case(view.accepted),
        contacts=view.count(first.contacts, "contact"),
        gain=view.money(first.gain),
        whole=view.money(plan.gain),
        period=view.period,
    )
    return fragment("action", {"text": text})
