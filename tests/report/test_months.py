"""Months as they come: missing, late, broken, misnamed, of the past and of the future."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import Result

from report.engines import choose
from tests.report.edition.test_build import FakeEngine
from tests.report.test_cli import run

SETTINGS = """
[model]
candidates = ["dummy", "logistic"]
outer_folds = 2
inner_folds = 2
bootstrap = 100
choice_draws = 100
published_splits = 2
permutation_repeats = 1
explained_hybrids = 300
reference_customers = 2
explained_background = 10
[model.search.logistic]
model__C = [0.1]
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """Six months whose outcome is the label of three months later."""
    folder: Path = tmp_path_factory.mktemp("store")
    assert run("sample", folder, "--months", "6", "--customers", "300").exit_code == 0
    return folder


@pytest.fixture
def data(store, tmp_path) -> Path:
    """A copy, to be changed."""
    return Path(shutil.copytree(store, tmp_path / "data"))


@pytest.fixture(autouse=True)
def _pages(monkeypatch) -> None:
    """Documents are not what is tested here."""
    monkeypatch.setattr(choose, "choose_engine", lambda _: FakeEngine())


def call(command: str, data: Path, *options: str | Path) -> Result:
    mine = data.with_name("mine.toml")
    mine.write_text(SETTINGS, encoding="utf-8")
    asked = ("--output", data.with_name("out"), "--settings", mine)
    return run(command, "--data", data, *asked, *options)


def history(data: Path, month: str) -> dict[str, object]:
    stored = data.with_name("out") / month / "results.json"
    found: dict[str, object] = json.loads(stored.read_text(encoding="utf-8"))["history"]
    return found


@pytest.mark.slow
def test_a_month_that_is_missing_is_told_and_makes_the_edition_out_of_date_when_it_comes(data):
    late = data.with_name("late")
    (data / "2026-08").rename(late)
    assert call("report", data, "--quiet").exit_code == 0
    assert history(data, "2026-10")["missing_months"] == ["2026-08"]
    assert call("status", data).stdout.splitlines()[0] == "2026-10  up to date"
    late.rename(data / "2026-08")
    said = call("status", data)
    assert said.exit_code == 4
    assert said.stdout.splitlines()[0] == "2026-10  out of date: month 2026-08 came"


@pytest.mark.slow
def test_an_earlier_month_is_made_as_it_was_known_then_and_comes_out_equal(data):
    assert call("report", data, "--quiet", "--month", "2026-09", "--all-months").exit_code == 0
    edition = data.with_name("out") / "2026-09"
    assert history(data, "2026-09")["meaning"] == "later_label"
    known = [month["known"] > 0 for month in history(data, "2026-09")["months"]]  # type: ignore[attr-defined]
    assert known == [True, True, False, False, False]
    shutil.rmtree(data / "2026-10")
    said = run("verify", edition, "--data", data, "--quiet")
    assert (said.exit_code, said.stdout.splitlines()[-1]) == (0, "17 of 17 files are equal")
    alone = run("verify", data.with_name("out") / "2026-08", "--data", data, "--quiet")
    assert alone.stdout.splitlines()[-1] == "3 of 3 files are equal"


def test_months_of_which_nothing_could_be_said_are_not_tried_again(data, monkeypatch):
    from analysis import pipeline
    from report.edition import missing_forecasts
    from report.edition.make import make_edition
    from tests.report.edition.test_reuse import request_of, results_of, write_month

    tried: list[str] = []

    def compute_forecasts(_, __, months):
        tried.extend(sorted(months))
        return ()

    monkeypatch.setattr(pipeline, "compute_forecasts", compute_forecasts)
    months = [write_month(data.with_name("made"), name) for name in ("2026-09", "2026-10")]
    monkeypatch.setattr(
        pipeline,
        "compute_results",
        lambda folders, *_, **__: results_of(folders[-1], before=tuple(months[:1])),
    )
    asked = request_of(data.with_name("out"), *months)
    for _ in range(2):
        make_edition(asked, FakeEngine(), lambda _: None, fresh=False, all_months=True)
    assert tried == ["2026-09"]
    assert missing_forecasts.missing_forecasts(asked) == {"2026-09"}


def test_a_broken_table_of_an_earlier_month_is_told_with_its_month(data):
    for month in ("2026-06", "2026-08"):
        (data / month / "money.csv").write_bytes(b"")
    said = call("report", data, "--quiet")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == (
        "2026-06/money.csv: the file is empty\n  Fix: export the table again\n"
        "2026-08/money.csv: the file is empty\n  Fix: export the table again\n"
    )
    assert not data.with_name("out").exists()


def test_a_folder_with_tables_whose_name_is_no_month_is_refused(data):
    (data / "2026-10").rename(data / "october")
    said = call("report", data, "--quiet")
    assert said.exit_code == 2
    assert said.stderr == (
        f"{data / 'october'}: it holds tables, but its name is not a month\n"
        "  Fix: name the folder YYYY-MM, e.g. 2026-10, or move it elsewhere\n"
    )


def test_a_month_to_come_is_the_newest_like_any_other(data):
    (data / "2026-10").rename(data / "2099-01")
    assert run("check", "--data", data).stdout.startswith("2099-01: 300 customers")
    assert call("status", data).stdout.startswith("2099-01  missing\n2026-09  missing\n")
