"""A reader cannot tell which engine made a page.

Runs where Quarto is installed (`QUARTO=path make test` names one); skipped elsewhere.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest
from pypdf import PdfReader

from analysis.results.store import save_results
from report.engines.embedded import EmbeddedEngine
from report.engines.job import Job
from report.engines.output_text import read_page, unresolved
from report.engines.quarto import QuartoEngine, find_quarto, new_enough, quarto_version
from report.paths import PROJECT
from tests.report.engines.test_documents import alt_texts
from tests.report.facts_factory import make_results

Pair: TypeAlias = dict[str, Path]

PROGRAM = find_quarto()
VERSION = quarto_version(PROGRAM) if PROGRAM else None

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not new_enough(VERSION), reason=f"needs Quarto 1.9 or newer, found {VERSION or 'none'}"
    ),
]


STORE = "«A|B» *c* {{< env HOME >}} $5 @fig-1 <i>"


@pytest.fixture(scope="module", params=["management-ru", "technical-en"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    document, language = request.param.split("-")
    results = make_results()
    store = results.settings.store.model_copy(update={"name_ru": STORE, "name_en": STORE})
    results = replace(results, settings=results.settings.model_copy(update={"store": store}))
    stored = tmp_path_factory.mktemp("results") / "results.json"
    save_results(results, stored)
    folders = {}
    for name, engine in (("quarto", QuartoEngine(str(PROGRAM))), ("embedded", EmbeddedEngine())):
        folders[name] = tmp_path_factory.mktemp(name)
        source = PROJECT / "report" / language / f"{document}.qmd"
        engine.render([Job(source=source, name="doc")], stored, folders[name], lambda _: None)
    return folders


def page(folder: Path) -> str:
    return (folder / "doc.html").read_text(encoding="utf-8")


def text(folder: Path) -> str:
    return re.sub(r"\s+", "", "".join(read_page(folder / "doc.html").words))


def test_the_pages_have_the_same_text(both):
    assert text(both["quarto"]) == text(both["embedded"])
    assert re.sub(r"\s+", "", STORE) in text(both["quarto"])


def test_the_pages_have_the_same_headings_and_descriptions(both):
    for pattern in (r"<h[1-6][^>]*>(.*?)</h[1-6]>", r'<svg role="img" aria-label="([^"]*)"'):
        found = {
            name: re.findall(pattern, html.unescape(page(folder))) for name, folder in both.items()
        }
        assert found["embedded"]
        assert found["quarto"] == found["embedded"]


def test_the_pdfs_have_the_same_text_on_the_same_pages(both):
    sheets = {
        name: [
            re.sub(r"\s+", "", sheet.extract_text())
            for sheet in PdfReader(folder / "doc.pdf").pages
        ]
        for name, folder in both.items()
    }
    assert sheets["quarto"] == sheets["embedded"]


def test_the_pdfs_have_the_same_title_and_descriptions(both):
    readers = {name: PdfReader(folder / "doc.pdf") for name, folder in both.items()}
    for reader in readers.values():
        assert reader.metadata is not None
        assert reader.metadata.author == STORE
    titles = {reader.metadata.title for reader in readers.values() if reader.metadata}
    assert len(titles) == 1
    assert alt_texts(readers["quarto"]) == alt_texts(readers["embedded"])


def test_quartos_page_loads_nothing_and_leaves_nothing_unresolved(both):
    seen = read_page(both["quarto"] / "doc.html")
    assert seen.remote == []
    assert unresolved(" ".join(seen.words)) == []
