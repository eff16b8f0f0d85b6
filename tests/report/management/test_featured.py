"""Pages 4 to 6: a featured segment a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.segments.facts import ConditionFacts
from report.charts.differences import shown_differences
from report.charts.trend import revenue_points, trend_chart
from report.management import segment_pages
from tests.report.facts_factory import (
    estimate,
    make_data,
    make_model,
    make_offer,
    make_results,
    make_segment,
)
from tests.report.odd_months import tiny
from tests.report.reading import clashes, labels, pictured, read, said, view


@pytest.fixture(autouse=True)
def figures_in(tmp_path, monkeypatch):
    monkeypatch.setenv("RETENTION_FIGURES", str(tmp_path))


def segment(**changes):
    return make_segment("premium_profitable_at_risk", **changes)


def test_each_featured_segment_has_a_page_the_largest_gain_first():
    month = make_results()
    gains = {"premium_profitable_at_risk": 10.0, "promo_at_risk_80": 90.0}
    segments = {
        key: replace(s, featured=key in gains, gain=gains.get(key, 0.0))
        for key, s in month.segments.items()
    }
    pages = read(segment_pages.pages(view("en", replace(month, segments=segments))))
    assert pages.count("#pagebreak(weak: true)") == 2
    assert pages.index("## Promotion buyers") < pages.index("## Premium, above-average profit")


def test_a_month_without_featured_segments_says_why():
    text = read(segment_pages.pages(view("ru", tiny())))
    assert "## Отдельных сегментов для работы в этом месяце нет" in text
    assert "pagebreak" not in text


@pytest.mark.parametrize(
    ("language", "offers", "pages"),
    [
        (
            "en",
            "There are no offers this month (see the first page)",
            "No segment has enough customers to be judged.",
        ),
        (
            "ru",
            "Предложений в этом месяце нет (см. первую страницу)",
            "Ни в одном сегменте не набралось достаточно клиентов, чтобы о нём судить.",
        ),
    ],
)
def test_where_advice_is_withheld_no_offer_is_said_not_to_pay(language, offers, pages):
    r = view(language, make_results(model=make_model(beats_chance=False)))
    assert f"### {offers}" in read(segment_pages.page(r, segment(offers=())))
    empty = replace(r.results, segments={"promo": segment(featured=False)})
    assert pages in read(segment_pages.pages(view(language, empty)))


def test_where_advice_is_withheld_a_segment_is_for_nothing():
    r = view("en", make_results(model=make_model(beats_chance=False)))
    assert said(segment_pages.lead(r, segment())).startswith("What sets them apart most: ")


def test_the_heading_says_who_how_many_and_how_much():
    assert said(segment_pages.heading(view(), segment())) == (
        "Premium, above-average profit, high risk: 73 customers, 14% of the profit at risk"
    )


def test_a_loss_is_shown_as_no_share_of_all_profit():
    facts = [(said(f.number), f.label) for f in segment_pages.facts(view(), segment(profit=-52.4))]
    assert ("−52.4 units", "of monthly profit: a loss") in facts


def test_the_lead_names_purpose_difference_revenue_and_taste():
    assert said(segment_pages.lead(view(), segment())) == (
        "Keep those who already pay for the best service. What sets them apart most: pages a "
        "visit, 4.9 against 8.4 for everyone else. A customer’s monthly revenue rose over "
        "the three months, from 4,671 to 5,290. Favourite categories more frequent here than "
        "elsewhere: kitchenware (22% against 13%), cosmetics and accessories (22% against 17%)."
    )


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [(100.0, 130.0, "rose"), (130.0, 100.0, "fell"), (100.0, 105.0, "stayed level")],
)
def test_revenue_rises_or_falls_only_where_the_intervals_part(first, last, word):
    points = segment().trend[:3]
    moved = tuple(
        replace(point, inside=estimate(value, 5.0))
        for point, value in zip(points, (first, 110.0, last), strict=True)
    )
    assert word in segment_pages.trend(view(), segment(trend=moved))


def test_fields_of_the_segments_own_rule_are_no_discovery():
    rule = (ConditionFacts(field="pages_per_visit", op="below", written="mean", threshold=(8.0,)),)
    found = [d.feature for d in shown_differences(segment(conditions=rule))]
    assert found == ["days_registered", "minutes_previous", "promo_share"]


def test_unproven_differences_are_neither_drawn_nor_worded():
    none = tuple(replace(d, differs=False) for d in segment().differences)
    plain = segment(differences=none)
    assert segment_pages.picture(view(), plain) is None
    assert segment_pages.strongest(view(), plain) == (
        "Their behaviour does not differ from everyone else’s beyond chance."
    )
    assert "No difference from the others is shown in: pages a visit" in (
        segment_pages.unknown(view(), plain)
    )


def test_the_chart_shows_both_means_beside_each_difference():
    found = labels(pictured(segment_pages.picture(view(), segment())).figure)
    assert "4.9 against 8.4" in found
    assert "47% against 31%" in found
    assert "less than the others" in found


def test_an_offer_card_carries_message_reason_audience_and_money():
    page = read(segment_pages.page(view(), segment()))
    assert "### At least four marketing contacts a month" in page
    assert "*“It has been a while since we told you what is new." in page
    assert "79% of the segment (58 customers)" in page
    for line in (
        "- e-mail: reaches 44 of 58",
        "- costs 8.70 units",
        "- brings 46.0 units (21.0–71.0)",
        "- breaks even at 3% acceptance",
    ):
        assert line in page


def test_an_offer_that_never_pays_says_so():
    page = read(
        segment_pages.page(view(), segment(offers=(make_offer(break_even_acceptance=None),)))
    )
    assert "- never breaks even" in page


def test_a_segment_without_offers_says_that_none_pays():
    page = read(segment_pages.page(view(), segment(offers=())))
    assert "### No offer to this segment pays at present" in page
    assert ".card" not in page


def test_offers_beyond_the_third_are_counted():
    page = read(segment_pages.page(view(), segment(offers=tuple(make_offer() for _ in range(5)))))
    assert "3 of 5 offers are shown; the technical document has the rest." in page


def test_the_foot_names_the_largest_overlaps():
    assert "“Above-average profit, risk above 70%”: 9 customers" in said(
        segment_pages.overlap(view(), segment())
    )
    alone = view("en", make_results(overlaps=()))
    assert segment_pages.overlap(alone, segment()) == "Overlaps with no other segment."


@pytest.mark.parametrize(
    ("folder", "language", "named"),
    [
        ("2026-01", "en", ("Nov", "Dec", "Jan")),
        ("2026-10", "ru", ("авг.", "сент.", "окт.")),
        ("one_click", "en", ("two ago", "last", "this")),
        ("one_click", "ru", ("позапр.", "прошл.", "этот")),
    ],
)
def test_the_months_of_the_trend_are_named(folder, language, named):
    r = view(language, make_results(data=make_data(month=folder)))
    figure = trend_chart(r, revenue_points(segment()))
    assert set(named) <= set(labels(figure))
    assert clashes(figure) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A customer’s monthly revenue rose over the three months, from 4.67 to 5.29."),
        ("ru", "За три месяца месячная выручка с клиента выросла с 4,67 до 5,29."),
    ],
)
def test_revenue_counted_in_thousands_is_no_row_of_equal_numbers(language, sentence):
    trend = tuple(
        replace(point, inside=estimate(value, 0.05), outside=estimate(4.9, 0.05))
        for point, value in zip(segment().trend[:3], (4.671, 4.98, 5.294), strict=True)
    )
    r = view(language)
    assert (
        segment_pages.trend(r, segment(trend=trend)).replace("\N{NO-BREAK SPACE}", " ") == sentence
    )
    row = replace(segment().differences[0], feature="revenue_current", inside=estimate(5.294, 0.1))
    assert segment_pages.difference_words(r, row)["inside"] == (
        "5.3" if language == "en" else "5,3"
    )
