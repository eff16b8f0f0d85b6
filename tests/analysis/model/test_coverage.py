from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from analysis.model.bench import time_candidates
from analysis.model.coverage import COVERED, check_store, divergence
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import alone, draw_store

QUICK = quick_settings(candidates=("logistic", "dummy"))


def known_store(customers, seed):
    """A store whose true risk follows the pages a visit, and that risk."""
    store = draw_store(customers, seed=seed)
    risk = pd.Series(expit(8 - store.table["pages_per_visit"]), store.table.index)
    drawn = np.random.default_rng(100 + seed).random(customers) < risk
    return replace(store, dropped=drawn.astype(float)), risk


STORE, RISK = known_store(400, seed=1)


def judged(settings):
    fresh, fresh_risk = known_store(4000, seed=2)
    return check_store(STORE, RISK, fresh, fresh_risk, settings)


@pytest.fixture(scope="module")
def truth():
    return judged(QUICK)


def test_estimated_risk_follows_the_true_risk_and_cannot_beat_it_by_much(truth):
    assert truth.correlation > 0.9
    assert -0.02 < truth.log_loss - truth.best_log_loss < 0.06
    assert 0 < truth.divergence < 0.06
    assert truth.risk.corr(RISK) == pytest.approx(truth.correlation)


def test_figures_on_fresh_customers_are_close_to_the_printed_ones(truth):
    assert tuple(figure.metric for figure in truth.figures) == COVERED
    for figure in truth.figures:
        if figure.metric in ("roc_auc", "log_loss", "brier", "recall"):
            assert figure.true == pytest.approx(figure.printed.value, abs=0.07)


def test_repeats_are_judged_as_the_mean_that_is_printed(truth):
    twice = judged(quick_settings(candidates=("logistic", "dummy"), repeats=2))
    assert len(twice.winners) == 2 * len(truth.winners)
    assert twice.figures[0].true == pytest.approx(truth.figures[0].true, abs=0.01)


def test_only_the_truth_diverges_from_itself_by_nothing():
    truth = np.array([0.1, 0.6, 0.9])
    assert divergence(truth, truth) == 0
    assert divergence(truth, np.full(3, 0.5)) > 0


def test_the_bench_times_every_candidate():
    candidates = ("logistic", "dummy", "vote")
    seconds = time_candidates(alone(draw_store(200)), quick_settings(candidates=candidates))
    assert tuple(seconds) == candidates
    assert seconds["vote"] > seconds["dummy"] > 0
