"""The block of sliders, and the numbers behind charts, as Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from analysis.offers.facts import OfferMultiples, WhatIf
from report.management import chart_numbers, what_if
from report.view import View, view_of
from tests.report.facts_factory import make_plan, make_results

FACTS = WhatIf(
    offers=(OfferMultiples(key="a", contact=1.0, incentive=0.5, acceptance=1.2),),
    menus=((0,),),
    risk=(0.9, 0.4),
    value=(12.5, 9.25),
    menu=(0, 0),
)


def report(language="en", **plan) -> View:
    parts = {"what_if": FACTS, "contact_cost": 0.12, "incentive": 1.2, **plan}
    return view_of(make_results(plan=make_plan(**parts)), language)


def dials(text: str) -> list[str]:
    return re.findall(r'\.dial of="(\w+)"', text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_knob_of_the_plan_has_its_slider(language):
    text = what_if.block(report(language))
    assert dials(text) == ["budget", "acceptance", "contact", "incentive"]
    assert 'standard="84.5"' in text
    assert re.search(r"\{(?!\.)", text.split("```")[0]) is None  # every name is filled


def test_a_cost_of_nothing_has_no_slider():
    assert dials(what_if.block(report(incentive=0.0))) == ["budget", "acceptance", "contact"]


def test_the_data_are_the_plans_own_facts():
    text = what_if.block(report())
    facts = json.loads(text.split("{.what-if-data}\n")[1].split("\n```")[0])
    assert facts["gain"] == 214.36
    assert facts["offers"] == [[1.0, 0.5, 1.2]]
    assert (facts["risk"], facts["value"]) == ([0.9, 0.4], [12.5, 9.25])


@pytest.mark.parametrize("plan", [{"contacts": 0}, {"what_if": WhatIf()}])
def test_no_plan_no_sliders(plan):
    assert what_if.block(report(**plan)) == ""


def test_too_many_customers_for_a_page_have_no_sliders(monkeypatch):
    monkeypatch.setattr(what_if, "MOST_CUSTOMERS", 1)
    assert what_if.block(report()) == ""


def test_an_acceptance_is_never_raised_above_everybody():
    r = report()
    settings = r.results.settings
    sure = settings.economics.model_copy(update={"acceptance": 0.8, "acceptance_high": 1.0})
    settings = settings.model_copy(update={"economics": sure})
    r = view_of(replace(r.results, settings=settings), "en")
    assert re.search(r'of="acceptance" .* max="125"', what_if.block(r))


def test_the_numbers_of_the_first_chart_are_all_customers():
    table = chart_numbers.risk_steps(report())
    assert sum(int(row[1]) for row in table.rows) == 240
    assert table.rows[0][0] == "0–5%"
