"""The pages in a real browser: accessible, fit for a phone and the dark, asking for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from report.engines.output_text import read_page
from tests.documents.browser import CONTRAST, Scheme, opened, violations
from tests.documents.conftest import NAMES, Edition

pytestmark = pytest.mark.slow

DESK, PHONE = 1280, 320
LONGEST = 8  # sheets, as in the PDF
LARGEST = 5 * 1024 * 1024
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
CONTRAST_CHECK = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
SHORTEN = (
    "document.querySelectorAll('tbody tr:nth-child(n+4), svg').forEach((each) => each.remove())"
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Cells of numbers that take more than one line, and cells whose text is wider than they are.
BROKEN_NUMBERS = """[...document.querySelectorAll('td[style*="right"]')].filter((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().height > 1.9 * parseFloat(getComputedStyle(cell).fontSize);
}).map((cell) => cell.textContent)"""
OVERFULL_CELLS = """[...document.querySelectorAll('td')]
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"""
# Every address in attributes and styles that begins with a protocol or another host.
ADDRESS = re.compile(r"""(?:=\s*["']?|url\(\s*["']?|@import\s+["']?)((?:https?:)?//[^"'\s>)]+)""")
LINK = re.compile(r"""<a\s[^>]*href=["']?((?:https?:)?//[^"'\s>]+)""")


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser, demonstration_edition, name, scheme, width):
    with opened(browser, demonstration_edition.page(name), width, scheme) as page:
        page.evaluate(UNFOLD)
        if scheme == "light":  # the page is built alike by day and by night, only coloured
            assert violations(page, but=[CONTRAST]) == []
        # Contrast takes axe half a minute on five thousand cells: three rows of each table are
        # dressed like all others. What is left out here, and texts of drawings, which axe does
        # not decide on, test_every_text_stands_out looks at.
        page.evaluate(SHORTEN)
        assert violations(page, only=[CONTRAST]) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_out(browser, demonstration_edition, name, scheme):
    with opened(browser, demonstration_edition.page(name), DESK, scheme) as page:
        page.evaluate(UNFOLD)
        assert page.locator("svg text").count() > 100
        assert page.evaluate(CONTRAST_CHECK) == []


@pytest.mark.parametrize("where", ["svg text", "td"])
def test_a_text_that_does_not_stand_out_is_noticed(browser, demonstration_edition, where):
    with opened(browser, demonstration_edition.page("management-en"), DESK, "dark") as page:
        page.evaluate(UNFOLD)
        page.add_style_tag(content=f"{where} {{ fill: #555 !important; color: #555 !important }}")
        assert len(page.evaluate(CONTRAST_CHECK)) > 50


def test_axe_notices_a_picture_without_description(browser, demonstration_edition):
    with opened(browser, demonstration_edition.page("management-en"), DESK, "light") as page:
        page.evaluate("document.querySelector('svg[role=img]').removeAttribute('aria-label')")
        assert [line.split(":")[0] for line in violations(page, but=[CONTRAST])] == ["svg-img-alt"]


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways(browser, demonstration_edition, name, width):
    with opened(browser, demonstration_edition.page(name), width, "light") as page:
        assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone_no_number_of_a_table_is_broken_and_no_cell_covers_another(
    browser, demonstration_edition, name
):
    with opened(browser, demonstration_edition.page(name), PHONE, "light") as page:
        page.evaluate(UNFOLD)
        assert page.locator("td").count() > 10
        assert page.evaluate(BROKEN_NUMBERS) == []
        assert page.evaluate(OVERFULL_CELLS) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_management_page_prints_on_eight_sheets_without_its_controls(
    browser, demonstration_edition, language, tmp_path
):
    sheets = tmp_path / "printed.pdf"
    with opened(
        browser, demonstration_edition.page(f"management-{language}"), DESK, "light"
    ) as page:
        page.pdf(path=sheets, prefer_css_page_size=True)
        page.emulate_media(media="print")
        assert page.locator("input:visible, button.again:visible, details:visible").count() == 0
    assert len(PdfReader(sheets).pages) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(browser, demonstration_edition, name):
    file = demonstration_edition.page(name)
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    listen(page, asked, said)
    page.goto(file.as_uri())
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(200)
    context.close()
    assert asked == [file.as_uri()]
    assert said == []


def test_a_server_is_asked_for_the_page_and_for_nothing_beside_it(browser, edition: Edition):
    asked: list[str] = []
    with served(edition.page("management-en"), asked) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(200)
        context.close()
    assert asked == ["/management-en.html"]


@contextmanager
def served(file: Path, asked: list[str]) -> Iterator[str]:
    """The page's address on a server of this machine; `asked` hears what is asked for."""

    class Hearing(SimpleHTTPRequestHandler):
        def log_request(self, *_: object) -> None:
            asked.append(self.path)

        def log_error(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Hearing, directory=file.parent)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{file.name}"
        server.shutdown()


def listen(page: Page, asked: list[str], said: list[str]) -> None:
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))


@pytest.mark.parametrize("name", NAMES)
def test_the_first_key_leads_past_the_contents_to_the_text(browser, demonstration_edition, name):
    with opened(browser, demonstration_edition.page(name), DESK, "light") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("name", NAMES)
def test_the_page_refers_to_no_address_but_in_links(edition: Edition, name):
    text = edition.page(name).read_text(encoding="utf-8")
    linked = {found[1] for found in LINK.finditer(text)}
    assert {found[1] for found in ADDRESS.finditer(text)} <= linked
    assert read_page(edition.page(name)).remote == []


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_small_enough(edition: Edition, name):
    assert edition.page(name).stat().st_size <= LARGEST
