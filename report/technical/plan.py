"""The plan: how a gain is computed, the order of contacts, other ways to choose."""

from __future__ import annotations

from analysis.offers.facts import BudgetPoint
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.curves import Band, Mark, curve_chart
from report.technical import chart_numbers
from report.text.aligned_sums import amounts
from report.text.formats import named, sentence_case
from report.text.numbers import money, number, percent
from report.text.phrases import Prose
from report.text.phrasing import horizon
from report.text.say import Block, say
from report.view import Report


def economics(report: Report) -> Prose:
    """How a customer's gain is computed, and the parameters in force."""
    knobs, language = report.results.settings.economics, report.language
    rates = (knobs.acceptance_low, knobs.acceptance, knobs.acceptance_high)
    low, middle, high = (percent(rate, language) for rate in rates)
    facts = report.results.plan
    costs = say(
        language,
        f"costs_{knobs.costs_in}",
        contact=percent(knobs.contact_cost, language),
        incentive=percent(knobs.incentive, language),
        contact_money=money(facts.contact_cost, language, report.unit),
        incentive_money=money(facts.incentive, language, report.unit),
        months=horizon(report),
    )
    return say(
        language,
        "economics_claim",
        months=horizon(report),
        costs=costs,
        low=low,
        middle=middle,
        high=high,
    )


def claim(report: Report) -> Prose:
    """How many contacts, their cost and gain."""
    facts, language = report.results.plan, report.language
    if not facts.contacts:
        return say(language, "plan_none")
    sums = {
        "cost": facts.cost,
        "gain": facts.gain,
        "low": facts.gain_low,
        "high": facts.gain_high,
    }
    return say(
        language,
        "plan_claim",
        contacts=number(facts.contacts, language),
        months=horizon(report),
        **{key: money(value, language, report.unit) for key, value in sums.items()},
    )


def budget_chart(report: Report) -> Block:
    """Gain against contacts in the best order, with the band of acceptance."""
    points = sorted(report.results.plan.budget, key=lambda point: point.contacts)
    facts, language = report.results.plan, report.language
    if not facts.contacts or not points:
        return Prose("")
    titles = (
        say(language, "budget_x"),
        say(language, "budget_y", months=horizon(report), unit=report.unit),
    )
    text = say(
        language,
        "budget_mark",
        contacts=number(facts.contacts, language),
        gain=money(facts.gain, language, report.unit),
    )
    mark = Mark(x=facts.contacts, y=facts.gain, text=text, strong=True)
    return FigureBlock(
        figure=curve_chart(budget_band(points, report), [mark], titles, language),
        key="budget",
        caption=say(
            language,
            "budget_caption",
            months=horizon(report),
            gain=money(facts.gain, language, report.unit),
            contacts=number(facts.contacts, language),
        ),
        alt=budget_alt(points[-1], report),
        numbers=chart_numbers.budget(report, points),
    )


def budget_band(points: list[BudgetPoint], report: Report) -> Band:
    """The three acceptances as lines, named by their rates."""
    knobs, language = report.results.settings.economics, report.language
    return Band(
        x=[point.contacts for point in points],
        low=[point.gain_low for point in points],
        middle=[point.gain for point in points],
        high=[point.gain_high for point in points],
        names=(
            say(language, "budget_low", rate=percent(knobs.acceptance_low, language)),
            say(language, "budget_middle", rate=percent(knobs.acceptance, language)),
            say(language, "budget_high", rate=percent(knobs.acceptance_high, language)),
        ),
    )


def budget_alt(last: BudgetPoint, report: Report) -> Prose:
    """The curve for those who do not see it."""
    facts, language = report.results.plan, report.language
    sums = {"gain": facts.gain, "low": facts.gain_low, "high": facts.gain_high}
    return say(
        language,
        "budget_alt",
        contacts=number(facts.contacts, language),
        everyone=number(last.contacts, language),
        all_gain=money(last.gain, language, report.unit),
        **{key: money(value, language, report.unit) for key, value in sums.items()},
    )


def strategies(report: Report) -> Block:
    """The best order against other ways to choose."""
    rows, language = report.results.plan.strategies, report.language
    if not rows or not report.results.plan.contacts:
        return Prose("")
    keys = ("strategy", "contacts", "cost", "strategy_gain")
    return TableView(
        header=[say(language, f"col_{key}", unit=report.unit) for key in keys],
        rows=[
            [
                sentence_case(named("strategy", row.key, language)),
                number(row.contacts, language),
                cost,
                gain,
            ]
            for row, cost, gain in zip(
                rows,
                amounts([row.cost for row in rows], language),
                amounts([row.gain for row in rows], language),
                strict=True,
            )
        ],
        align="lrrr",
        caption=say(language, "strategies_caption"),
        key="strategies",
    )
