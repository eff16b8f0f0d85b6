from dataclasses import astuple

import numpy as np
import pytest
from sklearn import metrics as sk

from analysis.estimate import Estimate
from analysis.model import metrics, scores
from analysis.model.scores import (
    around,
    bootstrap_weights,
    difference,
    judge,
)


@pytest.fixture(scope="module")
def scored():
    rng = np.random.default_rng(3)
    risk = rng.random(300).round(2)  # rounded, so that there are ties
    return (rng.random(300) < risk).astype(float), risk, rng.integers(0, 3, (2, 300)).astype(float)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (metrics.roc_auc, sk.roc_auc_score),
        (metrics.pr_auc, sk.average_precision_score),
        (metrics.log_loss, sk.log_loss),
        (metrics.brier, sk.brier_score_loss),
    ],
)
def test_a_weighted_figure_is_that_of_scikit_learn(scored, ours, theirs):
    dropped, risk, weights = scored
    risk = np.clip(risk, 0.01, 0.99)
    expected = [theirs(dropped, risk, sample_weight=weight) for weight in weights]
    assert ours(dropped, risk, weights) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (metrics.f1, sk.f1_score),
        (metrics.recall, sk.recall_score),
        (metrics.precision, sk.precision_score),
    ],
)
def test_a_weighted_figure_of_flags_is_that_of_scikit_learn(scored, ours, theirs):
    dropped, risk, weights = scored
    flagged = (risk > 0.4).astype(float)
    expected = [theirs(dropped, flagged, sample_weight=weight) for weight in weights]
    assert ours(dropped, flagged, weights) == pytest.approx(expected)


def test_calibration_error_is_the_mean_gap_over_bins_of_equal_size():
    risk = np.repeat([0.1, 0.9], 50)
    dropped = np.repeat([0.0, 1.0], 50)
    dropped[:10] = 1.0  # one in five where one in ten was said; all where nine in ten
    assert metrics.plain(metrics.ece, dropped, risk) == pytest.approx(0.1)


def test_precision_is_nothing_where_nobody_is_flagged():
    assert metrics.plain(metrics.precision, np.array([1.0, 0.0]), np.zeros(2)) == 0


def test_a_draw_without_one_class_has_no_roc_auc():
    dropped, risk = np.array([1.0, 0.0]), np.array([0.9, 0.1])
    assert np.isnan(metrics.roc_auc(dropped, risk, np.array([[2.0, 0.0]])))


def test_the_bootstrap_draws_twins_together_and_as_many_groups_as_there_are():
    groups = np.array([7, 7, 3, 1, 1, 1])
    weights = bootstrap_weights(groups, draws=50, seed=0)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 3] == weights[:, 5]).all()
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()


def test_an_interval_holds_the_middle_95_percent_of_the_draws():
    assert around(0.5, np.arange(1001.0)) == Estimate(value=0.5, low=25, high=975)


def test_weighing_the_draws_in_parts_changes_no_interval(scored, monkeypatch):
    dropped, risk, _ = scored
    weights = bootstrap_weights(np.arange(300), draws=100, seed=1)
    flagged = (risk > 0.4).astype(float)
    at_once = astuple(judge(dropped, risk, flagged, np.arange(300), weights))
    monkeypatch.setattr(scores, "AT_ONCE", 300 * 7)
    in_parts = astuple(judge(dropped, risk, flagged, np.arange(300), weights))
    assert np.ravel(in_parts) == pytest.approx(np.ravel(at_once), abs=1e-12)


def test_a_model_does_not_differ_from_itself(scored):
    dropped, risk, _ = scored
    weights = bootstrap_weights(np.arange(300), draws=100, seed=1)
    same = difference(metrics.roc_auc, dropped, risk, risk, weights)
    assert same == Estimate(value=0, low=0, high=0)
    noise = np.random.default_rng(0).random(300)
    assert difference(metrics.roc_auc, dropped, noise, risk, weights).high < 0
