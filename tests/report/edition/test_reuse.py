"""Results are used again only while nothing they depend on has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.intake.facts import InputFile
from analysis.results.facts import Results
from analysis.settings import read_settings
from report.edition import reuse
from report.edition.build import publish_edition
from report.edition.manifest import sha256
from report.edition.request import EditionRequest, find_or_compute
from report.edition.reuse import find_results, make_thorough
from report.engines.job import FORMATS
from tests.report.edition.test_build import FakeEngine
from tests.report.facts_factory import make_results

SETTINGS = read_settings()
TABLES = ("market_file.csv", "market_money.csv", "market_time.csv", "money.csv")


def results_of(month, settings) -> Results:
    results = make_results()
    files = tuple(
        InputFile(
            name=name,
            sha256=sha256(month.path / name),
            rows=1,
            separator=",",
            encoding="UTF-8",
            decimal_comma=False,
        )
        for name in TABLES
    )
    data = replace(results.data, month=month.name, files=files, demonstration=False)
    return replace(results, data=data, settings=settings, versions={})


def publish(month, output, settings=SETTINGS):
    results = results_of(month, settings)
    return publish_edition(results, output, engine=FakeEngine(), languages=["en"]).folder


def test_an_unchanged_month_is_not_computed_again(month, tmp_path, monkeypatch):
    publish(month, tmp_path / "out")
    monkeypatch.setattr(reuse, "compute", lambda *_: pytest.fail("computed again"))
    wanted = EditionRequest(
        output=tmp_path / "out",
        month=month.name,
        data=month.path,
        settings=SETTINGS,
        languages=("en",),
        formats=FORMATS,
    )
    heard: list[str] = []
    assert find_or_compute(wanted, heard.append, fresh=False).data.month == "2026-10"
    assert heard == ["nothing changed: the edition's results are used again"]


def test_a_thorough_result_stands_in_for_a_default_one(month, tmp_path):
    edition = publish(month, tmp_path / "out", make_thorough(SETTINGS))
    found = find_results(edition, month, SETTINGS)
    assert found is not None
    assert found.settings.model.repeats == SETTINGS.model.thorough_repeats


def test_a_default_result_does_not_stand_in_for_a_thorough_one(month, tmp_path):
    edition = publish(month, tmp_path / "out")
    assert find_results(edition, month, make_thorough(SETTINGS)) is None


def test_one_changed_cell_means_computing_anew(month, tmp_path):
    edition = publish(month, tmp_path / "out")
    (month.path / "money.csv").write_text("id\nother\n", encoding="utf-8")
    assert find_results(edition, month, SETTINGS) is None


def test_a_second_table_of_the_same_name_in_another_case_is_not_passed_over(month, tmp_path):
    edition = publish(month, tmp_path / "out")
    (month.path / "MONEY.csv").write_text("id\n", encoding="utf-8")
    assert find_results(edition, month, SETTINGS) is None


def test_other_settings_mean_computing_anew(month, tmp_path):
    edition = publish(month, tmp_path / "out")
    assert find_results(edition, month, SETTINGS.model_copy(update={"seed": 1})) is None


def test_another_program_means_computing_anew(month, tmp_path, monkeypatch):
    edition = publish(month, tmp_path / "out")
    monkeypatch.setattr(reuse, "hash_program", lambda: "another")
    assert find_results(edition, month, SETTINGS) is None


def test_another_version_of_a_package_means_computing_anew(month, tmp_path, monkeypatch):
    edition = publish(month, tmp_path / "out")
    monkeypatch.setattr(reuse, "version", lambda _: "another")
    assert find_results(edition, month, SETTINGS) is None


def test_results_edited_by_hand_are_not_used(month, tmp_path):
    edition = publish(month, tmp_path / "out")
    stored = edition / "results.json"
    stored.write_text(stored.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert find_results(edition, month, SETTINGS) is None


def test_where_there_is_no_edition_nothing_is_found(month, tmp_path):
    assert find_results(tmp_path / "nowhere", month, SETTINGS) is None
