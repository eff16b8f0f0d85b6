"""The finished documents, rendered once a session for every test that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analysis.results.store import save_results
from analysis.vocabulary import LANGUAGES, Language
from report.edition.document_list import jobs_of
from report.engines.embedded import EmbeddedEngine
from tests.documents.browser import running
from tests.documents.facts import Book, all_facts, read_book
from tests.documents.pages import DOCUMENTS

NAMES = [f"{name}-{language}" for name in DOCUMENTS for language in LANGUAGES]


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents of one month, and the results they were made of."""

    folder: Path
    results: Path

    def page(self, name: str) -> Path:
        return self.folder / f"{name}.html"

    def pdf(self, name: str) -> Path:
        return self.folder / f"{name}.pdf"


def rendered(results: Path, folder: Path) -> Edition:
    EmbeddedEngine().render(jobs_of(LANGUAGES), results, folder, lambda _: None)
    return Edition(folder, results)


@pytest.fixture(scope="session")
def demonstration_edition(demonstration_file, tmp_path_factory) -> Edition:
    return rendered(demonstration_file, tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="session")
def real_edition(real_results, tmp_path_factory) -> Edition:
    folder = tmp_path_factory.mktemp("real")
    save_results(real_results, folder / "results.json")
    return rendered(folder / "results.json", folder)


@pytest.fixture(scope="session", params=["demonstration", "real"])
def edition(request) -> Edition:
    """Each edition in turn; the real one where the store's tables are at hand."""
    found: Edition = request.getfixturevalue(f"{request.param}_edition")
    return found


@pytest.fixture(scope="session")
def books(edition) -> dict[tuple[str, Language], Book]:
    """Every HTML page of the edition, read beside its facts."""
    facts = all_facts(edition.results)
    return {
        (name, language): read_book(edition.folder, name, language, facts)
        for name in DOCUMENTS
        for language in LANGUAGES
    }


# Not for the session: as long as it runs, no other test of this process may use asyncio.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each opens a window of its own in it."""
    with running() as found:
        yield found
