"""The management pages look as a person approved them (`make pictures` draws the approved ones)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from analysis.vocabulary import LANGUAGES
from report.edition.document_list import jobs_of
from report.engines import embedded
from report.engines.brand import typst_palette
from report.engines.embedded import EmbeddedEngine
from report.engines.job import Job
from report.paths import PROJECT
from tests.tools.pictures import approve, approved_pages, changed_pages, differing_share, draw_pages

# Bytes: pictures are read by everybody who clones the project.
ROOM = 1_500_000


def render(source: Path, name: str, results: Path, folder: Path) -> Path:
    job = Job(source=source, name=name, formats=("pdf",))
    EmbeddedEngine().render([job], results, folder, lambda _: None)
    return folder / f"{name}.pdf"


@pytest.fixture(scope="module")
def documents(demonstration_file, tmp_path_factory) -> dict[str, Path]:
    """The document in each language as it is now."""
    folder = tmp_path_factory.mktemp("now")
    jobs = [job for job in jobs_of(LANGUAGES) if job.name.startswith("management")]
    return {job.name[-2:]: render(job.source, job.name, demonstration_file, folder) for job in jobs}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_look_as_they_were_approved(language, documents):
    made = documents[language]
    assert changed_pages(made) == [], "if this is as wanted: make pictures, look, commit"


def with_fault(folder: Path, old: str, new: str) -> Path:
    """The English management document with a part of its source replaced."""
    original = PROJECT / "report" / "en" / "management.qmd"
    shutil.copy(original.with_name("_open.qmd"), folder)
    text = original.read_text(encoding="utf-8")
    assert old in text
    source = folder / "management.qmd"
    source.write_text(text.replace(old, new, 1), encoding="utf-8")
    return source


@pytest.fixture(scope="module")
def as_it_is(documents, tmp_path_factory) -> Path:
    """The pages of the document as it is now, approved for the faults to be compared with."""
    folder: Path = tmp_path_factory.mktemp("approved")
    approve(documents["en"], folder)
    return folder


HEADING = "## `{python} portrait.heading(view)`\n\n"
LEAD = "`{python} portrait.lead(view)`\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "page"),
    [
        pytest.param("```{python}\nmonth.picture(view)\n```\n", "", 1, id="a chart is removed"),
        pytest.param(
            f"{HEADING}{LEAD}", f"{LEAD}\n{HEADING}", 3, id="a heading is below what it heads"
        ),
    ],
)
def test_a_visible_fault_is_found(old, new, page, as_it_is, demonstration_file, tmp_path):
    made = render(with_fault(tmp_path, old, new), "management-en", demonstration_file, tmp_path)
    assert [line.split(":")[0] for line in changed_pages(made, as_it_is)] == [
        f"management-en, page {page}"
    ]


@pytest.mark.slow
def test_another_colour_is_found(as_it_is, demonstration_file, tmp_path, monkeypatch):
    changed = typst_palette().replace("0b5c7a", "7a0b5c")
    assert changed != typst_palette()
    monkeypatch.setattr(embedded, "typst_palette", lambda: changed)
    source = PROJECT / "report" / "en" / "management.qmd"
    made = render(source, "management-en", demonstration_file, tmp_path)
    assert changed_pages(made, as_it_is)


@pytest.mark.slow
def test_a_page_more_is_found(as_it_is, demonstration_file, tmp_path):
    source = with_fault(
        tmp_path, "## `{python} decisions", "{{< pagebreak >}}\n\n## `{python} decisions"
    )
    made = render(source, "management-en", demonstration_file, tmp_path)
    pages = len(list(draw_pages(made, 1)))
    approved = len(approved_pages("management-en", as_it_is))
    assert pages != approved
    assert changed_pages(made, as_it_is) == [
        f"management-en: {pages} pages, approved are {approved}"
    ]


def test_pages_of_another_size_differ_wholly():
    assert differing_share(Image.new("RGB", (2, 2)), Image.new("RGB", (2, 3))) == 1


def test_all_approved_pictures_together_stay_small():
    pictures = [path for name in ("ru", "en") for path in approved_pages(f"management-{name}")]
    assert pictures
    assert sum(path.stat().st_size for path in pictures) < ROOM
