"""Three customers, and the main reasons for the risk of each."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import Reason
from analysis.results.facts import ScoredCustomer
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.charts.reason_bars import Example, examples_chart
from report.text.phrases import joined
from report.view import View

NAMES = ("first", "second", "third")


def chart(view: View) -> Block:
    """The highest, a doubtful and the lowest risk, with their reasons; nobody is named."""
    chosen = _three_customers(view)
    if not chosen:
        return view.say("technical.examples_none")
    # What the sentences about each customer fill in.
    words = [
        {"name": view.say(f"technical.examples_{place}"), "risk": view.percent(customer.risk)}
        for place, customer in zip(NAMES, chosen, strict=False)
    ]
    drawn = [
        Example(
            title=view.say("technical.examples_title", **each),
            reasons=[
                (
                    _reason_text(r, view),
                    100 * r.contribution,
                    view.points(r.contribution, sign=True),
                )
                for r in customer.reasons
            ],
        )
        for each, customer in zip(words, chosen, strict=True)
    ]
    described = [
        view.say("technical.examples_alt_item", reasons=_in_words(example, view), **each)
        for each, example in zip(words, drawn, strict=True)
    ]
    return FigureBlock(
        figure=examples_chart(drawn, view.say("technical.examples_axis"), view),
        key="examples",
        caption=view.say(
            "technical.examples_caption",
            items=joined(view.say("technical.examples_item", **each) for each in words),
        ),
        alt=view.say("technical.examples_alt", items=joined(described)),
        numbers=chart_numbers.reasons(view, drawn),
    )


def _three_customers(view: View) -> list[ScoredCustomer]:
    """Highest risk, nearest to the threshold, lowest risk; each customer once."""
    customers: Sequence[ScoredCustomer] = [c for c in view.results.customers if c.reasons]
    threshold = view.results.model.threshold
    chosen: list[ScoredCustomer] = []
    for distance in (
        lambda c: (-c.risk, c.customer_id),
        lambda c: (abs(c.risk - threshold), c.customer_id),
        lambda c: (c.risk, c.customer_id),
    ):
        rest = [c for c in customers if c not in chosen]
        if rest:
            chosen.append(min(rest, key=distance))
    return sorted(chosen, key=lambda c: -c.risk)


def _reason_text(reason: Reason, view: View) -> str:
    value, usual = (view.single(reason.feature, each) for each in (reason.value, reason.usual))
    return view.say(
        "technical.examples_reason", field=view.label(reason.feature), value=value, usual=usual
    )


def _in_words(example: Example, view: View) -> str:
    return joined(
        view.say("technical.examples_contribution", reason=reason, points=points)
        for reason, _, points in example.reasons
    )
