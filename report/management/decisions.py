"""Page 1: what to decide, and the plan that the decisions are a part of."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.offers.facts import Decision
from analysis.segments.facts import OfferFacts
from report.blocks.fragments import fragment
from report.management.budget import nothing_pays
from report.management.credibility import withheld
from report.text.acceptance import accepted
from report.text.offer_texts import offer_wording
from report.text.phrasebook import sentence_case
from report.text.phrases import Markdown, Prose
from report.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """What to do, for whom and why, and the lines of money and time below."""

    what: str
    whom: str
    why: str
    facts: tuple[str, ...]


def heading(view: View) -> Prose:
    """How many decisions there are and what the first of them is worth; where only the plan
    as a whole is one, what that is worth.
    """
    plan = view.results.plan
    decisions = plan.decisions
    if not decisions and plan.contacts:
        return view.say(
            f"decisions.{view.sentence_for('heading_plan', plan.contacts)}",
            contacts=view.count(plan.contacts, "contact"),
            gain=view.money(plan.gain),
            period=view.period,
            accepted=view.accepted,
        )
    if not decisions:
        return view.say("decisions.heading_none")
    first = decisions[0]
    return view.say(
        f"decisions.heading_{len(decisions)}",
        gain=view.money(first.gain),
        share=view.percent(first.gain_share),
        period=view.period,
        accepted=_accepted(view, first),
    )


def cards(view: View) -> Markdown:
    """The cards of the decisions, best first; nothing where there are none."""
    found = tuple(
        _decision_card(view, decision, place)
        for place, decision in enumerate(view.results.plan.decisions, start=1)
    )
    return fragment("decisions", {"cards": found}) if found else Markdown("")


def plan_sentence(view: View) -> Prose:
    """All that is recommended, of which the decisions are a part, or why nothing is.

    Empty where a box above says it.
    """
    plan = view.results.plan
    if not plan.contacts:
        return Prose("") if withheld(view) else nothing_pays(view)
    part = bool(plan.decisions)
    whole = view.say(
        "decisions.plan_part" if part else "decisions.plan",
        decided=view.number(plan.decided_customers),
        share=view.percent(plan.decided_gain_share),
        contacts=view.count(plan.contacts, "contact", genitive=part),
        cost=view.money(plan.cost),
        gain=view.money(plan.gain),
        period=view.period,
        span=view.amount_span(plan.gain_low, plan.gain_high),
        accepted=view.accepted,
    )
    return Prose(f"{whole} {view.say('decisions.plan_who')}")


def _decision_card(view: View, decision: Decision, place: int) -> DecisionCard:
    return DecisionCard(
        what=view.say(
            "decisions.decision", number=view.number(place), offer=view.offer_name(decision.offer)
        ),
        whom=view.say(
            "decisions.whom",
            segment=view.segment_name(decision.segment),
            customers=view.count(decision.customers, "customer"),
        ),
        why=_reason(view, decision),
        facts=(
            view.say("decisions.cost", cost=view.money(decision.cost)),
            view.say(
                "decisions.brings",
                Accepted=sentence_case(_accepted(view, decision)),
                gain=view.money(decision.gain),
                period=view.period,
                span=view.amount_span(decision.gain_low, decision.gain_high),
            ),
            view.deadline,
        ),
    )


def _reason(view: View, decision: Decision) -> Prose:
    """The numbers that call for the decision's offer, as on the segment's page."""
    found = _offer(view, decision)
    return offer_wording(view, found).reason if found else Prose("")


def _accepted(view: View, decision: Decision) -> str:
    """On which acceptance its gain rests."""
    found = _offer(view, decision)
    return accepted(view, found.acceptance, found.measured_on) if found else view.accepted


def _offer(view: View, decision: Decision) -> OfferFacts | None:
    """What the segment's page says of the offer."""
    offers = view.results.segments[decision.segment].offers
    return next((offer for offer in offers if offer.key == decision.offer), None)
