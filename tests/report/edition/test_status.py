"""What `retention status` says of each month."""

from __future__ import annotations

import shutil

import pytest

from report.console.edition_lines import status_lines
from report.edition.status import examine_editions
from tests.report.edition.test_reuse import SETTINGS, publish, write_month


@pytest.fixture
def store(tmp_path):
    """Two months, the newer with an edition that knows of the older."""
    months = tuple(write_month(tmp_path / "data", name) for name in ("2026-09", "2026-10"))
    publish(months[1], tmp_path / "out", before=months[:1])
    return months


def lines(store, tmp_path, settings=SETTINGS) -> list[str]:
    return [*status_lines(examine_editions(store, tmp_path / "out", settings))]


def test_months_are_told_newest_first(store, tmp_path):
    assert lines(store, tmp_path) == ["2026-10  up to date", "2026-09  missing"]


def test_an_edition_of_an_earlier_month_makes_the_newest_out_of_date(store, tmp_path):
    publish(store[0], tmp_path / "out")
    assert lines(store, tmp_path) == [
        "2026-10  out of date: the forecast of 2026-09 came",
        "2026-09  up to date",
        "  Fix: make the newest edition with: retention report",
    ]


def test_what_the_month_before_sent_makes_the_newest_out_of_date(store, tmp_path):
    for month in store:
        (month.path / "campaign.csv").write_text("id,contacted\n", encoding="utf-8")
    assert lines(store, tmp_path)[0] == "2026-10  out of date: table 2026-09/campaign.csv came"


def test_every_reason_is_told_once(store, tmp_path):
    (store[0].path / "money.csv").write_text("id\n", encoding="utf-8")
    for name in ("results.json", "customers.csv"):
        (tmp_path / "out" / "2026-10" / name).unlink()
    assert lines(store, tmp_path, SETTINGS.model_copy(update={"seed": 1}))[0] == (
        "2026-10  out of date: table 2026-09/money.csv changed; setting seed changed; "
        "file results.json changed or is missing; file customers.csv changed or is missing"
    )


def test_more_reasons_than_a_line_holds_are_counted(store, tmp_path):
    model = SETTINGS.model.model_copy(
        update=dict.fromkeys(("outer_folds", "inner_folds", "repeats", "bootstrap"), 7)
    )
    risk = SETTINGS.risk.model_copy(update={"high_risk": 0.9})
    other = SETTINGS.model_copy(update={"seed": 1, "model": model, "risk": risk})
    (store[1].path / "money.csv").write_text("id\n", encoding="utf-8")
    assert lines(store, tmp_path, other)[0].endswith("setting risk.high_risk changed; and 1 more")


def test_a_forecast_alone_is_told_as_such(store, tmp_path):
    said = publish(store[0], tmp_path / "out")
    publish(store[1], tmp_path / "out", before=store[:1])
    manifest = (said / "manifest.json").read_text(encoding="utf-8")
    alone = manifest.replace('"results.json"', '"other.json"')
    (said / "manifest.json").write_text(alone, encoding="utf-8")
    assert lines(store, tmp_path) == ["2026-10  up to date", "2026-09  forecast only"]


def test_where_there_is_no_edition_yet_every_month_is_missing(store, tmp_path):
    shutil.rmtree(tmp_path / "out")
    assert lines(store, tmp_path) == [
        "2026-10  missing",
        "2026-09  missing",
        "  Fix: make the newest edition with: retention report",
    ]
