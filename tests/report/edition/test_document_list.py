"""A document or a section is a file, named once."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.edition.document_list import jobs_of
from report.engines.embedded import EmbeddedEngine
from report.engines.errors import DocumentError
from report.engines.output_text import read_page
from tests.messages import message_of

PROJECT = "project:\n  render:\n    - report/en/management.qmd\n    - report/ru/management.qmd\n"
HEAD = "---\ntitle: T\nlang: en\n---\n\n## First\n\n"


def test_the_project_names_the_documents_of_an_edition():
    assert [job.name for job in jobs_of(["ru", "en"])] == [
        "management-ru",
        "technical-ru",
        "management-en",
        "technical-en",
    ]
    assert all(job.source.is_file() for job in jobs_of(["ru", "en"]))


def test_a_document_is_added_by_a_line_of_the_project(tmp_path):
    project = tmp_path / "_quarto.yml"
    project.write_text(PROJECT + "    - report/en/weekly.qmd\n", encoding="utf-8")
    english = jobs_of(["en"], project=project)
    assert [job.name for job in english] == ["management-en", "weekly-en"]
    assert english[1].source == tmp_path / "report" / "en" / "weekly.qmd"
    assert [job.name for job in jobs_of(["ru"], project=project)] == ["management-ru"]


@pytest.mark.parametrize("text", ["", "project: documents", "project:\n  render: all\n", "- a"])
def test_a_project_that_lists_no_documents_says_how_to_list_them(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("_quarto.yml").write_text(text, encoding="utf-8")
    project = tmp_path / "_quarto.yml"
    assert message_of(DocumentError, lambda: jobs_of(["en"], project=project)) == (
        "_quarto.yml: it does not list the documents under project, render\n"
        "  Fix: list them there, e.g. - report/en/management.qmd"
    )


def test_a_document_with_a_section_of_its_own_file_reaches_the_page_and_the_pdf(tmp_path):
    folder, project = tmp_path / "en", tmp_path / "_quarto.yml"
    folder.mkdir()
    project.write_text("project:\n  render:\n    - en/doc.qmd\n", encoding="utf-8")
    (folder / "_returns.qmd").write_text(
        "## Returns: `{python} parcels` parcels\n\n```{python}\nparcels += 1\n```\n\n"
        "One more is `{python} parcels`.\n",
        encoding="utf-8",
    )
    (folder / "doc.qmd").write_text(
        f"{HEAD}```{{python}}\nparcels = 4\n```\n\n{{{{< include _returns.qmd >}}}}\n\nThe end.\n",
        encoding="utf-8",
    )
    jobs = jobs_of(["en"], project=project)
    EmbeddedEngine().render(jobs, tmp_path / "none.json", tmp_path, lambda _: None)
    text = " ".join(" ".join(read_page(tmp_path / "doc-en.html").words).split())
    assert "First Returns: 4 parcels One more is 5. The end." in text
    assert (tmp_path / "doc-en.pdf").is_file()
