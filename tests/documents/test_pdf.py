"""The PDFs: readable by a screen reader, complete, and saying what the pages say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pdfua
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination, DictionaryObject, NameObject, PdfObject

from tests.documents.conftest import NAMES, Edition
from tests.documents.pages import headings, load

pytestmark = pytest.mark.slow

TITLES = {
    "management-ru": "Удержание клиентов",
    "management-en": "Customer retention",
    "technical-ru": "Технический отчёт",
    "technical-en": "Technical report",
}
LARGEST = 3 * 1024 * 1024
# Management reads eight pages at most.
LONGEST = 8
# A PDF's blanks are all alike: thousands count as numbers of their own.
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
PAGE = re.compile(r"\b(?:page \d+ of \d+|стр\. \d+ из \d+)\b")
CONTENTS = re.compile(r"(?m)^.* \. \. .*$")


@pytest.fixture(scope="module", params=NAMES)
def name(request) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def reader(edition: Edition, name: str) -> PdfReader:
    return PdfReader(edition.pdf(name))


@pytest.fixture(scope="module")
def sheets(edition: Edition, name: str) -> list[str]:
    """The text of each sheet."""
    with pypdfium2.PdfDocument(edition.pdf(name)) as pdf:
        return [page.get_textpage().get_text_range().replace("\r", "") for page in pdf]


def nodes(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The elements of the structure tree, in reading order."""
    waiting: list[object] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, DictionaryObject):
            yield node
            waiting.append(node.get("/K"))


def test_an_independent_checker_finds_no_error(edition, name):
    report = pdfua.validate(str(edition.pdf(name)))
    assert [finding.message for finding in report.findings] == []


def test_the_checker_notices_a_pdf_without_tags(demonstration_edition, tmp_path):
    writer = PdfWriter(clone_from=demonstration_edition.pdf("management-en"))
    for key in ("/StructTreeRoot", "/MarkInfo", "/Lang"):
        del writer.root_object[NameObject(key)]
    writer.write(tmp_path / "untagged.pdf")
    assert pdfua.validate(str(tmp_path / "untagged.pdf")).findings


def test_the_pdf_tells_its_title_and_language(reader, name):
    root = reader.root_object
    assert reader.metadata.title.startswith(TITLES[name] + " · ")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == name[-2:]
    assert root["/MarkInfo"]["/Marked"]


def test_bookmarks_are_the_headings_of_the_page(reader, edition, name):
    pieces = load(edition.page(name))
    shown = [words(p.text) for p in headings(pieces) if p.level > 1]
    marks = [words(str(mark.title)) for mark in bookmarks(reader.outline)]
    # The headings of cards are no bookmarks.
    assert [title for title in shown if title in set(marks)] == marks
    assert {words(p.text) for p in headings(pieces) if p.level == 2} <= set(marks)


def bookmarks(outline: list[object]) -> Iterator[Destination]:
    for mark in outline:
        if isinstance(mark, list):
            yield from bookmarks(mark)
        elif isinstance(mark, Destination):
            yield mark


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_pictures_have_the_descriptions_of_the_page(reader, edition, name):
    described = [words(str(n["/Alt"])) for n in nodes(reader) if n.get("/S") == "/Figure"]
    assert described == [words(p.text) for p in load(edition.page(name)) if p.kind == "alt"]
    assert all(len(text) > 20 for text in described)


def test_every_table_has_a_row_of_headers(reader):
    tables = [node for node in nodes(reader) if node.get("/S") == "/Table"]
    kinds = [node.get("/S") for node in nodes(reader)]
    assert tables
    assert kinds.count("/THead") == len(tables)
    assert kinds.count("/TH") >= len(tables)


def test_the_pdf_holds_the_numbers_of_the_page_and_no_other(sheets, edition, name):
    page = Counter(
        run
        for piece in load(edition.page(name))
        if piece.kind != "alt" and not piece.behind
        for run in DIGITS.findall(piece.text)
    )
    pdf = Counter(run for text in own_texts(sheets) for run in DIGITS.findall(text))
    assert pdf - page == Counter()
    assert page - pdf == Counter()


def own_texts(sheets: list[str]) -> Iterator[str]:
    """The text of each sheet without contents, running header and page number."""
    for place, sheet in enumerate(sheets):
        text = sheet.partition("\n")[2] if place else sheet
        yield PAGE.sub("", CONTENTS.sub("", text))


def test_every_sheet_but_the_first_has_the_same_running_header(sheets, edition, name):
    heads = {sheet.partition("\n")[0] for sheet in sheets[1:]}
    (line,) = heads
    store, _, rest = line.partition(" · ")
    band = {piece.text for piece in load(edition.page(name)) if piece.kind == "text"}
    assert {store, rest.removeprefix(TITLES[name]).strip()} <= band


def test_the_pdf_is_small_enough(edition, name):
    assert edition.pdf(name).stat().st_size <= LARGEST


def test_management_has_eight_pages_at_most(edition):
    for language in ("ru", "en"):
        assert len(PdfReader(edition.pdf(f"management-{language}")).pages) <= LONGEST
