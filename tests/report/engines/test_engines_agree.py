"""A reader cannot tell which engine made a page.

Runs where Quarto is installed (`QUARTO=path make test` names one); skipped elsewhere.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pdfua
import pytest
from pypdf import PdfReader

from analysis.results.store import save_results
from analysis.vocabulary import LANGUAGES
from report.edition.document_list import jobs_of
from report.engines.embedded import EmbeddedEngine
from report.engines.job import Engine
from report.engines.output_text import read_page, unresolved
from report.engines.quarto import QuartoEngine, find_quarto
from tests.report.engines.test_documents import alt_texts

Pair: TypeAlias = tuple[Path, Path]  # by Quarto, by the embedded engine

QUARTO = find_quarto()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        QUARTO is None or not QUARTO.is_new_enough,
        reason=f"needs Quarto 1.9 or newer, found {QUARTO.version if QUARTO else 'none'}",
    ),
]
STORE = "«A|B» *c* {{< env HOME >}} $5 @fig-1 <i>"


@pytest.fixture(scope="module")
def folders(demonstration_results, tmp_path_factory) -> Pair:
    """Every document of the demonstration month, of a store with an awkward name."""
    assert QUARTO
    settings = demonstration_results.settings
    store = settings.store.model_copy(update={"name_ru": STORE, "name_en": STORE})
    stored = tmp_path_factory.mktemp("results") / "results.json"
    save_results(
        replace(demonstration_results, settings=settings.model_copy(update={"store": store})),
        stored,
    )
    engines: tuple[Engine, ...] = (QuartoEngine(QUARTO.path), EmbeddedEngine())
    made = (tmp_path_factory.mktemp("quarto"), tmp_path_factory.mktemp("embedded"))
    for engine, folder in zip(engines, made, strict=True):
        engine.render(jobs_of(LANGUAGES), stored, folder, lambda _: None)
    return made


@pytest.fixture(params=[job.name for job in jobs_of(LANGUAGES)])
def pages(request, folders) -> Pair:
    quarto, embedded = (folder / f"{request.param}.html" for folder in folders)
    return quarto, embedded


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_pages_have_the_same_text(pages):
    quarto, embedded = (without_blanks("".join(read_page(page).words)) for page in pages)
    assert quarto == embedded
    assert without_blanks(STORE) in quarto


def test_the_pages_have_the_same_headings_and_descriptions(pages):
    quarto, embedded = (html.unescape(page.read_text(encoding="utf-8")) for page in pages)
    for pattern in (r"<h[1-6][^>]*>(.*?)</h[1-6]>", r'<svg role="img" aria-label="([^"]*)"'):
        found = re.findall(pattern, embedded)
        assert found
        assert re.findall(pattern, quarto) == found


def test_the_pdfs_have_the_same_title_text_and_descriptions_on_the_same_pages(pages):
    quarto, embedded = (PdfReader(page.with_suffix(".pdf")) for page in pages)
    sheets = [[without_blanks(s.extract_text()) for s in r.pages] for r in (quarto, embedded)]
    assert sheets[0] == sheets[1]
    assert quarto.metadata
    assert embedded.metadata
    assert quarto.metadata.title == embedded.metadata.title
    assert quarto.metadata.author == embedded.metadata.author == STORE
    assert alt_texts(quarto) == alt_texts(embedded)


def test_quartos_page_loads_nothing_and_leaves_nothing_unresolved(pages):
    seen = read_page(pages[0])
    assert seen.remote == []
    assert unresolved(" ".join(seen.words)) == []


def test_an_independent_checker_finds_no_error_in_quartos_pdf(pages):
    report = pdfua.validate(str(pages[0].with_suffix(".pdf")))
    assert [finding.message for finding in report.findings] == []
