"""The offers: money, order of contacts, conditions."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.offers.facts import BudgetPoint
from analysis.segments.facts import OfferFacts, SegmentFacts
from analysis.vocabulary import Language
from report.present.columns import amounts
from report.present.figure import FigureBlock
from report.present.names import offer_name, segment_name
from report.present.numbers import amount, money, number, percent
from report.present.offer_wording import offer_wording
from report.present.open import Report
from report.present.phrases import Prose
from report.present.table import TableView
from report.present.technical import behind
from report.present.technical.charts.curves import Band, Mark, curve_chart
from report.present.technical.say import Block, Stack, say, sub_heading
from report.present.technical.segments import by_rank
from report.present.technical.show import horizon, named, sentence_case, unit

GAINS = ("gain_low", "gain", "gain_high")
ACCEPTANCES = ("acceptance_low", "acceptance", "acceptance_high")


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
        say(language, "budget_y", months=horizon(report), unit=unit(report)),
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
        numbers=behind.budget(report, points),
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
        header=[say(language, f"col_{key}", unit=unit(report)) for key in keys],
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


def terms(report: Report) -> Block:
    """What each offer costs and how often it is assumed to be taken."""
    language = report.language
    found = {offer.key: offer for segment in by_rank(report) for offer in segment.offers}
    if not found:
        return Prose("")
    keys = ("offer", "contact_cost", "incentive", *ACCEPTANCES)
    return TableView(
        header=[say(language, f"col_{key}", unit=unit(report)) for key in keys],
        rows=[terms_row(found[key], language) for key in found],
        align="lrrrrr",
        caption=say(language, "terms_caption"),
        key="terms",
    )


def terms_row(offer: OfferFacts, language: Language) -> list[str]:
    """One offer's parameters as cells; they are the same in every segment."""
    return [
        offer_name(offer.key, language),
        amount(offer.contact_cost, language),
        amount(offer.incentive, language),
        *(percent(getattr(offer, key), language) for key in ACCEPTANCES),
    ]


def every_segment(report: Report) -> Block:
    """A heading and two tables, money and reasons, for every segment with an offer."""
    found, language = [s for s in by_rank(report) if s.offers], report.language
    if not found:
        return say(language, "offers_nowhere")
    blocks: list[Block] = []
    for segment in found:
        blocks += [
            sub_heading(segment_name(segment.key, language)),
            money_table(segment, report),
            reasons_table(segment, report),
        ]
    return Stack(tuple(blocks))


def money_table(segment: SegmentFacts, report: Report) -> TableView:
    """Customers and money of a segment's offers, best first."""
    language, name = report.language, segment_name(segment.key, report.language)
    keys = ("offer", "channel", "reachable", "worth", "cost", *GAINS, "break_even")
    return TableView(
        header=[say(language, f"col_{key}", unit=unit(report)) for key in keys],
        rows=[
            offer_row(offer, sums, report)
            for offer, sums in zip(segment.offers, sum_rows(segment.offers, language), strict=True)
        ],
        align="llrrrrrrr",
        caption=say(language, "offers_caption", segment=name, months=horizon(report)),
        key=f"offers-{segment.key.replace('_', '-')}",
    )


def sum_rows(offers: Sequence[OfferFacts], language: Language) -> list[tuple[str, ...]]:
    """Cost and gains of each offer, the decimals of every column under each other."""
    columns = [
        amounts([getattr(offer, key) for offer in offers], language) for key in ("cost", *GAINS)
    ]
    return list(zip(*columns, strict=True))


def offer_row(offer: OfferFacts, sums: Sequence[str], report: Report) -> list[str]:
    """One offer as cells."""
    language, even = report.language, offer.break_even_acceptance
    reachable, eligible = (number(n, language) for n in (offer.reachable, offer.customers))
    return [
        offer_name(offer.key, language),
        named("channel", offer.channel, language),
        say(language, "of", part=reachable, whole=eligible),
        number(offer.contacts, language),
        *sums,
        say(language, "break_even_never") if even is None else percent(even, language),
    ]


def reasons_table(segment: SegmentFacts, report: Report) -> TableView:
    """What in the data calls for each offer."""
    language, name = report.language, segment_name(segment.key, report.language)
    return TableView(
        header=[say(language, "col_offer"), say(language, "col_why")],
        rows=[
            [offer_name(offer.key, language), offer_wording(report, offer).reason]
            for offer in segment.offers
        ],
        align="ll",
        caption=say(language, "reasons_caption", segment=name),
        key=f"reasons-{segment.key.replace('_', '-')}",
    )
