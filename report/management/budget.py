"""Page 7: how many contacts, what they cost and bring."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.offers.facts import BudgetPoint, PlanFacts, PlannedOffer
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import Column, Sums, TableView, table_of
from report.charts.curves import budget_chart, shown_strategies
from report.management.credibility import withheld
from report.text.phrasebook import sentence_case
from report.text.phrases import Markdown, Prose
from report.view import View

MOST, HALF, START = 0.9, 0.5, 0.25
# More rows would push the page's advice to the next page.
OFFERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A point of the curve worth naming: the key of its name, and the point."""

    key: str
    point: BudgetPoint


def _first_to_reach(plan: PlanFacts, share: float) -> BudgetPoint | None:
    """The smallest number of contacts that brings this share of the plan's gain."""
    return next((p for p in plan.budget if p.gain >= share * plan.gain and p.contacts), None)


def heading(view: View) -> Prose:
    """How few contacts bring most of the gain; where it takes nearly all, what all bring."""
    plan = view.results.plan
    if not plan.contacts:
        return view.say("budget.heading_withheld" if withheld(view) else "budget.heading_none")
    most = _first_to_reach(plan, MOST)
    if most is None or most.contacts >= plan.contacts:
        return view.say(
            f"budget.{view.sentence_for('heading_all', plan.contacts)}",
            contacts=view.count(plan.contacts, "contact"),
            gain=view.money(plan.gain),
            accepted=view.accepted,
        )
    return view.say("budget.heading", contacts=view.count(most.contacts, "contact"))


def lead(view: View) -> Prose:
    """The recommended number with its cost and gain, or why there is none."""
    plan = view.results.plan
    if not plan.contacts:
        return view.say("budget.lead_withheld") if withheld(view) else nothing_pays(view)
    pays = view.say(
        "budget.lead",
        Accepted=sentence_case(view.accepted),
        contacts=view.count(plan.contacts, "contact", genitive=True),
        cost=view.money(plan.cost),
        gain=view.money(plan.gain),
        span=view.money_span(plan.gain_low, plan.gain_high),
        period=view.period,
    )
    if plan.budget and plan.contacts == plan.budget[-1].contacts:
        return pays
    return Prose(f"{pays} {view.say('budget.beyond')}")


def nothing_pays(view: View) -> Prose:
    """The costs and the acceptance at which no contact pays."""
    plan = view.results.plan
    return view.say(
        "budget.lead_none",
        contact=view.money(plan.contact_cost),
        incentive=view.money(plan.incentive),
        acceptance=view.percent(view.results.settings.economics.acceptance),
    )


def curve(view: View) -> FigureBlock | Prose:
    """The budget curve with the recommended number and other ways of choosing."""
    plan = view.results.plan
    if not plan.contacts:
        return Prose("")
    points = [
        view.say(
            "budget.point",
            name=view.name("strategy", s.key),
            contacts=view.number(s.contacts),
            gain=view.money(s.gain),
        )
        for s in shown_strategies(plan)
    ]
    return FigureBlock(
        figure=budget_chart(view),
        key="budget",
        caption=view.say("budget.caption", period=view.period, contacts=view.number(plan.contacts)),
        alt=view.say("budget.alt", points="; ".join(points)),
        numbers=chart_numbers.budget(view, chart_numbers.MANAGEMENT, plan.budget),
    )


def _milestones(plan: PlanFacts) -> tuple[Milestone, ...]:
    """Five points of the curve by number of contacts; fewer where two would be the same."""
    wanted = (
        ("start", _first_to_reach(plan, START)),
        ("half", _first_to_reach(plan, HALF)),
        ("most", _first_to_reach(plan, MOST)),
        ("recommended", next((p for p in plan.budget if p.contacts == plan.contacts), None)),
        ("everyone", plan.budget[-1] if plan.budget else None),
    )
    # Of two names for one point the later is kept: "recommended" says more than "nine tenths".
    named = {point.contacts: Milestone(key=key, point=point) for key, point in wanted if point}
    return tuple(named[contacts] for contacts in sorted(named))


def table(view: View) -> TableView | Prose:
    """Up to five points of the curve with cost and gain at low, middle and high acceptance."""
    plan = view.results.plan
    return table_of(
        view,
        "budget",
        _milestones(plan) if plan.contacts else (),
        Column("point", "l", lambda m: view.say(f"budget.row_{m.key}")),
        Column("contacts", "r", lambda m: view.number(m.point.contacts)),
        Sums("cost", lambda m: m.point.cost),
        Sums("low", lambda m: m.point.gain_low),
        Sums("gain", lambda m: m.point.gain),
        Sums("high", lambda m: m.point.gain_high),
        caption=view.say("budget.table_caption", period=view.period),
        key="budget",
    )


def offers(view: View) -> TableView | Prose:
    """What the plan is made of: each offer's customers, channels and money, best first."""
    planned = view.results.plan.offers
    shown = planned[:OFFERS]
    caption = view.say(
        "budget.offers_caption_part" if len(planned) > len(shown) else "budget.offers_caption",
        shown=view.number(len(shown)),
        all=view.number(len(planned)),
        period=view.period,
    )

    def channels(offer: PlannedOffer) -> str:
        """The offer's channels with how many customers each reaches."""
        uses = [(view.name("channel", u.channel), view.number(u.customers)) for u in offer.channels]
        return ", ".join(
            view.say("budget.channel", name=name, customers=customers) for name, customers in uses
        )

    return table_of(
        view,
        "budget",
        shown,
        Column("offer", "l", lambda o: view.offer_name(o.offer)),
        Column("customers", "r", lambda o: view.number(o.customers)),
        Column("channels", "l", channels),
        Sums("cost", lambda o: o.cost),
        Sums("brings", lambda o: o.gain),
        caption=caption,
        key="plan",
    )


def action(view: View) -> Markdown:
    """What to approve, and what other ways of choosing would bring."""
    plan = view.results.plan
    if not plan.contacts:
        return Markdown("")
    gains = {s.key: view.money(s.gain) for s in plan.strategies}
    approve = view.say(
        "budget.action_better",
        contacts=view.count(plan.contacts, "contact"),
        cost=view.money(plan.cost),
        **gains,
    )
    return fragment("action", {"text": Prose(f"{approve} {view.say('budget.action_first')}")})


def page_end(view: View) -> Markdown:
    """A new page, unless two sentences would be all that stands on this one."""
    return fragment("pagebreak", {}) if view.results.plan.contacts else Markdown("")
