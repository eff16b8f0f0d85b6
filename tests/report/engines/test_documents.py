"""The exhibit, a document with every block of the vocabulary, through the engines."""

from __future__ import annotations

import gc
import html
import io
import re
import weakref
from pathlib import Path

import pdfua
import pytest
from pypdf import PdfReader
from pypdf.generic import PdfObject

from report.engines.embedded import EmbeddedEngine, garbage_collection_paused
from report.engines.errors import DocumentError
from report.engines.job import Job
from report.engines.output_text import read_page, unresolved
from tests.messages import message_of
from tests.report.engines.documents.exhibits import AWKWARD

EXHIBIT = Path(__file__).parent / "documents" / "exhibit.qmd"
NO_RESULTS = Path("results.json")  # the exhibit opens none


def render(folder: Path, source: Path = EXHIBIT) -> Path:
    EmbeddedEngine().render([Job(source=source, name="doc")], NO_RESULTS, folder, lambda _: None)
    return folder


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def page(made: Path) -> str:
    return (made / "doc.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def text(made: Path) -> str:
    return words(" ".join(read_page(made / "doc.html").words))


@pytest.fixture(scope="module")
def pdf(made: Path) -> PdfReader:
    return PdfReader(io.BytesIO((made / "doc.pdf").read_bytes()))


@pytest.fixture(scope="module")
def pdf_text(pdf: PdfReader) -> str:
    return words(" ".join(sheet.extract_text() for sheet in pdf.pages))


def test_figures_and_tables_are_numbered_and_referred_to_in_html(text):
    assert "Картинка Рисунок 1 , таблицы Таблица 1 и Таблица 2 ." in text
    assert "Рисунок 1. По понедельникам уходят чаще: 5 против 3." in text
    assert "Таблица 1. Дни недели" in text


def test_figures_and_tables_are_numbered_and_referred_to_in_pdf(pdf_text):
    assert "Картинка Рисунок 1, таблицы Таблица 1 и Таблица 2." in pdf_text
    assert "Рисунок 2. По понедельникам уходят чаще: 5 против 3." in pdf_text
    assert "Таблица 2. Широкая таблица" in pdf_text


def test_data_prints_as_it_is_in_both_formats(text, pdf_text):
    assert AWKWARD in text
    assert AWKWARD.replace(" ", "") in pdf_text.replace(" ", "")


def test_the_text_of_charts_can_be_read_in_both_formats(text, pdf_text):
    assert "Понедельники φ" in text
    assert "Понедельники φ" in pdf_text


def test_the_description_of_a_chart_reaches_those_who_do_not_see_it(page, made):
    assert page.count('aria-label="Столбики: понедельники 5, пятницы 3."') == 2
    described = alt_texts(PdfReader(made / "doc.pdf"))
    assert described == ["Столбики: понедельники 5, пятницы 3."] * 2


def alt_texts(reader: PdfReader) -> list[str]:
    """The descriptions in the PDF's structure tree, in the order of the text."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K"))

    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, dict)
    walk(root["/StructTreeRoot"])
    return found


def test_the_pdf_is_accessible_by_an_independent_checker(made):
    report = pdfua.validate(str(made / "doc.pdf"))
    assert [finding.message for finding in report.findings] == []


def test_the_pdf_knows_its_title_language_author_and_bookmarks(pdf):
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Удержание клиентов · октябрь 2026"
    assert pdf.metadata.author == "Магазин «В один клик»"
    assert pdf.trailer["/Root"]["/Lang"] == "ru"
    headings = [str(mark.title) for mark in pdf.outline if not isinstance(mark, list)]
    assert len(headings) == 1
    assert headings[0].startswith("Семь из десяти рублей под угрозой")


def test_every_page_but_the_first_has_the_store_the_month_and_its_number(pdf):
    first, *others = (words(sheet.extract_text()) for sheet in pdf.pages)
    assert others
    assert f"стр. 1 из {len(pdf.pages)}" in first
    assert not first.startswith("Магазин «В один клик» · Удержание")
    for number, other in enumerate(others, start=2):
        assert "Магазин «В один клик» · Удержание клиентов" in other
        assert "октябрь 2026" in other
        assert f"стр. {number} из {len(pdf.pages)}" in other


def test_only_our_fonts_are_in_the_pdf(pdf):
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for sheet in pdf.pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert all(name.startswith(("PTSans", "DejaVuSans")) for name in names), names


def test_the_page_loads_nothing_and_leaves_nothing_unresolved(made, text):
    assert read_page(made / "doc.html").remote == []
    assert unresolved(text) == []


def test_the_page_can_be_used_without_a_mouse_and_by_a_screen_reader(page):
    assert '<html lang="ru">' in page
    assert '<a class="skip" href="#main">Перейти к содержанию</a>' in page
    assert page.count("<h1") == 1
    assert re.findall(r"<h([1-6])", page) == ["1", "2", "2", "2", "2", "3"]
    assert "<th " in page
    assert page.count('<div class="table" tabindex="0" role="group">') == 2


def test_no_two_elements_of_the_page_share_an_id(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_colours_of_charts_follow_the_page(page):
    assert "var(--risk)" in page
    assert "#c2410c" not in page.split("</head>")[1]


def test_the_same_source_gives_the_same_bytes(made, tmp_path):
    again = render(tmp_path)
    for name in ("doc.html", "doc.pdf"):
        assert (again / name).read_bytes() == (made / name).read_bytes()


def test_both_formats_say_the_same(text, pdf_text):
    blocks = "498 · 38 %", "190 клиентов", "Позвонить в понедельник.", "Замечание.", "Второе"
    for block in blocks:
        assert block in text
        assert block in pdf_text


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("see @fig-none\n", "@fig-none refers to nothing in this document"),
        (
            "::: {#tbl-a}\n\n| a |\n|---|\n| b |\n\nc\n\n:::\n\n" * 2,
            "two blocks are called tbl-a",
        ),
    ],
)
def test_a_reference_that_cannot_be_resolved_stops_the_document(tmp_path, body, message):
    source = tmp_path / "doc.qmd"
    source.write_text(f"---\ntitle: T\nlang: en\n---\n\n{body}", encoding="utf-8")
    said = message_of(DocumentError, lambda: render(tmp_path, source))
    assert said == f"{source}: {message}\n  Fix: correct the document"


def test_quotes_and_signs_in_store_and_title_are_kept(tmp_path):
    source = tmp_path / "doc.qmd"
    source.write_text(
        "---\ntitle: 'A & B #1'\nlang: en\n---\n\n"
        '::: {.band}\n[`{python} "Say \\"hi\\" & <co> \\\\ $5"`]{.store}\n:::\n\ntext\n',
        encoding="utf-8",
    )
    render(tmp_path, source)
    reader = PdfReader(tmp_path / "doc.pdf")
    assert reader.metadata is not None
    assert reader.metadata.author == 'Say "hi" & <co> \\ $5'
    assert reader.metadata.title == "A & B #1"
    page = (tmp_path / "doc.html").read_text(encoding="utf-8")
    assert "<title>A &amp; B #1</title>" in page
    author = re.search(r'<meta name="author" content="([^"]*)">', page)
    assert author
    assert html.unescape(author[1]) == 'Say "hi" & <co> \\ $5'


def test_the_search_for_garbage_goes_on_after_a_document_that_fails(tmp_path):
    source = tmp_path / "wrong.qmd"
    source.write_text("---\ntitle: x\nlang: en\n---\n\nSee @fig-nowhere.\n", encoding="utf-8")
    with pytest.raises(DocumentError):
        render(tmp_path, source)
    assert gc.isenabled()


def test_what_a_rendering_leaves_is_thrown_away_by_the_next():
    class Loop:
        def __init__(self) -> None:
            self.own = self

    with garbage_collection_paused():
        left = weakref.ref(Loop())
    gc.collect()
    assert left() is not None
    with garbage_collection_paused():
        assert left() is None
