"""What is true of the model on the store's real tables; skipped where they are not."""

from __future__ import annotations

import pytest

from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.model.fit import fit_model
from tests.analysis.random_store import REAL_TABLES, SETTINGS, needs_real_tables

pytestmark = [needs_real_tables, pytest.mark.slow]


@pytest.fixture(scope="module")
def facts():
    base = read_base(choose_month(REAL_TABLES, None), SETTINGS.data)
    return fit_model(base, SETTINGS).facts


def verdict(facts, key):
    return next(sentinel for sentinel in facts.sentinels if sentinel.key == key)


def test_probabilities_are_as_good_as_was_asked(facts):
    assert facts.procedure.log_loss.value <= 0.315
    assert facts.procedure.brier.value <= 0.092
    assert facts.procedure.ece.value <= 0.045


def test_the_order_of_customers_is_within_its_interval_of_what_was_asked(facts):
    assert facts.procedure.roc_auc.low < 0.910 < facts.procedure.roc_auc.high
    assert facts.procedure.roc_auc.low > 0.88


def test_shuffled_labels_teach_nothing(facts):
    assert abs(verdict(facts, "shuffled_labels").figure - 0.5) <= 0.05


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
    assert {"knn", "tree", "logistic", "svc", "dummy"} <= {c.key for c in facts.candidates}
    assert facts.beats_chance
