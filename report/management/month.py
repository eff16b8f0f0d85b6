"""Page 1: the month in one look."""

from __future__ import annotations

from dataclasses import dataclass

from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.risk_histogram import risk_chart
from report.management import chart_numbers
from report.management.credibility import hits, hits_span
from report.text.numbers import MONTH, amount, money_span, month, number, percent
from report.text.phrases import Markdown, say
from report.text.phrasing import period
from report.text.plurals import count, form, sentence_for
from report.view import Report

WORDS = "management/month"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One big number with what it means; `mark` adds a class for its colour."""

    number: str
    label: str
    mark: str = "plain"


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
        numbers=chart_numbers.risk_steps(r),
    )
