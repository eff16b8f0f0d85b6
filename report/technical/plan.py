"""The plan: how a gain is computed, the order of contacts, other ways to choose."""

from __future__ import annotations

from analysis.offers.facts import BudgetPoint
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.curves import Mark, budget_band, curve_chart
from report.technical import chart_numbers
from report.text.phrasebook import sentence_case
from report.text.phrases import Prose
from report.view import View


def economics(view: View) -> Prose:
    """How a customer's gain is computed, and the parameters in force."""
    knobs = view.results.settings.economics
    rates = (knobs.acceptance_low, knobs.acceptance, knobs.acceptance_high)
    low, middle, high = (view.percent(rate) for rate in rates)
    facts = view.results.plan
    costs = view.say(
        f"technical.costs_{knobs.costs_in}",
        contact=view.percent(knobs.contact_cost),
        incentive=view.percent(knobs.incentive),
        contact_money=view.money(facts.contact_cost),
        incentive_money=view.money(facts.incentive),
        months=view.horizon,
    )
    return view.say(
        "technical.economics_claim",
        months=view.horizon,
        costs=costs,
        low=low,
        middle=middle,
        high=high,
    )


def claim(view: View) -> Prose:
    """How many contacts, their cost and gain."""
    facts = view.results.plan
    if not facts.contacts:
        return view.say("technical.plan_none")
    sums = {
        "cost": facts.cost,
        "gain": facts.gain,
        "low": facts.gain_low,
        "high": facts.gain_high,
    }
    return view.say(
        "technical.plan_claim",
        contacts=view.number(facts.contacts),
        months=view.horizon,
        **{key: view.money(value) for key, value in sums.items()},
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
        figure=curve_chart(budget_band(facts, acceptance_names(view)), [mark], titles, view),
        key="budget",
        caption=view.say(
            "technical.budget_caption",
            months=view.horizon,
            gain=view.money(facts.gain),
            contacts=view.number(facts.contacts),
        ),
        alt=budget_alt(points[-1], view),
        numbers=chart_numbers.budget(view, points),
    )


def acceptance_names(view: View) -> tuple[str, str, str]:
    """Low, middle and high acceptance with their rates."""
    knobs = view.results.settings.economics
    return (
        view.say("technical.budget_low", rate=view.percent(knobs.acceptance_low)),
        view.say("technical.budget_middle", rate=view.percent(knobs.acceptance)),
        view.say("technical.budget_high", rate=view.percent(knobs.acceptance_high)),
    )


def budget_alt(last: BudgetPoint, view: View) -> Prose:
    """The curve for those who do not see it."""
    facts = view.results.plan
    sums = {"gain": facts.gain, "low": facts.gain_low, "high": facts.gain_high}
    return view.say(
        "technical.budget_alt",
        contacts=view.number(facts.contacts),
        everyone=view.number(last.contacts),
        all_gain=view.money(last.gain),
        **{key: view.money(value) for key, value in sums.items()},
    )


def strategies(view: View) -> Block:
    """The best order against other ways to choose."""
    rows = view.results.plan.strategies
    if not rows or not view.results.plan.contacts:
        return Prose("")
    keys = ("strategy", "contacts", "cost", "strategy_gain")
    return TableView(
        header=[view.say(f"technical.col_{key}", unit=view.unit) for key in keys],
        rows=[
            [
                sentence_case(view.name("strategy", row.key)),
                view.number(row.contacts),
                cost,
                gain,
            ]
            for row, cost, gain in zip(
                rows,
                view.amounts([row.cost for row in rows]),
                view.amounts([row.gain for row in rows]),
                strict=True,
            )
        ],
        align="lrrr",
        caption=view.say("technical.strategies_caption"),
        key="strategies",
    )
