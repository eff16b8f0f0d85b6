"""What the Quarto engine says of a program that fails, warns or leaves nothing."""

from __future__ import annotations

import pytest

from analysis.errors import EnvironmentProblemError
from report.engines import quarto
from report.engines.job import Job
from report.engines.quarto import QuartoEngine
from report.paths import PROJECT

JOB = Job(source=PROJECT / "report" / "en" / "management.qmd", name="management-en")


@pytest.fixture
def stand_in(tmp_path):
    """A program in Quarto's place that runs these lines of the shell."""

    def write(*lines: str) -> QuartoEngine:
        program = tmp_path / "quarto"
        program.write_text("\n".join(("#!/bin/sh", *lines)) + "\n", encoding="utf-8")
        program.chmod(0o755)
        return QuartoEngine(str(program))

    return write


def refusal(engine, folder) -> str:
    with pytest.raises(EnvironmentProblemError) as error:
        engine.render([JOB], folder / "results.json", folder, lambda _: None)
    return str(error.value)


def test_a_failure_shows_the_end_of_what_quarto_said(stand_in, tmp_path):
    engine = stand_in("echo 'ERROR: no space left' >&2", "exit 1")
    assert refusal(engine, tmp_path) == (
        "Quarto could not render management.qmd:\n"
        "    ERROR: no space left\n"
        "  Fix: repair what it names, or use --engine embedded"
    )


def test_a_warning_about_the_report_stops_it_and_one_about_quarto_does_not(stand_in, tmp_path):
    engine = stand_in(
        "echo 'WARN: veraPDF is not installed'", "echo 'WARN: Unable to resolve crossref @fig-x'"
    )
    assert refusal(engine, tmp_path) == (
        "Quarto could not render management.qmd:\n"
        "    WARN: Unable to resolve crossref @fig-x\n"
        "  Fix: repair what it names, or use --engine embedded"
    )


def test_a_document_that_the_project_does_not_list_is_named(stand_in, tmp_path, monkeypatch):
    monkeypatch.setattr(quarto, "BUILT", tmp_path / "built")
    assert refusal(stand_in("exit 0"), tmp_path) == (
        "Quarto made no report/en/management.html\n"
        "  Fix: list its source under `render` in _quarto.yml, or use --engine embedded"
    )
