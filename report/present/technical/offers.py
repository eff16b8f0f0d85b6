"""The offers: money, order of contacts, conditions."""

from __future__ import annotations

from analysis.offers.facts import BudgetPoint
from analysis.segments.facts import OfferFacts, SegmentFacts
from report.present.figure import FigureBlock
from report.present.names import offer_name, segment_name
from report.present.numbers import amount, money, number, percent
from report.present.open import Report
from report.present.phrases import Prose
from report.present.table import TableView
from report.present.technical.charts.curves import Band, Mark, curve_chart
from report.present.technical.say import Block, joined, say
from report.present.technical.segments import by_rank
from report.present.technical.show import horizon, label, named, shown


def economics(report: Report) -> Prose:
    """How a customer's gain is computed, and the parameters in force."""
    knobs, language = report.results.settings.economics, report.language
    rates = (knobs.acceptance_low, knobs.acceptance, knobs.acceptance_high)
    low, middle, high = (percent(rate, language) for rate in rates)
    return say(
        language,
        "economics_claim",
        months=horizon(report),
        contact=number(knobs.contact_cost, language, 2),
        incentive=number(knobs.incentive, language, 2),
        unit=report.unit,
        low=low,
        middle=middle,
        high=high,
    )


def plan(report: Report) -> Prose:
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
                named("strategy", row.key, language),
                number(row.contacts, language),
                amount(row.cost, language),
                amount(row.gain, language),
            ]
            for row in rows
        ],
        align="lrrr",
        caption=say(language, "strategies_caption"),
        key="strategies",
    )


def offered(report: Report) -> list[tuple[SegmentFacts, OfferFacts]]:
    """Every segment's offers, best first."""
    return [(segment, offer) for segment in by_rank(report) for offer in segment.offers]


def table(report: Report) -> Block:
    """Customers and money of every offer of every segment."""
    found, language = offered(report), report.language
    if not found:
        return say(language, "offers_none")
    keys = ("segment", "offer", "channel", "eligible", "reachable", "cost", "gain_low", "gain")
    rest = ("gain_high", "break_even")
    return TableView(
        header=[say(language, f"col_{key}", unit=report.unit) for key in (*keys, *rest)],
        rows=[offer_row(segment, offer, report) for segment, offer in found],
        align="lllrrrrrrr",
        caption=say(language, "offers_caption", months=horizon(report)),
        key="offers",
    )


def offer_row(segment: SegmentFacts, offer: OfferFacts, report: Report) -> list[str]:
    """One offer as cells."""
    language = report.language
    sums = (offer.cost, offer.gain_low, offer.gain, offer.gain_high)
    even = offer.break_even_acceptance
    return [
        segment_name(segment.key, language),
        offer_name(offer.key, language),
        named("channel", offer.channel, language),
        number(offer.customers, language),
        number(offer.reachable, language),
        *(amount(value, language) for value in sums),
        say(language, "break_even_never") if even is None else percent(even, language),
    ]


def evidence(report: Report) -> Block:
    """The numbers that met each offer's condition."""
    found, language = offered(report), report.language
    if not found:
        return Prose("")
    keys = ("segment", "offer", "condition", "evidence")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                segment_name(segment.key, language),
                offer_name(offer.key, language),
                offer.reason,
                evidence_text(offer, report),
            ]
            for segment, offer in found
        ],
        align="llll",
        caption=say(language, "evidence_caption"),
        key="evidence",
    )


def evidence_text(offer: OfferFacts, report: Report) -> str:
    """Named numbers in a row."""
    language = report.language
    return joined(
        say(
            language,
            "evidence_item",
            name=label(item.name, language),
            value=shown(item.name, item.value, language),
        )
        for item in offer.evidence
    )
