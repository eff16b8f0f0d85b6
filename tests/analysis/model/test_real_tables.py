"""What is true of the model on the store's real tables; skipped where they are not."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def facts(real_results):
    return real_results.model


def verdict(facts, key):
    return next(sentinel for sentinel in facts.sentinels if sentinel.key == key)


def test_the_honest_figures_are_as_good_as_was_asked(facts):
    assert facts.procedure.roc_auc.value >= 0.910
    assert facts.procedure.log_loss.value <= 0.315
    assert facts.procedure.brier.value <= 0.092
    assert facts.procedure.ece.value <= 0.045


def test_no_figure_is_too_good_to_be_true(facts):
    assert facts.procedure.roc_auc.value < 0.94
    best = max(candidate.scores.roc_auc.value for candidate in facts.candidates)
    assert best < 0.94


def test_the_procedure_is_no_better_than_the_best_of_what_it_chooses_from(facts):
    least = min(candidate.scores.log_loss.value for candidate in facts.candidates)
    assert facts.procedure.log_loss.value >= least - 0.003


def test_the_id_gives_the_label_away_and_is_said_to(facts):
    assert verdict(facts, "id_signal").figure > 0.99
    assert verdict(facts, "id_signal").verdict == "warn"


def test_twins_parted_flatter_the_model(facts):
    twins = verdict(facts, "twins_across_folds")
    assert twins.customers >= 42
    assert twins.figure > twins.reference


def test_the_fast_explanation_agrees_with_the_long_one(facts):
    assert facts.explanation_check.correlation >= 0.95


def test_every_candidate_of_the_mission_has_its_row(facts):
    keys = [candidate.key for candidate in facts.candidates]
    assert {"knn", "tree", "logistic", "svc", "dummy"} <= set(keys)
    assert keys[-1] == "dummy"
    assert facts.beats_chance
