"""What `quarto render` does first: compute the month once, and again only when it changed."""

from __future__ import annotations

import pytest

from report import prerender
from report.edition import changes
from tests.report.edition.test_reuse import request_of, results_of


@pytest.fixture
def computed(monkeypatch) -> list[str]:
    """The months that were computed; the analysis itself is replaced by facts at hand."""
    months: list[str] = []

    def compute(request, _):
        months.append(request.month)
        return results_of(request.folders[-1])

    monkeypatch.setattr(prerender, "compute", compute)
    return months


def test_an_unchanged_month_is_computed_once(computed, month, tmp_path):
    for _ in range(2):
        prerender.prepare_results(request_of(tmp_path / "out", month), tmp_path)
    assert computed == ["2026-10"]


def test_another_version_of_a_package_is_computed_again(computed, month, tmp_path, monkeypatch):
    asked = request_of(tmp_path / "out", month)
    prerender.prepare_results(asked, tmp_path)
    monkeypatch.setattr(changes, "version", lambda _: "another")
    prerender.prepare_results(asked, tmp_path)
    assert len(computed) == 2
