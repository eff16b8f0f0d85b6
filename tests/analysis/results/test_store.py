"""Results survive their file, give the same bytes, and refuse what is not theirs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from analysis.errors import ReportError
from analysis.results.facts import SCHEMA_VERSION
from analysis.results.store import dump_results, load_results, save_results
from tests.report.facts_factory import make_results

# Other programs read these; taking one away breaks them.
STABLE = (
    "customers_read",
    "customers_kept",
    "customers_set_aside",
    "twin_pairs",
    "dropped_share",
    "model",
    "roc_auc",
    "roc_auc_low",
    "roc_auc_high",
    "log_loss",
    "brier",
    "ece",
    "threshold",
    "f1",
    "recall",
    "precision",
    "customers_at_risk",
    "profit_at_risk",
    "expected_gain",
)
STABLE_OF_A_SEGMENT = ("customers", "share", "mean_risk", "profit", "profit_at_risk", "offers")


def test_results_come_back_from_their_file_as_they_were(tmp_path):
    path = tmp_path / "results.json"
    save_results(make_results(), path)
    stored = load_results(path)
    save_results(stored, tmp_path / "again.json")
    assert load_results(tmp_path / "again.json") == stored
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_the_stable_figures_are_flat_under_headline_and_by_key_under_segments():
    facts = json.loads(dump_results(make_results()))
    assert facts["schema_version"] == SCHEMA_VERSION
    assert set(STABLE) <= set(facts["headline"])
    assert all(isinstance(facts["headline"][name], int | float | str) for name in STABLE)
    for segment in facts["segments"].values():
        assert set(STABLE_OF_A_SEGMENT) <= set(segment)


def test_a_sum_in_another_order_gives_the_same_bytes():
    results = make_results()
    wobble = replace(
        results, headline=replace(results.headline, log_loss=results.headline.log_loss + 1e-15)
    )
    assert dump_results(wobble) == dump_results(results)


def test_absent_results_name_the_command_that_makes_them(tmp_path):
    path = tmp_path / "results.json"
    with pytest.raises(ReportError) as error:
        load_results(path)
    assert str(error.value) == (
        f"{path}: there are no stored results\n  Fix: make them with: retention report"
    )


def test_results_of_another_version_name_the_command_that_rebuilds_them(tmp_path):
    path = tmp_path / "results.json"
    path.write_text('{"schema_version": 0}', encoding="utf-8")
    with pytest.raises(ReportError) as error:
        load_results(path)
    assert str(error.value) == (
        f"{path}: the results are of version 0, this program reads {SCHEMA_VERSION}\n"
        "  Fix: make them again with: retention report"
    )


def test_a_file_that_is_no_results_file_is_refused(tmp_path):
    path = tmp_path / "results.json"
    path.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(ReportError) as error:
        load_results(path)
    assert str(error.value) == (
        f"{path}: not a results file\n  Fix: make it again with: retention report"
    )


def test_damaged_results_name_the_place(tmp_path):
    path = tmp_path / "results.json"
    facts = json.loads(dump_results(make_results()))
    del facts["headline"]["roc_auc"]
    path.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ReportError) as error:
        load_results(path)
    assert str(error.value) == (
        f"{path}: 'headline.roc_auc' is missing or damaged\n"
        "  Fix: make the results again with: retention report"
    )


@pytest.mark.parametrize(
    ("part", "fact"),
    [("plan", "offers"), ("plan", "decided_customers"), ("plan", "control")],
)
def test_results_of_an_older_program_are_refused_rather_than_read_as_nothing(part, fact, tmp_path):
    path = tmp_path / "results.json"
    facts = json.loads(dump_results(make_results()))
    del facts[part][fact]
    path.write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(ReportError) as error:
        load_results(path)
    assert str(error.value) == (
        f"{path}: '{part}.{fact}' is missing or damaged\n"
        "  Fix: make the results again with: retention report"
    )
