"""Page 1: the month in one look."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake.facts import SetAside
from analysis.offers.facts import Decision
from report.present.counting import count, form, sentence_for
from report.present.figure import FigureBlock
from report.present.fragments import fragment
from report.present.management import behind
from report.present.management.budget import nothing_pays
from report.present.management.month_chart import risk_chart
from report.present.management.wording import hits, hits_span, suspicion, withheld
from report.present.names import offer_name, segment_name
from report.present.numbers import MONTH, amount, money, money_span, month, number, percent
from report.present.offer_wording import offer_wording
from report.present.open import Report
from report.present.phrases import Markdown, Prose, say
from report.present.turns import deadline, period

WORDS = "management/month"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One big number with what it means; `mark` adds a class for its colour."""

    number: str
    label: str
    mark: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """What to do, for whom and why, and the lines of money and time below."""

    what: str
    whom: str
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A box on the first page: something the reader must know before any number."""

    text: str
    mark: str = "warning"


def band(r: Report) -> Markdown:
    """The cover band: store, title and month."""
    folder = r.results.data.month
    key = "month" if MONTH.fullmatch(folder) else "month_unnamed"
    values = {
        "store": r.store,
        "month": say(WORDS, key, r.language, month=month(folder, r.language)),
    }
    return fragment("band", values)


def figures(r: Report) -> Markdown:
    """The four figures of the month."""
    return fragment("kpis", {"figures": key_figures(r)})


def key_figures(r: Report) -> tuple[KeyFigure, ...]:
    """Customers likely to buy less, profit at risk, what offers bring, how sure we are."""
    head, lang = r.results.headline, r.language
    many = head.customers_at_risk
    return (
        KeyFigure(
            number=number(many, lang),
            label=say(
                WORDS,
                sentence_for("at_risk", many, lang),
                lang,
                noun=form(many, "customer", lang),
                share=percent(head.customers_at_risk_share, lang),
            ),
            mark="risk",
        ),
        KeyFigure(
            number=amount(head.profit_at_risk, lang),
            label=say(
                WORDS,
                "profit_at_risk",
                lang,
                unit=r.unit,
                share=percent(head.profit_at_risk_share, lang),
            ),
            mark="risk",
        ),
        gain_figure(r),
        sureness(r),
    )


def gain_figure(r: Report) -> KeyFigure:
    """What the recommended offers should bring, or that nothing is recommended."""
    plan, lang = r.results.plan, r.language
    if not plan.contacts:
        return KeyFigure(number="–", label=say(WORDS, "gain_none", lang), mark="value")
    return KeyFigure(
        number=money_span(plan.gain_low, plan.gain_high, lang, ""),
        label=say(
            WORDS, "gain", lang, unit=r.unit, period=period(r), middle=amount(plan.gain, lang)
        ),
        mark="value",
    )


def sureness(r: Report) -> KeyFigure:
    """ROC-AUC in words: of two customers, how often the right one is named."""
    return KeyFigure(
        number=say(WORDS, "sure_number", r.language, hits=hits(r, "more_than_short")),
        label=say(WORDS, "sure", r.language, span=hits_span(r)),
    )


def decisions_heading(r: Report) -> Prose:
    """How many decisions there are and what the first of them is worth; where only the plan
    as a whole is one, what that is worth.
    """
    plan, lang = r.results.plan, r.language
    decisions = plan.decisions
    if not decisions and plan.contacts:
        return say(
            WORDS,
            sentence_for("decisions_plan", plan.contacts, lang),
            lang,
            contacts=count(plan.contacts, "contact", lang),
            gain=money(plan.gain, lang, r.unit),
            period=period(r),
        )
    if not decisions:
        return say(WORDS, "decisions_none", lang)
    first = decisions[0]
    return say(
        WORDS,
        f"decisions_{len(decisions)}",
        lang,
        gain=money(first.gain, lang, r.unit),
        share=percent(first.gain_share, lang),
        period=period(r),
    )


def decisions(r: Report) -> Markdown:
    """The cards of the decisions, best first; nothing where there are none."""
    cards = tuple(
        decision_card(r, decision, place)
        for place, decision in enumerate(r.results.plan.decisions, start=1)
    )
    return fragment("decisions", {"cards": cards}) if cards else Markdown("")


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


def picture(r: Report) -> FigureBlock:
    """How many customers stand at which risk."""
    head, lang = r.results.headline, r.language
    words = {
        "cut": percent(r.results.settings.risk.high_risk, lang),
        "count": count(head.customers_at_risk, "customer", lang, genitive=True),
        "share": percent(head.customers_at_risk_share, lang),
    }
    return FigureBlock(
        figure=risk_chart(r),
        key="risk",
        caption=say(WORDS, "risk_caption", lang, **words),
        alt=say(WORDS, "risk_alt", lang, **words),
        numbers=behind.risk_steps(r),
    )


def data_sentence(r: Report) -> Prose:
    """Customers read, kept and set aside with the reasons, twins, and what gain rests on."""
    data, lang = r.results.data, r.language
    sentences = [
        say(
            WORDS,
            "data",
            lang,
            read=count(data.customers_read, "customer", lang),
            kept=number(data.customers_kept, lang),
        )
    ]
    if r.results.headline.customers_set_aside:
        sentences.append(set_aside(r))
    if data.twins_untold:
        sentences.append(say(WORDS, "twins_untold", lang))
    elif data.twins.pairs:
        key = sentence_for("twins", data.twins.pairs, lang)
        sentences.append(say(WORDS, key, lang, pairs=count(data.twins.pairs, "pair", lang)))
    losing = sum(notice.count for notice in data.notices if notice.key == "losses")
    if losing:
        sentences.append(say(WORDS, "losses", lang, number=number(losing, lang)))
    if r.results.plan.contacts:
        sentences.append(say(WORDS, "gain_note", lang))
    return Prose(" ".join(sentences))


def set_aside(r: Report) -> Prose:
    """How many customers are left out, by which rules."""
    many, lang = r.results.headline.customers_set_aside, r.language
    reasons = [aside_reason(r, rule) for rule in r.results.data.set_aside if rule.customers]
    return say(
        WORDS,
        sentence_for("aside", many, lang),
        lang,
        customers=count(many, "customer", lang),
        reasons=", ".join(reasons),
    )


def aside_reason(r: Report, rule: SetAside) -> str:
    """One rule's reason with its count."""
    return say(WORDS, rule.rule, r.language, number=number(rule.customers, r.language))


def notices(r: Report) -> Markdown:
    """Boxes for what must be known before any number is believed; none in a usual month."""
    found = tuple(warnings(r))
    return fragment("notices", {"notices": found}) if found else Markdown("")


def warnings(r: Report) -> list[Notice]:
    """Demonstration data, too few customers, a model that guesses or is hardly believable."""
    results, lang = r.results, r.language
    kept, limits = results.data.customers_kept, results.settings.model
    found = []
    if results.data.demonstration:
        found.append(Notice(text=say(WORDS, "demonstration", lang), mark="plain"))
    if kept < limits.few_customers:
        too_few = kept < limits.too_few_customers
        found.append(
            Notice(
                text=say(
                    WORDS,
                    "too_few" if too_few else "few",
                    lang,
                    customers=count(kept, "customer", lang),
                    minimum=number(
                        limits.too_few_customers if too_few else limits.few_customers, lang
                    ),
                )
            )
        )
    if not results.model.beats_chance:
        found.append(Notice(text=say(WORDS, "chance", lang)))
    if doubt := suspicion(r):
        found.append(Notice(text=say(WORDS, doubt, lang, hits=hits(r))))
    return found
