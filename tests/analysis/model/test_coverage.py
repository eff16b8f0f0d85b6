from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from analysis.model.bench import time_candidates
from analysis.model.coverage import COVERED, TrueStore, check_store, divergence
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import draw_store

QUICK = quick_settings(candidates=("logistic", "dummy"))


def known_store(customers, seed):
    """A store whose true risk follows the pages a visit, and that risk."""
    store = draw_store(customers, seed=seed)
    risk = pd.Series(expit(8 - store.table["pages_per_visit"]), store.table.index)
    drawn = np.random.default_rng(100 + seed).random(customers) < risk
    return replace(store, dropped=drawn.astype(float)), risk


def true_store(customers):
    base, risk = known_store(customers, seed=1)
    fresh, fresh_risk = known_store(4000, seed=2)
    return TrueStore(base=base, true_risk=risk, fresh=fresh, fresh_risk=fresh_risk)


@pytest.fixture(scope="module")
def truth():
    return check_store(true_store(400), QUICK)


def test_estimated_risk_follows_the_true_risk_and_cannot_beat_it_by_much(truth):
    assert truth.correlation > 0.9
    assert -0.02 < truth.log_loss - truth.best_log_loss < 0.06
    assert 0 < truth.divergence < 0.06
    assert truth.risk.corr(true_store(400).true_risk) == pytest.approx(truth.correlation)


def test_figures_on_fresh_customers_are_close_to_the_printed_ones(truth):
    assert set(truth.printed) == set(truth.true) == set(COVERED)
    for metric in ("roc_auc", "log_loss", "brier", "recall"):
        assert truth.true[metric] == pytest.approx(truth.printed[metric].value, abs=0.07)


def test_repeats_are_judged_as_the_mean_that_is_printed(truth):
    twice = check_store(
        true_store(400), quick_settings(candidates=("logistic", "dummy"), repeats=2)
    )
    assert len(twice.winners) == 2 * len(truth.winners)
    assert twice.true["roc_auc"] == pytest.approx(truth.true["roc_auc"], abs=0.01)


def test_only_the_truth_diverges_from_itself_by_nothing():
    truth = np.array([0.1, 0.6, 0.9])
    assert divergence(truth, truth) == 0
    assert divergence(truth, np.full(3, 0.5)) > 0


def test_the_bench_times_every_candidate():
    candidates = ("logistic", "dummy", "vote")
    rows = time_candidates(draw_store(200), quick_settings(candidates=candidates))
    assert [row.candidate for row in rows] == [*candidates]
    assert [row.trials for row in rows] == [2, 0, 0]
    assert all(row.edition_seconds == 4 * row.seconds > 0 for row in rows)
