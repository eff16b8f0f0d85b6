"""Tables are sorted by their headers and searched, by mouse or by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page

from tests.documents.browser import opened
from tests.documents.conftest import Edition

pytestmark = pytest.mark.slow

WIDTH = 1280
SEARCHED_FROM = 13


@pytest.fixture(params=["technical-ru", "technical-en"])
def page(browser, demonstration_edition: Edition, request) -> Iterator[Page]:
    with opened(browser, demonstration_edition.page(request.param), WIDTH, "light") as found:
        yield found


def column(table: Locator, place: int) -> list[str]:
    cells: list[str] = table.locator(f"tbody td:nth-child({place})").all_text_contents()
    return cells


def first_number(cell: str) -> float:
    plain = re.sub(r"(?<=\d)[,\N{NO-BREAK SPACE}](?=\d{3}\b)", "", cell).replace(",", ".")
    found = re.search(r"[−-]?\d+(?:\.\d+)?", plain)
    assert found, cell
    return float(found[0].replace("−", "-"))


def test_a_header_sorts_the_largest_first_then_the_smallest_then_as_printed(page):
    table = page.locator("#tbl-portrait table")
    header = table.locator("th").nth(3)
    printed = column(table, 4)
    for turn, reverse in (("descending", True), ("ascending", False)):
        header.get_by_role("button").click()
        assert header.get_attribute("aria-sort") == turn
        numbers = [first_number(cell) for cell in column(table, 4)]
        assert numbers == sorted(numbers, reverse=reverse)
        assert len(set(numbers)) > 5
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") is None
    assert column(table, 4) == printed


def test_words_sort_from_a_to_z_by_the_keyboard_and_rows_stay_whole(page):
    table = page.locator("#tbl-portrait table")
    rows = sorted(table.locator("tbody tr").all_text_contents())
    button = table.locator("th").first.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    found = column(table, 1)
    assert [name[0].lower() for name in found] == sorted(name[0].lower() for name in found)
    assert sorted(table.locator("tbody tr").all_text_contents()) == rows


def test_another_header_takes_the_mark_over(page):
    table = page.locator("#tbl-portrait table")
    table.locator("th").nth(3).get_by_role("button").click()
    table.locator("th").nth(0).get_by_role("button").click()
    assert table.locator("th[aria-sort]").count() == 1


def test_long_tables_and_no_others_are_searched(page):
    for table in page.locator(".table:not(.numbers .table) > table").all():
        rows = table.locator("tbody tr").count()
        searched = table.locator("xpath=../preceding-sibling::*[1]").get_attribute("class")
        assert (searched == "search") == (rows >= SEARCHED_FROM)


def test_a_search_leaves_the_rows_that_hold_it_and_says_how_many(page):
    box = page.locator(".search").first
    table = box.locator("xpath=following-sibling::div[1]//table")
    wanted = column(table, 1)[2][:6]
    box.get_by_role("searchbox").fill(wanted.upper())
    visible = [row for row in table.locator("tbody tr").all() if row.is_visible()]
    assert 0 < len(visible) < table.locator("tbody tr").count()
    assert all(wanted.lower() in row.text_content().lower() for row in visible)
    assert str(len(visible)) in box.get_by_role("status").text_content()
    box.get_by_role("searchbox").fill("")
    assert all(row.is_visible() for row in table.locator("tbody tr").all())


def test_every_chart_without_a_table_of_its_own_shows_its_numbers(page):
    opened_tables = page.locator("details.numbers")
    assert opened_tables.count() >= 8
    summary = opened_tables.first.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert opened_tables.first.locator("table").is_visible()
