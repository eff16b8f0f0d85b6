"""Page 1: what must be known before any number is believed, and what the numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake.facts import SetAside
from report.blocks.fragments import fragment
from report.management.credibility import hits, suspicion
from report.text.numbers import number
from report.text.phrases import Markdown, Prose, say
from report.text.plurals import count, sentence_for
from report.view import Report

WORDS = "management/reservations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A box on the first page: something the reader must know before any number."""

    text: str
    mark: str = "warning"


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
