"""Page 1: what must be known before any number is believed, and what the numbers rest on."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake.facts import SetAside
from report.blocks.fragments import fragment
from report.management.credibility import hits, of_a_hundred, suspicion
from report.text.numbers import span
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
    """Demonstration data, too few customers, a model that guesses or is hardly believable, and
    what earlier months say of this one's figures.
    """
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
    earlier = (_other_meaning(view), _broken_promise(view), _forward_differs(view))
    return [*found, *(Notice(text=text) for text in earlier if text)]


def _other_meaning(view: View) -> Prose:
    """That outcomes are read otherwise than in the edition before; empty where they are not."""
    changes, history = view.results.changes, view.results.history
    if changes is None or changes.same_meaning:
        return Prose("")
    now = view.say(
        f"warnings.meaning_{history.meaning}", months=view.count(history.horizon_months, "month")
    )
    return view.say("warnings.meaning", month=view.month(changes.before), now=now)


def _broken_promise(view: View) -> Prose:
    """That the newest forecast whose outcome has come was not kept; empty where it was."""
    promises = view.results.promises
    if not promises or promises[-1].verdict == "kept":
        return Prose("")
    last = promises[-1]
    return view.say(
        f"warnings.promise_{last.verdict}",
        month=view.month(last.month),
        observed=view.count(last.observed, "customer", genitive=True),
        predicted=view.number(last.predicted.value),
        span=view.interval(last.predicted, 0),
    )


def _forward_differs(view: View) -> Prose:
    """That the model does worse or better in time than across customers, beyond noise."""
    forward = view.results.model.forward
    if forward is None or not forward.roc_auc_difference.excludes_zero:
        return Prose("")
    difference = forward.roc_auc_difference
    ends = sorted((abs(100 * difference.low), abs(100 * difference.high)))
    return view.say(
        f"warnings.forward_{'worse' if difference.high < 0 else 'better'}",
        where=view.say(f"warnings.forward_{'in_time' if forward.known_then else 'later_month'}"),
        forward=of_a_hundred(view, forward.scores.roc_auc.value),
        difference=view.number(abs(100 * difference.value), 1),
        span=span(*(view.number(end, 1) for end in ends)),
    )


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
    sentences += _learning(view)
    if view.results.plan.contacts:
        key = "gain_measured" if view.measured else "gain_assumed"
        sentences.append(view.say(f"warnings.{key}", accepted=view.accepted))
    return Prose(" ".join(sentences))


def _learning(view: View) -> list[Prose]:
    """What the risks are and what they were learned from; nothing for a single month."""
    history, forward = view.results.history, view.results.model.forward
    horizon, known = view.count(history.horizon_months, "month"), history.known_months
    told = []
    if history.scored_unknown:
        told.append(view.say("warnings.ahead", months=horizon))
    if len(history.months) > 1:
        told.append(
            view.say(
                "warnings.learned",
                number=view.number(len(known)),
                months=view.months([month.month for month in known]),
            )
        )
    if forward is not None:
        told.append(
            view.say(
                "warnings.forward" if forward.known_then else "warnings.forward_others",
                across=hits(view),
                forward=of_a_hundred(view, forward.scores.roc_auc.value),
                learned=view.months(forward.learned_from),
                judged=view.month(forward.month),
            )
        )
    return told


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
