"""What `quarto render` does first: compute the month once, and again only when it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import pipeline
from analysis.intake.months import MonthFolder
from analysis.settings import read_settings
from report import prerender
from tests.report.facts_factory import make_results


@pytest.fixture
def computed(tmp_path, monkeypatch) -> list[str]:
    """The months that were computed; the analysis itself is replaced by facts at hand."""
    months: list[str] = []

    def compute(folder, *_):
        months.append(folder.name)
        return make_results()

    monkeypatch.setattr(pipeline, "compute_results", compute)
    monkeypatch.setattr(prerender, "RESULTS", tmp_path / "_build" / "results.json")
    monkeypatch.setattr(prerender, "KEY", tmp_path / "_build" / "results.key")
    return months


def month_in(folder: Path) -> MonthFolder:
    folder.mkdir()
    (folder / "money.csv").write_text("id;Прибыль\n1;2\n", encoding="utf-8")
    return MonthFolder(name=folder.name, path=folder)


def test_an_unchanged_month_is_computed_once(computed, tmp_path):
    month = month_in(tmp_path / "2026-10")
    for _ in range(2):
        prerender.prepare_results(month, read_settings())
    assert computed == ["2026-10"]


def test_a_changed_table_or_setting_is_computed_again(computed, tmp_path):
    month, settings = month_in(tmp_path / "2026-10"), read_settings()
    prerender.prepare_results(month, settings)
    (month.path / "money.csv").write_text("id;Прибыль\n1;3\n", encoding="utf-8")
    prerender.prepare_results(month, settings)
    prerender.prepare_results(month, settings.model_copy(update={"seed": 7}))
    assert len(computed) == 3
