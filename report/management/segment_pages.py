"""Pages 4 to 6: one featured segment a page."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.segments.facts import Difference, SegmentFacts, TrendPoint
from analysis.vocabulary import field_label, value_label
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.differences import difference_chart, shown_differences
from report.charts.trend import revenue_points, trend_chart
from report.management import chart_numbers
from report.management.credibility import withheld
from report.management.offer_cards import offer_cards, shown_offers
from report.text.field_values import field_value
from report.text.names import segment_name, segment_purpose
from report.text.numbers import amount, money, number, percent
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import listed, period, quiet
from report.text.plurals import count, form
from report.view import Report

WORDS = "management/featured"
CATEGORIES = 2
OVERLAPS = 2
UNKNOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure of the segment with what it is."""

    number: str
    label: str


def pages(r: Report) -> Markdown:
    """A page for each featured segment, by rank of gain; a sentence where there is none."""
    chosen = [segment for segment in r.results.segments.values() if segment.featured]
    best_first = sorted(chosen, key=lambda segment: (-segment.gain, segment.rank))
    if not best_first:
        return no_page(r)
    return Markdown("\n\n".join(page(r, segment) for segment in best_first))


def no_page(r: Report) -> Markdown:
    """What stands in place of the segments' pages."""
    keys = ("none_heading", "none_withheld" if withheld(r) else "none")
    heading, text = (say(WORDS, key, r.language) for key in keys)
    return Markdown(f"## {heading._repr_markdown_()}\n\n{text._repr_markdown_()}\n")


def page(r: Report, segment: SegmentFacts) -> Markdown:
    """One segment: who, how much money, how they differ, what to offer, what is unknown."""
    lang, chart = r.language, picture(r, segment)
    offers = offer_cards(r, segment)
    none = "offers_withheld" if withheld(r) else "offers_none"
    return fragment(
        "featured",
        {
            "heading": heading(r, segment),
            "lead": lead(r, segment),
            "facts": facts(r, segment),
            "trend": trend_picture(r, segment),
            "picture": Markdown(chart._repr_markdown_()) if chart else say(WORDS, "alike", lang),
            "offers_heading": say(WORDS, "offers_heading" if offers else none, lang),
            "offers_alone": say(WORDS, "offers_alone", lang),
            "offers": offers,
            "foot": foot(r, segment),
        },
    )


def heading(r: Report, segment: SegmentFacts) -> Prose:
    """Who, how many, and their share of the profit at risk."""
    return say(
        WORDS,
        "heading",
        r.language,
        name=segment_name(segment.key, r.language),
        count=count(segment.customers, "customer", r.language),
        share=percent(segment.profit_at_risk_share, r.language),
    )


def lead(r: Report, segment: SegmentFacts) -> Prose:
    """What the segment is for, how it differs, where its revenue goes, what it likes.

    Where nothing is advised, it is for nothing.
    """
    purpose = Prose("" if withheld(r) else f"{segment_purpose(segment.key, r.language)}.")
    sentences = (purpose, strongest(r, segment), trend(r, segment), categories(r, segment))
    return Prose(" ".join(filter(None, sentences)))


def strongest(r: Report, segment: SegmentFacts) -> Prose:
    """The largest difference beyond the segment's own rule, or that there is none."""
    rows = shown_differences(segment)
    if not rows:
        return say(WORDS, "strongest_none", r.language)
    return say(WORDS, "strongest", r.language, **difference_words(r, rows[0]))


def difference_words(r: Report, difference: Difference) -> dict[str, str]:
    """The names a sentence about one difference fills in."""
    lang, feature = r.language, difference.feature
    return {
        "feature": quiet(field_label(feature, lang)),
        "inside": field_value(feature, difference.inside.value, lang, unit=False),
        "outside": field_value(feature, difference.outside.value, lang, unit=False),
    }


def trend(r: Report, segment: SegmentFacts) -> Prose:
    """Whether revenue per customer rose, fell or held; rising needs intervals apart."""
    points = revenue_points(segment)
    if not points:
        return Prose("")
    first, last = points[0], points[-1]
    return say(
        WORDS,
        f"revenue_{direction(first, last)}",
        r.language,
        first=amount(first.inside.value, r.language),
        last=amount(last.inside.value, r.language),
    )


def direction(first: TrendPoint, last: TrendPoint) -> str:
    """ "rose", "fell", or "held" where the intervals of the first and the last month meet."""
    if last.inside.low > first.inside.high:
        return "rose"
    return "fell" if last.inside.high < first.inside.low else "held"


def facts(r: Report, segment: SegmentFacts) -> tuple[Fact, ...]:
    """Size, risk and money of the segment."""
    lang = r.language
    known = [
        Fact(
            number=number(segment.customers, lang),
            label=say(
                WORDS,
                "size",
                lang,
                noun=form(segment.customers, "customer", lang),
                share=percent(segment.share, lang),
            ),
        ),
        Fact(number=percent(segment.mean_risk, lang), label=say(WORDS, "risk", lang)),
        money_fact(r, "profit", segment.profit, segment.profit_share),
        money_fact(r, "at_risk", segment.profit_at_risk, segment.profit_at_risk_share),
    ]
    if segment.contacts:
        contacts = count(segment.contacts, "contact", lang, genitive=True)
        label = say(WORDS, "gain", lang, contacts=contacts, period=period(r))
        known.append(Fact(number=money(segment.gain, lang, r.unit), label=label))
    return tuple(known)


def money_fact(r: Report, key: str, value: float, share: float) -> Fact:
    """A sum of the segment with its share of the whole; a loss is no share of a profit."""
    if value < 0:
        label = say(WORDS, "loss", r.language)
    else:
        label = say(WORDS, key, r.language, share=percent(share, r.language))
    return Fact(number=money(value, r.language, r.unit), label=label)


def categories(r: Report, segment: SegmentFacts) -> Prose:
    """The categories the segment really prefers more than others do; empty where none."""
    lang = r.language
    lifts = [t for t in segment.top_categories if t.differs and t.lift.value > 1]
    items = [
        say(
            WORDS,
            "lift",
            lang,
            name=quiet(value_label(lift.feature, lift.value, lang)),
            share=percent(lift.share, lang),
            elsewhere=percent(lift.share_elsewhere, lang),
        )
        for lift in lifts
        if lift.feature == "category"
    ]
    if not items:
        return Prose("")
    return say(WORDS, "categories", lang, items=", ".join(items[:CATEGORIES]))


def picture(r: Report, segment: SegmentFacts) -> FigureBlock | None:
    """How the segment differs from everyone else; None where nothing differs."""
    rows = shown_differences(segment)
    if not rows:
        return None
    described = [say(WORDS, "chart_row", r.language, **difference_words(r, d)) for d in rows]
    return FigureBlock(
        figure=difference_chart(r, rows),
        key=f"segment-{segment.key.replace('_', '-')}",
        caption=say(WORDS, "chart_caption", r.language),
        alt=say(WORDS, "chart_alt", r.language, rows="; ".join(described)),
        numbers=chart_numbers.differences(r, rows),
    )


def trend_picture(r: Report, segment: SegmentFacts) -> Markdown:
    """Revenue per customer by month, the segment and everyone else; empty where unknown."""
    points, lang = revenue_points(segment), r.language
    if not points:
        return Markdown("")
    described = [
        say(
            WORDS,
            "trend_point",
            lang,
            inside=amount(point.inside.value, lang),
            outside=amount(point.outside.value, lang),
        )
        for point in points
    ]
    block = FigureBlock(
        figure=trend_chart(r, points),
        key=f"trend-{segment.key.replace('_', '-')}",
        caption=say(WORDS, "trend_caption", lang),
        alt=say(WORDS, "trend_alt", lang, points="; ".join(described)),
        numbers=chart_numbers.months(r, points),
    )
    return Markdown(block._repr_markdown_())


def foot(r: Report, segment: SegmentFacts) -> Prose:
    """Offers that are not shown, overlap with other segments, and what cannot be told."""
    return Prose(
        " ".join(filter(None, (more(r, segment), overlap(r, segment), unknown(r, segment))))
    )


def more(r: Report, segment: SegmentFacts) -> Prose:
    """How many offers the page leaves to the technical document."""
    shown, every = len(shown_offers(segment)), len(segment.offers)
    if shown == every:
        return Prose("")
    return say(
        WORDS,
        "more_offers",
        r.language,
        shown=number(shown, r.language),
        all=number(every, r.language),
    )


def overlap(r: Report, segment: SegmentFacts) -> Prose:
    """The segments that share most customers with this one, quadrants apart."""
    lang, segments = r.language, r.results.segments
    shared = [
        (both.customers, other)
        for both in r.results.overlaps
        for one, other in ((both.first, both.second), (both.second, both.first))
        if one == segment.key and both.customers and not segments[other].quadrant
    ]
    if not shared:
        return say(WORDS, "overlap_none", lang)
    largest = sorted(shared, key=lambda pair: (-pair[0], segments[pair[1]].rank))[:OVERLAPS]
    items = [
        say(
            WORDS,
            "overlap_item",
            lang,
            name=segment_name(other, lang),
            count=count(customers, "customer", lang),
        )
        for customers, other in largest
    ]
    return say(WORDS, "overlap", lang, items=", ".join(items))


def unknown(r: Report, segment: SegmentFacts) -> Prose:
    """The features in which no difference is shown, the largest first."""
    names = [
        quiet(field_label(d.feature, r.language)) for d in segment.differences if not d.differs
    ]
    if not names:
        return Prose("")
    return say(WORDS, "unknown", r.language, items=listed(names[:UNKNOWN], r.language))
