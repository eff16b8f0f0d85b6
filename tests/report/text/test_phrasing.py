"""Turns of phrase that documents, offers and lists share."""

from __future__ import annotations

from report.text.phrasing import deadline, first_few, period
from report.view import Report
from tests.report.facts_factory import make_data, make_results
from tests.report.reading import said


def report(language="en", month="2026-10"):
    return Report(results=make_results(data=make_data(month=month)), language=language)


def test_a_decision_helps_until_the_end_of_the_month_after_the_data():
    assert deadline(report()) == "By the end of November 2026"


def test_after_december_comes_january():
    assert deadline(report("ru", "2026-12")) == "Срок: январь 2027"


def test_without_a_calendar_month_the_deadline_counts_from_the_report():
    assert deadline(report(month="one_click")) == "Within a month of this report"


def test_gains_are_counted_over_the_horizon_of_the_plan():
    assert said(period(report())) == "over 3 months"
    assert said(period(report("ru"))) == "за 3 месяца"


def test_of_many_names_a_sentence_tells_a_few():
    assert first_few(["a", "b", "c", "d"], "en") == "a, b, c, d"
    assert first_few(["a", "b", "c", "d", "e"], "en") == "a, b, c and others"
