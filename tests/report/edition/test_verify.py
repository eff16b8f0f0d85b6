"""An edition made again elsewhere is compared file by file."""

from __future__ import annotations

import platform
import shutil

import pytest

from analysis import pipeline
from analysis.errors import EnvironmentProblemError, ReportError
from report.console.edition_lines import verification_lines
from report.edition import changes
from report.edition.verify import verify_edition
from tests.messages import message_of
from tests.report.edition.test_build import FakeEngine
from tests.report.edition.test_reuse import publish, results_of, write_month


@pytest.fixture
def edition(tmp_path, monkeypatch):
    """An edition of the newer of two months; the analysis is replaced by facts at hand."""
    months = [write_month(tmp_path / "data", name) for name in ("2026-09", "2026-10")]

    def compute(folders, settings, _, *, month, earlier):
        assert [forecast.facts.month for forecast in earlier] == ["2026-09"]
        assert month == "2026-10"
        *before, newest = folders
        return results_of(newest, settings, tuple(before))

    monkeypatch.setattr(pipeline, "compute_results", compute)
    publish(months[0], tmp_path / "out")
    return publish(months[1], tmp_path / "out", before=tuple(months[:1]))


def verify(edition, data, page: str = FakeEngine().page) -> list[str]:
    """What is printed of the files that are not equal, and the last line."""
    files = verify_edition(edition, data, lambda _: FakeEngine(page=page), lambda _: None)
    return [line for line in verification_lines(files) if not line.startswith("equal")]


@pytest.mark.usefixtures("edition")
def test_an_edition_of_the_same_tables_is_equal_wherever_both_stand(tmp_path):
    elsewhere = tmp_path / "another" / "place"
    shutil.copytree(tmp_path / "out", elsewhere / "editions")
    shutil.copytree(tmp_path / "data", elsewhere / "tables")
    assert verify(elsewhere / "editions" / "2026-10", elsewhere / "tables") == [
        "15 of 15 files are equal"
    ]


def test_what_came_since_is_not_read(edition, tmp_path):
    for name in ("2026-08", "2026-11"):
        publish(write_month(tmp_path / "data", name), tmp_path / "out")
    assert verify(edition, tmp_path / "data") == ["15 of 15 files are equal"]


def test_files_that_differ_are_missing_or_came_are_named(edition, tmp_path):
    (edition / "customers.csv").write_text("", encoding="utf-8")
    (edition / "management-en.pdf").unlink()
    (edition / "notes.txt").write_text("", encoding="utf-8")
    assert verify(edition, tmp_path / "data") == [
        "different   customers.csv",
        "missing     management-en.pdf",
        "unexpected  notes.txt",
        "13 of 16 files are equal",
    ]


def test_an_edited_forecast_is_seen(edition, tmp_path):
    said = edition / "forecast.json"
    said.write_text(said.read_text(encoding="utf-8").replace("494", "493"), encoding="utf-8")
    assert "different   forecast.json" in verify(edition, tmp_path / "data")


def test_another_program_cannot_be_compared(edition, tmp_path, monkeypatch):
    was = platform.python_version()
    monkeypatch.setattr(changes, "hash_program", lambda: "another")
    monkeypatch.setattr(changes, "hash_drawing", lambda: "another")
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert message_of(EnvironmentProblemError, lambda: verify(edition, tmp_path / "data")) == (
        f"{edition}: made by another version of the program, cannot be compared: "
        f"the program changed; package python is 3.99.0, was {was}; "
        "documents, templates or what draws them changed\n"
        "  Fix: verify it with the program and the packages that made it"
    )


def test_other_tables_or_forecasts_are_refused(edition, tmp_path):
    (tmp_path / "data" / "2026-09" / "money.csv").write_text("id\n", encoding="utf-8")
    (tmp_path / "out" / "2026-09" / "forecast.json").write_text("{}", encoding="utf-8")
    assert message_of(ReportError, lambda: verify(edition, tmp_path / "data")) == (
        f"{edition}: it was made of something else: table 2026-09/money.csv changed; "
        "the forecast of 2026-09 changed\n"
        "  Fix: name the tables that it was made of with --data"
    )


def test_what_is_no_edition_is_refused(tmp_path):
    assert message_of(ReportError, lambda: verify(tmp_path, tmp_path)) == (
        f"{tmp_path}: this is no edition that this program can read\n"
        "  Fix: name the folder of a month, e.g. _report/2026-10"
    )
