"""Page 1: what must be known before any number is believed, and what the numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake.facts import SetAside
from report.blocks.fragments import fragment
from report.management.credibility import hits, suspicion
from report.text.phrases import Markdown, Prose
from report.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A box on the first page: something the reader must know before any number."""

    text: str
    mark: str = "warning"


def notices(view: View) -> Markdown:
    """Boxes for what must be known before any number is believed; none in a usual month."""
    found = tuple(_warnings(view))
    return fragment("notices", {"notices": found}) if found else Markdown("")


def _warnings(view: View) -> list[Notice]:
    """Demonstration data, too few customers, a model that guesses or is hardly believable."""
    results = view.results
    kept, limits = results.data.customers_kept, results.settings.model
    found = []
    if results.data.demonstration:
        found.append(Notice(text=view.say("warnings.demonstration"), mark="plain"))
    if kept < limits.few_customers:
        too_few = kept < limits.too_few_customers
        found.append(
            Notice(
                text=view.say(
                    "warnings.too_few" if too_few else "warnings.few",
                    customers=view.count(kept, "customer"),
                    minimum=view.number(
                        limits.too_few_customers if too_few else limits.few_customers
                    ),
                )
            )
        )
    if not results.model.beats_chance:
        found.append(Notice(text=view.say("warnings.chance")))
    if doubt := suspicion(view):
        found.append(Notice(text=view.say(f"warnings.{doubt}", hits=hits(view))))
    return found


def data_sentence(view: View) -> Prose:
    """Customers read, kept and set aside with the reasons, twins, and what gain rests on."""
    data = view.results.data
    sentences = [
        view.say(
            "warnings.data",
            read=view.count(data.customers_read, "customer"),
            kept=view.number(data.customers_kept),
        )
    ]
    if view.results.headline.customers_set_aside:
        sentences.append(_set_aside(view))
    if data.twins_untold:
        sentences.append(view.say("warnings.twins_untold"))
    elif data.twins.pairs:
        key = view.sentence_for("twins", data.twins.pairs)
        sentences.append(view.say(f"warnings.{key}", pairs=view.count(data.twins.pairs, "pair")))
    losing = sum(notice.count for notice in data.notices if notice.key == "losses")
    if losing:
        sentences.append(view.say("warnings.losses", number=view.number(losing)))
    if view.results.plan.contacts:
        sentences.append(view.say("warnings.gain_note"))
    return Prose(" ".join(sentences))


def _set_aside(view: View) -> Prose:
    many = view.results.headline.customers_set_aside
    reasons = [_aside_reason(view, rule) for rule in view.results.data.set_aside if rule.customers]
    return view.say(
        f"warnings.{view.sentence_for('aside', many)}",
        customers=view.count(many, "customer"),
        reasons=", ".join(reasons),
    )


def _aside_reason(view: View, rule: SetAside) -> str:
    return view.say(f"warnings.{rule.rule}", number=view.number(rule.customers))
