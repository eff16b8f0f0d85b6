"""Page 2: risk and value together, four groups of customers."""

from __future__ import annotations

from analysis.segments.facts import SegmentFacts
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import TableView
from report.charts.quadrants import bar_chart, scatter_chart
from report.management import chart_numbers
from report.text.names import segment_name, segment_purpose
from report.text.numbers import DASH, amount, money, number, percent
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import period
from report.text.plurals import count, sentence_for
from report.view import Report

WORDS = "management/quadrants"
# Below this many times its share of customers, a group's share of profit at risk is no news.
CONCENTRATED = 1.2


def quadrants(r: Report) -> tuple[SegmentFacts, ...]:
    """The four groups, most profit at risk first."""
    four = [segment for segment in r.results.segments.values() if segment.quadrant]
    return tuple(sorted(four, key=lambda segment: (-segment.profit_at_risk, segment.rank)))


def heading(r: Report) -> Prose:
    """How much of the profit at risk sits with how few customers, if any is and it does."""
    if not r.results.headline.customers_at_risk:
        return say(WORDS, "heading_none", r.language)
    if not r.results.headline.profit_at_risk:
        return say(WORDS, "heading_nothing", r.language)
    top = quadrants(r)[0]
    if top.profit_at_risk_share < CONCENTRATED * top.share:
        return say(WORDS, "heading_even", r.language)
    return say(
        WORDS,
        "heading",
        r.language,
        profit=percent(top.profit_at_risk_share, r.language),
        customers=percent(top.share, r.language),
    )


def lead(r: Report) -> Prose:
    """What the heaviest group holds, what is called at risk, and why a group may be empty."""
    at_risk = r.results.headline.profit_at_risk and say(WORDS, "at_risk", r.language)
    sentences = (heaviest(r), at_risk or "", one_sided(r))
    return Prose(" ".join(filter(None, sentences)))


def one_sided(r: Report) -> Prose:
    """Why no customer is of low profit; empty in a usual month."""
    poor = [s.customers for s in quadrants(r) if s.key.endswith("low_value")]
    if any(poor) or not r.results.customers:
        return Prose("")
    least = min(customer.profit for customer in r.results.customers)
    return say(WORDS, "one_sided", r.language, cut=money(least, r.language, r.unit))


def heaviest(r: Report) -> Prose:
    """Where high risk begins, and the group with most profit at risk."""
    top, lang = quadrants(r)[0], r.language
    return say(
        WORDS,
        "lead" if r.results.headline.profit_at_risk else "lead_nothing",
        lang,
        cut=percent(r.results.settings.risk.high_risk, lang),
        name=segment_name(top.key, lang),
        count=count(top.customers, "customer", lang),
        share=percent(top.share, lang),
        profit=percent(top.profit_share, lang),
        at_risk=percent(top.profit_at_risk_share, lang),
    )


def scatter(r: Report) -> FigureBlock:
    """Customers by risk and profit, the four groups labelled."""
    lang, top = r.language, r.results.segments["high_risk_high_value"]
    return FigureBlock(
        figure=scatter_chart(r),
        key="risk-value",
        caption=say(WORDS, "scatter_caption", lang, money=money(top.profit_at_risk, lang, r.unit)),
        alt=say(WORDS, "scatter_alt", lang, groups="; ".join(describe(r, s) for s in quadrants(r))),
    )


def describe(r: Report, segment: SegmentFacts) -> str:
    """One group in words: name, customers, profit at risk."""
    return say(
        WORDS,
        "group",
        r.language,
        name=segment_name(segment.key, r.language),
        count=count(segment.customers, "customer", r.language),
        money=money(segment.profit_at_risk, r.language, r.unit),
    )


def bars(r: Report) -> FigureBlock:
    """Each group's share of customers against its share of the profit at risk."""
    lang, top = r.language, quadrants(r)[0]
    groups = [
        say(
            WORDS,
            "bar_group",
            lang,
            name=segment_name(segment.key, lang),
            customers=percent(segment.share, lang),
            profit=percent(segment.profit_at_risk_share, lang),
        )
        for segment in quadrants(r)
    ]
    return FigureBlock(
        figure=bar_chart(r),
        key="risk-shares",
        caption=say(
            WORDS,
            "bar_caption",
            lang,
            name=segment_name(top.key, lang),
            customers=percent(top.share, lang),
            profit=percent(top.profit_at_risk_share, lang),
        ),
        alt=say(WORDS, "bar_alt", lang, groups="; ".join(groups)),
        numbers=chart_numbers.shares(r, quadrants(r)),
    )


def table(r: Report) -> TableView:
    """The four groups with their figures; where there is a plan, what it does with each."""
    planned = bool(r.results.plan.contacts)
    columns: tuple[str, ...] = ("group", "customers", "risk", "profit", "at_risk")
    columns += ("contacts", "do") if planned else ()
    return TableView(
        header=[say(WORDS, f"col_{column}", r.language, unit=r.unit) for column in columns],
        rows=[table_row(r, segment)[: len(columns)] for segment in quadrants(r)],
        align="lrrrrrl"[: len(columns)],
        caption=say(WORDS, "table_caption" if planned else "table_caption_plain", r.language),
        key="risk-value",
    )


def table_row(r: Report, segment: SegmentFacts) -> tuple[str, ...]:
    """One group: size, risk, profit, profit at risk, contacts of the plan, purpose."""
    lang = r.language
    return (
        segment_name(segment.key, lang),
        number(segment.customers, lang),
        percent(segment.mean_risk, lang) if segment.customers else DASH,
        amount(segment.profit, lang),
        amount(segment.profit_at_risk, lang),
        number(segment.contacts, lang),
        segment_purpose(segment.key, lang),
    )


def action(r: Report) -> Markdown:
    """Which group to begin with, by what the plan expects of it; nothing without a plan."""
    plan, lang = r.results.plan, r.language
    first = max(quadrants(r), key=lambda segment: segment.gain)
    if not plan.contacts or not first.contacts:
        return Markdown("")
    text = say(
        WORDS,
        sentence_for("action", first.contacts, lang),
        lang,
        name=segment_name(first.key, lang),
        contacts=count(first.contacts, "contact", lang),
        gain=money(first.gain, lang, r.unit),
        whole=money(plan.gain, lang, r.unit),
        period=period(r),
    )
    return fragment("action", {"text": text})
