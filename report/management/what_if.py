"""Page 7, in the HTML only: what another budget, acceptance or cost would bring.

templates/report.js weighs the offers again in the reader's browser, from the same facts and by
the same rules as analysis/offers; at the settings of the month it shows the plan's own figures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from report.blocks.fragments import fragment
from report.text.escape import escape_attribute
from report.text.phrases import Markdown, Prose
from report.view import View

# Per cent of the setting where each slider ends, and its step: a budget can be halved or
# doubled, a cost or an acceptance dropped or tripled.
BUDGET_MOST, MOST = 200, 300
BUDGET_STEP, STEP = 1, 5
HUNDRED = 100
# More customers would make the page heavy and its sliders slow.
MOST_CUSTOMERS = 60_000
ANSWERS = ("contacts", "cost", "gain", "span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One slider, in per cent of a setting. kind: how it is read, "money" or "percent"."""

    of: str
    label: Prose
    kind: str
    standard: Markdown
    most: int = MOST
    step: int = STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One figure that the sliders change."""

    key: Markdown
    label: Prose


def block(view: View) -> Markdown:
    """Sliders, figures and the data behind them; nothing where there is no plan to vary."""
    plan = view.results.plan
    if not plan.contacts or not 0 < len(plan.what_if.risk) <= MOST_CUSTOMERS:
        return Markdown("")
    return fragment(
        "what_if",
        {
            "heading": view.say("what_if.heading"),
            "lead": view.say("what_if.lead", acceptance=_acceptance(view)),
            "dials": _dials(view),
            "answers": [_answer(view, key) for key in ANSWERS],
            **{key: _verdict(view, key) for key in ("same", "more", "less")},
            "again": view.say("what_if.again"),
            "facts": Markdown(_facts(view)),
        },
    )


def _acceptance(view: View) -> Prose:
    """On what the acceptance of the plan rests, which the slider begins with."""
    return view.say(
        "what_if.measured" if view.measured else "what_if.assumed", accepted=view.accepted
    )


def _dials(view: View) -> tuple[Dial, ...]:
    """The sliders; one in per cent of nothing would not move anything, so it is left out."""
    plan, acceptance = view.results.plan, view.results.settings.economics.acceptance
    known = (
        ("budget", "money", plan.cost, BUDGET_MOST, BUDGET_STEP),
        ("acceptance", "percent", acceptance, min(MOST, int(HUNDRED / acceptance)), STEP),
        ("contact", "money", plan.contact_cost, MOST, STEP),
        ("incentive", "money", plan.incentive, MOST, STEP),
    )
    return tuple(
        Dial(
            of=of,
            label=view.say(f"what_if.dial_{of}"),
            kind=kind,
            standard=Markdown(repr(standard)),
            most=most,
            step=step,
        )
        for of, kind, standard, most, step in known
        if standard > 0
    )


def _answer(view: View, key: str) -> Answer:
    return Answer(key=Markdown(key), label=view.say(f"what_if.answer_{key}"))


def _verdict(view: View, key: str) -> Markdown:
    """The sentence that compares with the plan; its figures are filled in by the script."""
    names = ("contacts", "cost", "gain", "difference")
    text = view.say(f"what_if.verdict_{key}", **{name: f"%{name}" for name in names})
    return Markdown(escape_attribute(text))


def _facts(view: View) -> str:
    """The nameless customers, the offers' multiples and the settings, as JSON."""
    plan = view.results.plan
    found = plan.what_if
    return json.dumps(
        {
            "unit": view.unit,
            "gain": plan.gain,
            "offers": [
                (o.contact, o.incentive, o.acceptance_low, o.acceptance, o.acceptance_high)
                for o in found.offers
            ],
            "menus": found.menus,
            "risk": found.risk,
            "value": found.value,
            "menu": found.menu,
        },
        separators=(",", ":"),
        ensure_ascii=True,
    )
