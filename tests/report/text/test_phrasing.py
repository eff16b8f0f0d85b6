"""Turns of phrase that documents, offers and lists share."""

from __future__ import annotations

from report.view import view_of
from tests.report.facts_factory import make_data, make_results
from tests.report.reading import book, said


def report(language="en", month="2026-10"):
    return view_of(make_results(data=make_data(month=month)), language)


def test_a_decision_helps_until_the_end_of_the_month_after_the_data():
    assert report().deadline == "By the end of November 2026"


def test_after_december_comes_january():
    assert report("ru", "2026-12").deadline == "Срок: январь 2027"


def test_without_a_calendar_month_the_deadline_counts_from_the_report():
    assert report(month="one_click").deadline == "Within a month of this report"


def test_gains_are_counted_over_the_horizon_of_the_plan():
    assert said(report().period) == "over 3 months"
    assert said(report("ru").period) == "за 3 месяца"


def test_of_many_names_a_sentence_tells_a_few():
    assert (
        book("en").first_few(
            ["a", "b", "c", "d"],
        )
        == "a, b, c, d"
    )
    assert (
        book("en").first_few(
            ["a", "b", "c", "d", "e"],
        )
        == "a, b, c and others"
    )
