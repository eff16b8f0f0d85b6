"""Pages 4 to 6: one featured segment a page."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.segments.facts import Difference, SegmentFacts, TrendPoint
from analysis.vocabulary import value_label
from report.blocks import chart_numbers
from report.blocks.coverage import add_kept
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.intervals import difference_chart, shown_differences
from report.charts.trend import revenue_points, trend_chart
from report.management.credibility import withheld
from report.management.offer_cards import offer_cards, shown_offers
from report.text.phrases import Markdown, Prose, quiet
from report.view import View

CATEGORIES = 2
OVERLAPS = 2
UNKNOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure of the segment with what it is."""

    number: str
    label: str


def pages(view: View) -> Markdown:
    """A page for each featured segment, by rank of gain; a sentence where there is none."""
    chosen = [segment for segment in view.results.segments.values() if segment.featured]
    best_first = sorted(chosen, key=lambda segment: (-segment.gain, segment.rank))
    if not best_first:
        return _no_page(view)
    return Markdown("\n\n".join(_page(view, segment) for segment in best_first))


def _no_page(view: View) -> Markdown:
    keys = ("none_heading", "none_withheld" if withheld(view) else "none")
    heading, text = (view.say(f"segment_pages.{key}") for key in keys)
    return Markdown(f"## {heading._repr_markdown_()}\n\n{text._repr_markdown_()}\n")


def _page(view: View, segment: SegmentFacts) -> Markdown:
    """One segment: who, how much money, how they differ, what to offer, what is unknown."""
    chart = _picture(view, segment)
    offers = offer_cards(view, segment)
    none = "offers_withheld" if withheld(view) else "offers_none"
    return fragment(
        "featured",
        {
            "heading": _heading(view, segment),
            "lead": _lead(view, segment),
            "facts": _facts(view, segment),
            "trend": _trend_picture(view, segment),
            "picture": Markdown(chart._repr_markdown_())
            if chart
            else view.say("segment_pages.alike"),
            "offers_heading": view.say(f"segment_pages.{'offers_heading' if offers else none}"),
            "offers_alone": view.say("segment_pages.offers_alone"),
            "offers": offers,
            "foot": _foot(view, segment),
        },
    )


def _heading(view: View, segment: SegmentFacts) -> Prose:
    return view.say(
        "segment_pages.heading",
        name=view.segment_name(segment.key),
        count=view.count(segment.customers, "customer"),
        share=view.percent(segment.profit_at_risk_share),
    )


def _lead(view: View, segment: SegmentFacts) -> Prose:
    """What the segment is for, how it differs, where its revenue goes, what it likes.

    Where nothing is advised, it is for nothing.
    """
    purpose = Prose("" if withheld(view) else f"{view.segment_purpose(segment.key)}.")
    sentences = (
        purpose,
        _strongest(view, segment),
        _trend(view, segment),
        _categories(view, segment),
    )
    return Prose(" ".join(filter(None, sentences)))


def _strongest(view: View, segment: SegmentFacts) -> Prose:
    """The largest difference beyond the segment's own rule, or that there is none."""
    rows = shown_differences(segment)
    if not rows:
        return view.say("segment_pages.strongest_none")
    return view.say("segment_pages.strongest", **_difference_words(view, rows[0]))


def _difference_words(view: View, difference: Difference) -> dict[str, str]:
    feature = difference.feature
    return {
        "feature": quiet(view.label(feature)),
        "inside": view.field_value(feature, difference.inside.value, unit=False),
        "outside": view.field_value(feature, difference.outside.value, unit=False),
    }


def _trend(view: View, segment: SegmentFacts) -> Prose:
    """Whether revenue per customer rose, fell or held; rising needs intervals apart."""
    points = revenue_points(segment)
    if not points:
        return Prose("")
    first, last = points[0], points[-1]
    return view.say(
        f"segment_pages.revenue_{_direction(first, last)}",
        first=view.amount(first.inside.value),
        last=view.amount(last.inside.value),
    )


def _direction(first: TrendPoint, last: TrendPoint) -> str:
    """ "rose", "fell", or "held" where the intervals of the first and the last month meet."""
    if last.inside.low > first.inside.high:
        return "rose"
    return "fell" if last.inside.high < first.inside.low else "held"


def _facts(view: View, segment: SegmentFacts) -> tuple[Fact, ...]:
    known = [
        Fact(
            number=view.number(segment.customers),
            label=view.say(
                "segment_pages.size",
                noun=view.form(segment.customers, "customer"),
                share=view.percent(segment.share),
            ),
        ),
        Fact(number=view.percent(segment.mean_risk), label=view.say("segment_pages.risk")),
        _money_fact(view, "profit", segment.profit, segment.profit_share),
        _money_fact(view, "at_risk", segment.profit_at_risk, segment.profit_at_risk_share),
    ]
    if segment.contacts:
        contacts = view.count(segment.contacts, "contact", genitive=True)
        label = view.say(
            "segment_pages.gain", contacts=contacts, period=view.period, accepted=view.accepted
        )
        known.append(Fact(number=view.money(segment.gain), label=label))
    return tuple(known)


def _money_fact(view: View, key: str, value: float, share: float) -> Fact:
    """A sum of the segment with its share of the whole; a loss is no share of a profit."""
    if value < 0:
        label = view.say("segment_pages.loss")
    else:
        label = view.say(f"segment_pages.{key}", share=view.percent(share))
    return Fact(number=view.money(value), label=label)


def _categories(view: View, segment: SegmentFacts) -> Prose:
    """The categories the segment really prefers more than others do; empty where none."""
    lifts = [t for t in segment.top_categories if t.differs and t.lift.value > 1]
    items = [
        view.say(
            "segment_pages.lift",
            name=quiet(value_label(lift.feature, lift.value, view.language)),
            share=view.percent(lift.share),
            elsewhere=view.percent(lift.share_elsewhere),
        )
        for lift in lifts
        if lift.feature == "category"
    ]
    if not items:
        return Prose("")
    return view.say("segment_pages.categories", items=", ".join(items[:CATEGORIES]))


def _picture(view: View, segment: SegmentFacts) -> FigureBlock | None:
    """How the segment differs from everyone else; None where nothing differs."""
    rows = shown_differences(segment)
    if not rows:
        return None
    described = [view.say("segment_pages.chart_row", **_difference_words(view, d)) for d in rows]
    return FigureBlock(
        figure=difference_chart(view, rows),
        key=f"segment-{segment.key.replace('_', '-')}",
        caption=add_kept(
            view, view.say("segment_pages.chart_caption"), (row.feature for row in rows)
        ),
        alt=view.say("segment_pages.chart_alt", rows="; ".join(described)),
        numbers=chart_numbers.differences(view, rows),
    )


def _trend_picture(view: View, segment: SegmentFacts) -> Markdown:
    """Revenue per customer by month, the segment and everyone else; empty where unknown."""
    points = revenue_points(segment)
    if not points:
        return Markdown("")
    described = [
        view.say(
            "segment_pages.trend_point",
            inside=view.amount(point.inside.value),
            outside=view.amount(point.outside.value),
        )
        for point in points
    ]
    block = FigureBlock(
        figure=trend_chart(view, points),
        key=f"trend-{segment.key.replace('_', '-')}",
        caption=add_kept(
            view,
            view.say("segment_pages.trend_caption"),
            (f"{point.measure}_{point.period}" for point in points),
        ),
        alt=view.say("segment_pages.trend_alt", points="; ".join(described)),
        numbers=chart_numbers.months(view, points),
    )
    return Markdown(block._repr_markdown_())


def _foot(view: View, segment: SegmentFacts) -> Prose:
    """Offers that are not shown, overlap with other segments, and what cannot be told."""
    return Prose(
        " ".join(
            filter(None, (_more(view, segment), _overlap(view, segment), _unknown(view, segment)))
        )
    )


def _more(view: View, segment: SegmentFacts) -> Prose:
    """How many offers the page leaves to the technical document."""
    shown, every = len(shown_offers(segment)), len(segment.offers)
    if shown == every:
        return Prose("")
    return view.say("segment_pages.more_offers", shown=view.number(shown), all=view.number(every))


def _overlap(view: View, segment: SegmentFacts) -> Prose:
    """The segments that share most customers with this one, quadrants apart."""
    segments = view.results.segments
    shared = [
        (both.customers, other)
        for both in view.results.overlaps
        for one, other in ((both.first, both.second), (both.second, both.first))
        if one == segment.key and both.customers and not segments[other].quadrant
    ]
    if not shared:
        return view.say("segment_pages.overlap_none")
    largest = sorted(shared, key=lambda pair: (-pair[0], segments[pair[1]].rank))[:OVERLAPS]
    items = [
        view.say(
            "segment_pages.overlap_item",
            name=view.segment_name(other),
            count=view.count(customers, "customer"),
        )
        for customers, other in largest
    ]
    return view.say("segment_pages.overlap", items=", ".join(items))


def _unknown(view: View, segment: SegmentFacts) -> Prose:
    """The features in which no difference is shown, the largest first."""
    names = [quiet(view.label(d.feature)) for d in segment.differences if not d.differs]
    if not names:
        return Prose("")
    return view.say("segment_pages.unknown", items=view.listed(names[:UNKNOWN]))
