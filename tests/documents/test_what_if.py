"""The sliders of the management page weigh the plan again, as Python does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from analysis.economics import expected_gain
from analysis.offers.facts import PlanFacts
from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.vocabulary import LANGUAGES
from report.view import view_of
from tests.documents.browser import opened
from tests.documents.conftest import Edition

pytestmark = pytest.mark.slow

WIDTH = 1280
DIALS = ("budget", "acceptance", "contact", "incentive")
EXACT = "[...document.querySelectorAll('.answer .figure')].map((each) => each.dataset.exact)"
SAID = "document.querySelector('.verdict').textContent !== ''"
SET = """([of, value]) => {
    const dial = document.getElementById('dial-' + of);
    dial.value = value;
    dial.dispatchEvent(new Event('input'));
}"""


@pytest.fixture(scope="module")
def results(edition: Edition) -> Results:
    return load_results(edition.results)


@pytest.fixture(params=LANGUAGES)
def page(browser, edition, request) -> Iterator[Page]:
    file = edition.page(f"management-{request.param}")
    with opened(browser, file, WIDTH, "light") as found:
        yield found


def shown(page: Page) -> tuple[int, float, float, float, float]:
    """Contacts, cost, gain, low and high gain as exactly as the page knows them."""
    contacts, cost, gain, both = page.evaluate(EXACT)
    low, high = both.split()
    return int(contacts), float(cost), float(gain), float(low), float(high)


def turn(page: Page, **dials: int) -> None:
    for of, value in dials.items():
        page.evaluate(SET, [of, value])


def weigh_again(results: Results, **dials: int) -> tuple[int, float, float, float, float]:
    """The same in Python, customer by customer, from the plan's facts; dials in per cent."""
    plan = results.plan
    part = {of: dials.get(of, 100) / 100 for of in DIALS}
    found = plan.what_if
    paying = []
    for risk, value, menu in zip(found.risk, found.value, found.menu, strict=True):
        offers = [weigh(plan, place, risk, value, part) for place in found.menus[menu]]
        best = max(offers, key=lambda sums: sums[2])
        if best[2] > 0:
            paying.append((best[2], risk, np.rint(np.array(best) * 100).astype(int)))
    paying.sort(key=lambda each: (-each[0], -each[1]))
    sums = np.cumsum([np.zeros(4, int), *(each[2] for each in paying)], axis=0)
    contacts = int((sums[:, 0] <= round(plan.cost * part["budget"] * 100)).sum()) - 1
    cost, low, gain, high = (int(cents) / 100 for cents in sums[contacts])
    return contacts, cost, gain, low, high


def weigh(
    plan: PlanFacts,
    place: int,
    risk: float,
    value: float,
    part: dict[str, float],
) -> tuple[float, ...]:
    """One offer to one customer: cost, and gain at low, middle and high acceptance."""
    offer = plan.what_if.offers[place]
    contact = plan.contact_cost * part["contact"] * offer.contact
    incentive = plan.incentive * part["incentive"] * offer.incentive
    few, usual, many = (
        rate * part["acceptance"]
        for rate in (offer.acceptance_low, offer.acceptance, offer.acceptance_high)
    )
    middle = min(usual, 1)
    accepted = (min(few, middle), middle, min(max(many, middle), 1))
    gains = (
        float(
            expected_gain(
                risk=risk, value=value, acceptance=rate, contact_cost=contact, incentive=incentive
            )
        )
        for rate in accepted
    )
    return contact + incentive * (risk * middle + 1 - risk), *gains


def test_untouched_it_shows_the_plan_to_the_cent(page, results):
    plan = results.plan
    assert shown(page) == (plan.contacts, plan.cost, plan.gain, plan.gain_low, plan.gain_high)


def test_its_sums_are_written_as_in_the_rest_of_the_document(page, results):
    language = page.evaluate("document.documentElement.lang")
    view, plan = view_of(results, language), results.plan
    _, cost, gain, span = page.locator(".answer .figure").all_text_contents()
    assert cost == view.money(plan.cost)
    assert gain == view.money(plan.gain)
    assert span == view.money_span(plan.gain_low, plan.gain_high)


@pytest.mark.parametrize(
    "dials",
    [
        {"acceptance": 150},
        {"acceptance": 300, "budget": 200},
        {"contact": 300, "incentive": 50},
        {"incentive": 0, "contact": 0},
        {"budget": 35},
        {"acceptance": 60, "contact": 200, "incentive": 145, "budget": 80},
    ],
)
def test_moved_it_shows_what_python_finds(page, results, dials):
    turn(page, **dials)
    assert shown(page) == pytest.approx(weigh_again(results, **dials), abs=1e-9)


def test_no_budget_and_no_acceptance_leave_nobody_to_contact(page):
    for dials in ({"budget": 0}, {"budget": 100, "acceptance": 0}):
        turn(page, **dials)
        assert shown(page) == (0, 0, 0, 0, 0)


def test_a_slider_is_named_and_moved_by_the_keyboard(page):
    slider = page.get_by_role("slider").nth(1)
    label = page.locator(".dial label").nth(1).text_content()
    assert page.get_by_role("slider", name=label, exact=True).count() == 1
    before = shown(page)
    slider.focus()
    slider.press("ArrowRight")
    assert slider.input_value() == "105"
    assert shown(page) != before
    reading = page.locator(".dial .reading").nth(1).text_content()
    assert slider.get_attribute("aria-valuetext") == reading


def test_the_result_is_said_in_words_and_the_button_brings_the_plan_back(page, results):
    page.wait_for_function(SAID)
    verdict, plan = page.get_by_role("status").filter(has_text=re.compile(r"\d")), results.plan
    same = verdict.text_content()
    turn(page, budget=50)
    page.wait_for_function(
        "(said) => document.querySelector('.verdict').textContent !== said", arg=same
    )
    assert verdict.text_content() != same
    page.locator("button.again").click()
    page.wait_for_function(
        "(said) => document.querySelector('.verdict').textContent === said", arg=same
    )
    assert shown(page)[0] == plan.contacts
    assert "%" not in same


def test_without_a_script_the_static_figures_stand_alone(browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.page("management-en").as_uri())
    assert not page.locator(".what-if").is_visible()
    assert page.locator("#tbl-budget table").is_visible()
    assert page.locator("button").count() == page.locator(".what-if button").count()
    summary = page.locator("details.numbers summary").first
    summary.press("Enter")
    assert page.locator("details.numbers table").first.is_visible()
    context.close()


def test_the_page_knows_customers_by_their_figures_only(edition, results):
    text = edition.page("management-en").read_text(encoding="utf-8")
    data = re.search(r'class="what-if-data">(.*?)</script>', text)
    assert data
    facts = json.loads(data[1])
    assert set(facts) == {"unit", "gain", "offers", "menus", "risk", "value", "menu"}
    ids = {customer.customer_id for customer in results.customers}
    assert not ids & set(re.findall(r"[\w.]+", data[1]))


def test_the_pdf_has_neither_sliders_nor_opened_numbers(edition: Edition):
    from pypdf import PdfReader

    def said(path: Path) -> str:
        return " ".join(sheet.extract_text() for sheet in PdfReader(path).pages)

    text = said(edition.pdf("management-en"))
    assert "Budget, at most" not in text
    assert "Show the numbers" not in text
