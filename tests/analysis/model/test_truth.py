from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from analysis.estimate import Estimate
from analysis.model.bench import time_candidates
from analysis.model.truth import COVERED, StoreTruth, TrueStore, TruthCheck, check_truth, divergence
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import draw_store


def known_store(customers, seed):
    """A store whose true risk follows the pages a visit, and that risk."""
    store = draw_store(customers, seed=seed)
    risk = pd.Series(expit(8 - store.table["pages_per_visit"]), store.table.index)
    drawn = np.random.default_rng(100 + seed).random(customers) < risk
    return replace(store, dropped=drawn.astype(float)), risk


@pytest.fixture(scope="module")
def check():
    base, risk = known_store(400, seed=1)
    fresh, _ = known_store(4000, seed=2)
    settings = quick_settings(candidates=("logistic", "dummy"))
    return check_truth([TrueStore(base=base, true_risk=risk, fresh=fresh)], settings)


def test_estimated_risk_follows_the_true_risk_and_cannot_beat_it_by_much(check):
    store = check.stores[0]
    assert store.correlation > 0.9
    assert -0.02 < check.excess_log_loss < 0.06
    assert 0 < store.divergence < 0.05


def test_figures_on_fresh_customers_are_close_to_the_printed_ones(check):
    store = check.stores[0]
    assert set(store.printed) == set(store.true) == set(COVERED)
    assert store.true["roc_auc"] == pytest.approx(store.printed["roc_auc"].value, abs=0.05)


def test_coverage_counts_the_stores_whose_interval_holds_the_truth():
    def store(truth):
        estimate = Estimate(value=0.5, low=0.4, high=0.6)
        return StoreTruth(
            correlation=1.0,
            log_loss=0.3,
            best_log_loss=0.29,
            divergence=0.0,
            printed=dict.fromkeys(COVERED, estimate),
            true=dict.fromkeys(COVERED, truth),
        )

    coverage = TruthCheck(stores=(store(0.45), store(0.55), store(0.61), store(0.4))).coverage
    assert coverage == dict.fromkeys(COVERED, 0.75)


def test_only_the_truth_diverges_from_itself_by_nothing():
    truth = np.array([0.1, 0.6, 0.9])
    assert divergence(truth, truth) == 0
    assert divergence(truth, np.full(3, 0.5)) > 0


def test_fresh_customers_of_another_store_are_refused():
    base, risk = known_store(200, seed=1)
    other = replace(base, table=base.table.assign(category="garden"))
    store = TrueStore(base=base, true_risk=risk, fresh=other)
    with pytest.raises(ValueError, match="other categories") as error:
        check_truth([store], quick_settings(candidates=("dummy",)))
    assert str(error.value) == "the fresh customers have other categories than the store"


def test_the_bench_times_every_candidate_and_what_they_share():
    rows = time_candidates(draw_store(200), quick_settings())
    assert [row.candidate for row in rows] == [
        "prepare",
        "knn",
        "logistic",
        "svc",
        "dummy",
        "blend",
    ]
    assert [row.trials for row in rows] == [0, 1, 2, 1, 1, 0]
    assert all(row.trainings == 4 for row in rows)
    assert sum(row.edition_seconds for row in rows) > 0
