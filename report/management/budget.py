"""Page 7: how many contacts, what they cost and bring."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.offers.facts import BudgetPoint, PlanFacts, PlannedOffer
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import TableView
from report.charts.budget import budget_chart, shown_strategies
from report.management import chart_numbers
from report.management.credibility import withheld
from report.text.aligned_sums import amounts
from report.text.names import name, offer_name
from report.text.numbers import money, money_span, number, percent
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import period
from report.text.plurals import count, sentence_for
from report.view import Report

WORDS = "management/budget"
MOST, HALF, START = 0.9, 0.5, 0.25
SUMS = ("cost", "gain_low", "gain", "gain_high")
# More rows would push the page's advice to the next page.
OFFERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A point of the curve worth naming: the key of its name, and the point."""

    key: str
    point: BudgetPoint


def first_to_reach(plan: PlanFacts, share: float) -> BudgetPoint | None:
    """The smallest number of contacts that brings this share of the plan's gain."""
    return next((p for p in plan.budget if p.gain >= share * plan.gain and p.contacts), None)


def heading(r: Report) -> Prose:
    """How few contacts bring most of the gain; where it takes nearly all, what all bring."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return say(WORDS, "heading_withheld" if withheld(r) else "heading_none", lang)
    most = first_to_reach(plan, MOST)
    if most is None or most.contacts >= plan.contacts:
        return say(
            WORDS,
            sentence_for("heading_all", plan.contacts, lang),
            lang,
            contacts=count(plan.contacts, "contact", lang),
            gain=money(plan.gain, lang, r.unit),
        )
    return say(WORDS, "heading", lang, contacts=count(most.contacts, "contact", lang))


def lead(r: Report) -> Prose:
    """The recommended number with its cost and gain, or why there is none."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return say(WORDS, "lead_withheld", lang) if withheld(r) else nothing_pays(r)
    pays = say(
        WORDS,
        "lead",
        lang,
        contacts=count(plan.contacts, "contact", lang, genitive=True),
        cost=money(plan.cost, lang, r.unit),
        gain=money(plan.gain, lang, r.unit),
        span=money_span(plan.gain_low, plan.gain_high, lang, r.unit),
        period=period(r),
    )
    if plan.budget and plan.contacts == plan.budget[-1].contacts:
        return pays
    return Prose(f"{pays} {say(WORDS, 'beyond', lang)}")


def nothing_pays(r: Report) -> Prose:
    """The costs and the acceptance at which no contact pays."""
    plan, lang = r.results.plan, r.language
    return say(
        WORDS,
        "lead_none",
        lang,
        contact=money(plan.contact_cost, lang, r.unit),
        incentive=money(plan.incentive, lang, r.unit),
        acceptance=percent(r.results.settings.economics.acceptance, lang),
    )


def curve(r: Report) -> FigureBlock | Prose:
    """The budget curve with the recommended number and other ways of choosing."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return Prose("")
    points = [
        say(
            WORDS,
            "point",
            lang,
            name=name("strategy", s.key, lang),
            contacts=number(s.contacts, lang),
            gain=money(s.gain, lang, r.unit),
        )
        for s in shown_strategies(plan)
    ]
    return FigureBlock(
        figure=budget_chart(r),
        key="budget",
        caption=say(WORDS, "caption", lang, period=period(r), contacts=number(plan.contacts, lang)),
        alt=say(WORDS, "alt", lang, points="; ".join(points)),
        numbers=chart_numbers.budget(r),
    )


def milestones(plan: PlanFacts) -> tuple[Milestone, ...]:
    """Five points of the curve by number of contacts; fewer where two would be the same."""
    wanted = (
        ("start", first_to_reach(plan, START)),
        ("half", first_to_reach(plan, HALF)),
        ("most", first_to_reach(plan, MOST)),
        ("recommended", next((p for p in plan.budget if p.contacts == plan.contacts), None)),
        ("everyone", plan.budget[-1] if plan.budget else None),
    )
    # Of two names for one point the later is kept: "recommended" says more than "nine tenths".
    named = {point.contacts: Milestone(key=key, point=point) for key, point in wanted if point}
    return tuple(named[contacts] for contacts in sorted(named))


def table(r: Report) -> TableView | Prose:
    """Up to five points of the curve with cost and gain at low, middle and high acceptance."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return Prose("")
    columns = ("point", "contacts", "cost", "low", "gain", "high")
    return TableView(
        header=[say(WORDS, f"col_{column}", lang, unit=r.unit) for column in columns],
        rows=milestone_rows(r),
        align="lrrrrr",
        caption=say(WORDS, "table_caption", lang, period=period(r)),
        key="budget",
    )


def milestone_rows(r: Report) -> list[tuple[str, ...]]:
    """The points of the curve as cells, the decimals of each column under each other."""
    shown, lang = milestones(r.results.plan), r.language
    columns = [
        amounts([getattr(milestone.point, key) for milestone in shown], lang) for key in SUMS
    ]
    names = [say(WORDS, f"row_{milestone.key}", lang) for milestone in shown]
    contacts = [number(milestone.point.contacts, lang) for milestone in shown]
    return list(zip(names, contacts, *columns, strict=True))


def offers(r: Report) -> TableView | Prose:
    """What the plan is made of: each offer's customers, channels and money, best first."""
    planned, lang = r.results.plan.offers, r.language
    if not planned:
        return Prose("")
    shown = planned[:OFFERS]
    caption = say(
        WORDS,
        "offers_caption_part" if len(planned) > len(shown) else "offers_caption",
        lang,
        shown=number(len(shown), lang),
        all=number(len(planned), lang),
        period=period(r),
    )
    columns = ("offer", "customers", "channels", "cost", "brings")
    return TableView(
        header=[say(WORDS, f"col_{column}", lang, unit=r.unit) for column in columns],
        rows=list(
            zip(
                [offer_name(offer.offer, lang) for offer in shown],
                [number(offer.customers, lang) for offer in shown],
                [used_channels(r, offer) for offer in shown],
                amounts([offer.cost for offer in shown], lang),
                amounts([offer.gain for offer in shown], lang),
                strict=True,
            )
        ),
        align="lrlrr",
        caption=caption,
        key="plan",
    )


def used_channels(r: Report, offer: PlannedOffer) -> str:
    """The offer's channels with how many customers each reaches."""
    return ", ".join(
        say(
            WORDS,
            "channel",
            r.language,
            name=name("channel", use.channel, r.language),
            customers=number(use.customers, r.language),
        )
        for use in offer.channels
    )


def action(r: Report) -> Markdown:
    """What to approve, and what other ways of choosing would bring."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return Markdown("")
    gains = {s.key: money(s.gain, lang, r.unit) for s in plan.strategies}
    approve = say(
        WORDS,
        "action_better",
        lang,
        contacts=count(plan.contacts, "contact", lang),
        cost=money(plan.cost, lang, r.unit),
        **gains,
    )
    return fragment("action", {"text": Prose(f"{approve} {say(WORDS, 'action_first', lang)}")})


def page_end(r: Report) -> Markdown:
    """A new page, unless two sentences would be all that stands on this one."""
    return fragment("pagebreak", {}) if r.results.plan.contacts else Markdown("")
