"""Results survive their file, give the same bytes, and refuse what is not theirs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from analysis.errors import ReportError
from analysis.results.facts import SCHEMA_VERSION
from analysis.results.store import dump_results, load_results, save_results
from tests.messages import message_of
from tests.report.facts_factory import make_results

# Other programs read these; taking one away breaks them.
STABLE = set(
    re.findall(
        r"\w+",
        "customers_read customers_kept customers_set_aside twin_pairs dropped_share model roc_auc "
        "roc_auc_low roc_auc_high log_loss brier ece threshold f1 recall precision "
        "customers_at_risk profit_at_risk expected_gain",
    )
)
STABLE_OF_A_SEGMENT = {"customers", "share", "mean_risk", "profit", "profit_at_risk", "offers"}
AGAIN = "  Fix: make the results again with: retention report"


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
    assert set(facts["headline"]) >= STABLE
    assert all(isinstance(facts["headline"][name], int | float | str) for name in STABLE)
    for segment in facts["segments"].values():
        assert set(segment) >= STABLE_OF_A_SEGMENT


def test_a_sum_in_another_order_gives_the_same_bytes():
    results = make_results()
    wobble = replace(
        results, headline=replace(results.headline, log_loss=results.headline.log_loss + 1e-15)
    )
    assert dump_results(wobble) == dump_results(results)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there are no stored results\n  Fix: make them with: retention report"),
        ("[1, 2]", "not a results file\n  Fix: make it again with: retention report"),
        (
            '{"schema_version": 0}',
            f"the results are of version 0, this program reads {SCHEMA_VERSION}\n"
            "  Fix: make them again with: retention report",
        ),
    ],
)
def test_what_is_no_results_file_of_this_program_names_the_command_that_makes_one(
    text, said, tmp_path
):
    path = tmp_path / "results.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert message_of(ReportError, lambda: load_results(path)) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("part", "fact"), [("headline", "roc_auc"), ("plan", "offers"), ("plan", "control")]
)
def test_damaged_or_older_results_are_refused_with_the_place(part, fact, tmp_path):
    path = tmp_path / "results.json"
    facts = json.loads(dump_results(make_results()))
    del facts[part][fact]
    path.write_text(json.dumps(facts), encoding="utf-8")
    said = message_of(ReportError, lambda: load_results(path))
    assert said == f"{path}: '{part}.{fact}' is missing or damaged\n{AGAIN}"
