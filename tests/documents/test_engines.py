"""Quarto and the embedded engine say the same, document by document, to the last number.

Runs where Quarto is installed (`QUARTO=path make test` names one); skipped elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pdfua
import pytest
from pypdf import PdfReader

from analysis.vocabulary import LANGUAGES
from report.edition.document_list import jobs_of
from report.engines.output_text import read_page, unresolved
from report.engines.quarto import QuartoEngine, find_quarto, new_enough, quarto_version
from tests.documents.conftest import NAMES, Edition
from tests.documents.pages import load
from tests.documents.printed import numbers

pytestmark = pytest.mark.slow

PROGRAM = find_quarto()
VERSION = quarto_version(PROGRAM) if PROGRAM else None


@pytest.fixture(scope="module")
def quarto_edition(request, tmp_path_factory) -> Edition:
    """The demonstration month once more, from the same results, through Quarto."""
    if PROGRAM is None or not new_enough(VERSION):
        pytest.skip(f"needs Quarto 1.9 or newer, found {VERSION or 'none'}")
    results = request.getfixturevalue("demonstration_file")
    folder = tmp_path_factory.mktemp("quarto")
    QuartoEngine(PROGRAM).render(jobs_of(LANGUAGES), results, folder, lambda _: None)
    return Edition(folder, results)


def said(edition: Edition, name: str, *kinds: str) -> list[str]:
    """The texts of these kinds, in reading order."""
    return [piece.text for piece in load(edition.page(name)) if piece.kind in kinds]


def figures(edition: Edition, name: str) -> Iterator[str]:
    """Every number of the page, as it is written."""
    language = LANGUAGES[name.endswith("en")]
    for piece in load(edition.page(name)):
        yield from (f"{piece.kind} {each.text}" for each in numbers(piece.text, language))


@pytest.mark.parametrize("kind", ["heading", "caption", "alt"])
@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_same_headings_captions_and_descriptions(
    quarto_edition, demonstration_edition, name, kind
):
    found = said(demonstration_edition, name, kind)
    assert found
    assert said(quarto_edition, name, kind) == found


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_print_the_same_numbers_in_the_same_places(
    quarto_edition, demonstration_edition, name
):
    found = list(figures(demonstration_edition, name))
    assert len(found) > 500
    assert list(figures(quarto_edition, name)) == found


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_set_the_same_text_on_the_same_pages(
    quarto_edition, demonstration_edition, name
):
    sheets = [
        [re.sub(r"\s+", "", sheet.extract_text()) for sheet in PdfReader(made.pdf(name)).pages]
        for made in (quarto_edition, demonstration_edition)
    ]
    assert sheets[0] == sheets[1]


@pytest.mark.parametrize("name", NAMES)
def test_an_independent_checker_finds_no_error_in_quartos_pdf(quarto_edition, name):
    report = pdfua.validate(str(quarto_edition.pdf(name)))
    assert [finding.message for finding in report.findings] == []


@pytest.mark.parametrize("name", NAMES)
def test_quartos_page_loads_nothing_and_leaves_nothing_unresolved(quarto_edition, name):
    seen = read_page(quarto_edition.page(name))
    assert seen.remote == []
    assert unresolved(" ".join(seen.words)) == []
