"""The plan: how a gain is computed, the order of contacts, other ways to choose."""

from __future__ import annotations

from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, Sums, table_of
from report.charts.curves import Mark, budget_band, curve_chart
from report.text.phrasebook import sentence_case
from report.text.phrases import Prose
from report.view import View


def economics(view: View) -> Prose:
    """How a customer's gain is computed, and the parameters in force."""
    knobs = view.results.settings.economics
    facts = view.results.plan
    costs = view.say(
        f"technical.costs_{knobs.costs_in}",
        contact=view.percent(knobs.contact_cost),
        incentive=view.percent(knobs.incentive),
        contact_money=view.money(facts.contact_cost),
        incentive_money=view.money(facts.incentive),
        months=view.horizon,
    )
    acceptance = view.say(
        "technical.acceptance_measured" if view.measured else "technical.acceptance_assumed",
        accepted=view.accepted,
        low=view.percent(knobs.acceptance_low),
        middle=view.percent(knobs.acceptance),
        high=view.percent(knobs.acceptance_high),
    )
    return view.say(
        "technical.economics_claim", months=view.horizon, costs=costs, acceptance=acceptance
    )


def claim(view: View) -> Prose:
    """How many contacts, their cost and gain."""
    facts = view.results.plan
    if not facts.contacts:
        return view.say("technical.plan_none")
    return view.say(
        "technical.plan_claim",
        contacts=view.number(facts.contacts),
        months=view.horizon,
        cost=view.money(facts.cost),
        gain=view.money(facts.gain),
        low=view.money(facts.gain_low),
        high=view.money(facts.gain_high),
    )


def budget_chart(view: View) -> Block:
    """Gain against contacts in the best order, with the band of acceptance."""
    points = sorted(view.results.plan.budget, key=lambda point: point.contacts)
    facts = view.results.plan
    if not facts.contacts or not points:
        return Prose("")
    titles = (
        view.say("technical.budget_x"),
        view.say("technical.budget_y", months=view.horizon, unit=view.unit),
    )
    text = view.say(
        "technical.budget_mark", contacts=view.number(facts.contacts), gain=view.money(facts.gain)
    )
    mark = Mark(x=facts.contacts, y=facts.gain, text=text, strong=True)
    return FigureBlock(
        figure=curve_chart(budget_band(facts, _acceptance_names(view)), [mark], titles, view),
        key="budget",
        caption=view.say(
            "technical.budget_caption",
            months=view.horizon,
            gain=view.money(facts.gain),
            contacts=view.number(facts.contacts),
        ),
        alt=view.say(
            "technical.budget_alt",
            contacts=view.number(facts.contacts),
            gain=view.money(facts.gain),
            low=view.money(facts.gain_low),
            high=view.money(facts.gain_high),
            everyone=view.number(points[-1].contacts),
            all_gain=view.money(points[-1].gain),
        ),
        numbers=chart_numbers.budget(view, chart_numbers.TECHNICAL, points),
    )


def _acceptance_names(view: View) -> tuple[str, str, str]:
    knobs = view.results.settings.economics
    return (
        view.say("technical.budget_low", rate=view.percent(knobs.acceptance_low)),
        view.say("technical.budget_middle", rate=view.percent(knobs.acceptance)),
        view.say("technical.budget_high", rate=view.percent(knobs.acceptance_high)),
    )


def strategies(view: View) -> Block:
    """The best order against other ways to choose."""
    plan = view.results.plan
    return table_of(
        view,
        "technical",
        plan.strategies if plan.contacts else (),
        Column("strategy", "l", lambda s: sentence_case(view.name("strategy", s.key))),
        Column("contacts", "r", lambda s: view.number(s.contacts)),
        Sums("cost", lambda s: s.cost),
        Sums("strategy_gain", lambda s: s.gain),
        caption=view.say("technical.strategies_caption"),
        key="strategies",
    )
