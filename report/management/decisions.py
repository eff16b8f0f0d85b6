"""Page 1: what to decide, and the plan that the decisions are a part of."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.offers.facts import Decision
from report.blocks.fragments import fragment
from report.management.budget import nothing_pays
from report.management.credibility import withheld
from report.text.names import offer_name, segment_name
from report.text.numbers import money, money_span, number, percent
from report.text.offer_texts import offer_wording
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import deadline, period
from report.text.plurals import count, sentence_for
from report.view import Report

WORDS = "management/decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """What to do, for whom and why, and the lines of money and time below."""

    what: str
    whom: str
    why: str
    facts: tuple[str, ...]


def heading(r: Report) -> Prose:
    """How many decisions there are and what the first of them is worth; where only the plan
    as a whole is one, what that is worth.
    """
    plan, lang = r.results.plan, r.language
    decisions = plan.decisions
    if not decisions and plan.contacts:
        return say(
            WORDS,
            sentence_for("heading_plan", plan.contacts, lang),
            lang,
            contacts=count(plan.contacts, "contact", lang),
            gain=money(plan.gain, lang, r.unit),
            period=period(r),
        )
    if not decisions:
        return say(WORDS, "heading_none", lang)
    first = decisions[0]
    return say(
        WORDS,
        f"heading_{len(decisions)}",
        lang,
        gain=money(first.gain, lang, r.unit),
        share=percent(first.gain_share, lang),
        period=period(r),
    )


def cards(r: Report) -> Markdown:
    """The cards of the decisions, best first; nothing where there are none."""
    found = tuple(
        decision_card(r, decision, place)
        for place, decision in enumerate(r.results.plan.decisions, start=1)
    )
    return fragment("decisions", {"cards": found}) if found else Markdown("")


def plan_sentence(r: Report) -> Prose:
    """All that is recommended, of which the decisions are a part, or why nothing is.

    Empty where a box above says it.
    """
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return Prose("") if withheld(r) else nothing_pays(r)
    part = bool(plan.decisions)
    whole = say(
        WORDS,
        "plan_part" if part else "plan",
        lang,
        decided=number(plan.decided_customers, lang),
        share=percent(plan.decided_gain_share, lang),
        contacts=count(plan.contacts, "contact", lang, genitive=part),
        cost=money(plan.cost, lang, r.unit),
        gain=money(plan.gain, lang, r.unit),
        period=period(r),
        span=money_span(plan.gain_low, plan.gain_high, lang, ""),
    )
    return Prose(f"{whole} {say(WORDS, 'plan_who', lang)}")


def decision_card(r: Report, decision: Decision, place: int) -> DecisionCard:
    """One decision: what, for whom, what it costs and brings, by when."""
    lang = r.language
    return DecisionCard(
        what=say(
            WORDS,
            "decision",
            lang,
            number=number(place, lang),
            offer=offer_name(decision.offer, lang),
        ),
        whom=say(
            WORDS,
            "whom",
            lang,
            segment=segment_name(decision.segment, lang),
            customers=count(decision.customers, "customer", lang),
        ),
        why=reason(r, decision),
        facts=(
            say(WORDS, "cost", lang, cost=money(decision.cost, lang, r.unit)),
            say(
                WORDS,
                "brings",
                lang,
                gain=money(decision.gain, lang, r.unit),
                period=period(r),
                span=money_span(decision.gain_low, decision.gain_high, lang, ""),
            ),
            deadline(r),
        ),
    )


def reason(r: Report, decision: Decision) -> Prose:
    """The numbers that call for the decision's offer, as on the segment's page."""
    offers = r.results.segments[decision.segment].offers
    found = next((offer for offer in offers if offer.key == decision.offer), None)
    return offer_wording(r, found).reason if found else Prose("")
