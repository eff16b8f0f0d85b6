"""A reader cannot tell which engine made a page.

Runs where Quarto is installed (`QUARTO=path make test` names one); skipped elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from report.render.choose import choose_engine
from report.render.inspect import read_page, unresolved
from report.render.job import Job
from report.render.quarto import find_quarto, new_enough, quarto_version
from tests.report.render.test_documents import EXHIBIT, NO_RESULTS, alt_texts

PROGRAM = find_quarto()
VERSION = quarto_version(PROGRAM) if PROGRAM else None

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not new_enough(VERSION), reason=f"needs Quarto 1.9 or newer, found {VERSION or 'none'}"
    ),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for name in ("quarto", "embedded"):
        folder = folders[name] = tmp_path_factory.mktemp(name)
        engine = choose_engine("quarto" if name == "quarto" else "embedded")
        engine.render([Job(source=EXHIBIT, name="doc")], NO_RESULTS, folder, lambda _: None)
    return folders


def page(folder: Path) -> str:
    return (folder / "doc.html").read_text(encoding="utf-8")


def text(folder: Path) -> str:
    return re.sub(r"\s+", "", "".join(read_page(folder / "doc.html").words))


def test_the_pages_have_the_same_text(both):
    assert text(both["quarto"]) == text(both["embedded"])


def test_the_pages_have_the_same_headings_and_descriptions(both):
    for pattern in (r"<h[1-6][^>]*>(.*?)</h[1-6]>", r'<svg role="img" aria-label="([^"]*)"'):
        found = {name: re.findall(pattern, page(folder)) for name, folder in both.items()}
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
        assert reader.metadata.title == "Удержание клиентов · октябрь 2026"
    assert alt_texts(readers["quarto"]) == alt_texts(readers["embedded"])


def test_quartos_page_loads_nothing_and_leaves_nothing_unresolved(both):
    seen = read_page(both["quarto"] / "doc.html")
    assert seen.remote == []
    assert unresolved(" ".join(seen.words)) == []
