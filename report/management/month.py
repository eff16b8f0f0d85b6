"""Page 1: the month in one look."""

from __future__ import annotations

from dataclasses import dataclass

from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.histograms import risk_chart
from report.management.credibility import hits, hits_span
from report.management.effects import finding
from report.text.phrases import Markdown, Prose
from report.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One big number with what it means; `mark` adds a class for its colour."""

    number: str
    label: str
    mark: str = "plain"


def figures(view: View) -> Markdown:
    """The four figures of the month."""
    return fragment("kpis", {"figures": _key_figures(view)})


def _key_figures(view: View) -> tuple[KeyFigure, ...]:
    """Customers likely to buy less, profit at risk, what offers bring, how sure we are."""
    head = view.results.headline
    many = head.customers_at_risk
    return (
        KeyFigure(
            number=view.number(many),
            label=view.say(
                f"month.{view.sentence_for('at_risk', many)}",
                noun=view.form(many, "customer"),
                share=view.percent(head.customers_at_risk_share),
            ),
            mark="risk",
        ),
        KeyFigure(
            number=view.amount(head.profit_at_risk),
            label=view.say(
                "month.profit_at_risk",
                unit=view.unit,
                share=view.percent(head.profit_at_risk_share),
            ),
            mark="risk",
        ),
        _gain_figure(view),
        _sureness(view),
    )


def _gain_figure(view: View) -> KeyFigure:
    plan = view.results.plan
    if not plan.contacts:
        return KeyFigure(number="–", label=view.say("month.gain_none"), mark="value")
    return KeyFigure(
        number=view.amount_span(plan.gain_low, plan.gain_high),
        label=view.say(
            "month.gain",
            unit=view.unit,
            period=view.period,
            middle=view.amount(plan.gain),
            accepted=view.accepted,
        ),
        mark="value",
    )


def _sureness(view: View) -> KeyFigure:
    """ROC-AUC in words: of two customers, how often the right one is named."""
    return KeyFigure(
        number=view.say("month.sure_number", hits=hits(view, "more_than_short")),
        label=view.say("month.sure", span=hits_span(view)),
    )


def brought(view: View) -> Prose:
    """What earlier offers brought; empty until it was measured."""
    effects = view.results.effects
    if effects is None or effects.plan is None:
        return Prose("")
    return view.say(
        "month.brought",
        finding=finding(view, effects.plan),
        number=view.number(effects.plan.contacted + effects.plan.control),
    )


def picture(view: View) -> FigureBlock:
    """How many customers stand at which risk."""
    head = view.results.headline
    words = {
        "cut": view.percent(view.results.settings.risk.high_risk),
        "count": view.count(head.customers_at_risk, "customer", genitive=True),
        "share": view.percent(head.customers_at_risk_share),
    }
    return FigureBlock(
        figure=risk_chart(view),
        key="risk",
        caption=view.say("month.risk_caption", **words),
        alt=view.say("month.risk_alt", **words),
        numbers=chart_numbers.risk_steps(view),
    )
