"""What is said where Quarto or Pandoc fails, warns, leaves nothing or is missing."""

from __future__ import annotations

from pathlib import Path

import pypandoc
import pytest

from analysis.errors import EnvironmentProblemError
from report.engines import quarto
from report.engines.errors import DocumentError
from report.engines.job import WORD, Job
from report.engines.pandoc import pandoc_program
from report.engines.quarto import QuartoEngine
from tests.messages import message_of
from tests.report.engines.fake_quarto import FAILING_CELL, write_quarto

HEAD = "---\ntitle: T\nlang: en\n---\n\n"
BROKEN = f"{HEAD}```{{python}}\nmonth = 1\nmoth\n```\n"


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """An empty folder in the project's place."""
    folder: Path = tmp_path / "project"
    folder.mkdir()
    monkeypatch.setattr(quarto, "PROJECT", folder)
    monkeypatch.setattr(quarto, "BUILT", folder / "built")
    return folder


def refusal(error: type[Exception], document: Path, text: str, says: str, code: int = 0) -> str:
    document.write_text(text, encoding="utf-8")
    engine = QuartoEngine(str(write_quarto(document.parent, says, code=code)))
    job, folder = Job(source=document, name="doc"), document.parent
    return message_of(
        error, lambda: engine.render([job], folder / "results.json", folder, lambda _: None)
    )


@pytest.mark.parametrize("place", ["doc.qmd", "../doc.qmd"])
def test_a_cell_that_fails_is_told_as_the_embedded_engine_tells_it(project, place):
    document = (project / place).resolve()
    assert refusal(DocumentError, document, BROKEN, FAILING_CELL, code=1) == (
        f"{document}, line 8: NameError: name 'moth' is not defined\n"
        "  Fix: repair the code of this line"
    )


def test_a_reference_to_nothing_is_told_as_the_embedded_engine_tells_it(project):
    document = project / "doc.qmd"
    warning = "WARN: Unable to resolve crossref @fig-x"
    assert refusal(DocumentError, document, f"{HEAD}See @fig-x.\n", warning) == (
        f"{document}: @fig-x refers to nothing in this document\n  Fix: correct the document"
    )


@pytest.mark.parametrize(
    ("says", "code"),
    [("\n\x1b[31mERROR: no space left\x1b[39m\n", 1), ("(E) ERROR: no space left", 0)],
)
def test_a_failure_of_quarto_alone_shows_the_end_of_what_it_said(project, says, code):
    said = refusal(EnvironmentProblemError, project / "doc.qmd", f"{HEAD}Fine.\n", says, code)
    assert said.replace("(E) ", "") == (
        "Quarto could not render doc.qmd:\n"
        "    ERROR: no space left\n"
        "  Fix: repair what it names, or use --engine embedded"
    )


def test_a_document_outside_the_project_is_refused(project, tmp_path):
    document = tmp_path / "doc.qmd"
    assert refusal(EnvironmentProblemError, document, f"{HEAD}Fine.\n", "") == (
        f"{document}: Quarto renders documents of the project {project} only\n"
        "  Fix: move it there, or use --engine embedded"
    )


def test_a_document_that_the_project_does_not_list_is_named(project):
    harmless = "WARN: veraPDF is not installed"
    assert refusal(EnvironmentProblemError, project / "doc.qmd", HEAD, harmless) == (
        "Quarto made no doc.html\n"
        "  Fix: list its source under `render` in _quarto.yml, or use --engine embedded"
    )


def test_the_word_file_beside_quartos_pages_is_made_by_the_embedded_engine(project, tmp_path):
    (project / "doc.qmd").write_text(f"{HEAD}Fine.\n", encoding="utf-8")
    (project / "built").mkdir()
    for suffix in ("html", "pdf"):
        (project / "built" / f"doc.{suffix}").write_text("by Quarto", encoding="utf-8")
    engine = QuartoEngine(str(write_quarto(tmp_path, "")))
    job = Job(source=project / "doc.qmd", name="doc-en", formats=("html", "pdf", WORD))
    engine.render([job], tmp_path / "results.json", tmp_path, lambda _: None)
    assert (tmp_path / "doc-en.html").read_text(encoding="utf-8") == "by Quarto"
    assert (tmp_path / "doc-en.docx").is_file()


def test_a_package_without_its_pandoc_names_the_repair(monkeypatch):
    def absent() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", absent)
    pandoc_program.cache_clear()
    assert message_of(EnvironmentProblemError, pandoc_program) == (
        "Pandoc is not installed\n  Fix: pip install --force-reinstall pypandoc-binary"
    )
