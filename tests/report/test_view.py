"""What a document opens first."""

from __future__ import annotations

from analysis.errors import ReportError
from analysis.results.store import save_results
from report.view import open_view
from tests.messages import message_of
from tests.report.facts_factory import make_data, make_results


def test_the_results_that_the_environment_names_are_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("RETENTION_RESULTS", str(tmp_path / "r.json"))
    save_results(make_results(), tmp_path / "r.json")
    r = open_view("ru")
    assert (r.store, r.unit, r.results.headline.customers_kept) == (
        "В один клик",
        "у.\N{NO-BREAK SPACE}е.",
        1296,
    )


def test_results_written_anew_are_read_anew(tmp_path, monkeypatch):
    path = tmp_path / "r.json"
    monkeypatch.setenv("RETENTION_RESULTS", str(path))
    save_results(make_results(), path)
    first = open_view("en").results.data.month
    save_results(make_results(data=make_data(month="2026-11")), path)
    assert (first, open_view("en").results.data.month) == ("2026-10", "2026-11")


def test_missing_results_name_the_command_that_makes_them(tmp_path, monkeypatch):
    path = tmp_path / "none.json"
    monkeypatch.setenv("RETENTION_RESULTS", str(path))
    assert message_of(ReportError, lambda: open_view("en")) == (
        f"{path}: there are no stored results\n  Fix: make them with: retention report"
    )
