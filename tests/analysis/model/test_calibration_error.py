import numpy as np
import pytest

from analysis.model import metrics
from analysis.model.calibration_error import calibration_error
from analysis.model.scores import bootstrap_weights, judge

STORES = 100


def test_the_figure_is_the_plain_one_and_lies_between_its_bounds():
    rng = np.random.default_rng(0)
    for customers in (30, 300):
        risk = rng.random(customers)
        dropped = (rng.random(customers) < risk).astype(float)
        found = calibration_error(dropped, risk, np.arange(customers))
        assert found.value == metrics.plain(metrics.ece, dropped, risk)
        assert found.low <= found.value <= found.high


def test_the_lower_bound_of_perfect_risks_is_zero():
    rng = np.random.default_rng(1)
    risk = rng.random(600)
    lows = [
        calibration_error((rng.random(600) < risk).astype(float), risk, np.arange(600)).low
        for _ in range(STORES)
    ]
    assert sum(low == 0 for low in lows) >= 95


@pytest.mark.parametrize("ids", [1, 3])
@pytest.mark.parametrize("off", ["all", "more and more", "one bin"])
def test_the_bounds_hold_the_true_error_however_it_is_spread_and_whoever_has_several_ids(off, ids):
    rng = np.random.default_rng(2)
    gap_of = {
        "all": lambda risk: np.full_like(risk, 0.06),
        "more and more": lambda risk: (risk - 0.35) * 0.4,
        "one bin": lambda risk: np.where(risk > np.quantile(risk, 0.9), 0.25, 0.0),
    }
    groups, held = np.repeat(np.arange(900), ids), 0
    for _ in range(STORES):
        risk = rng.uniform(0.1, 0.6, 900)
        gap = gap_of[off](risk)
        dropped = (rng.random(900) < risk + gap).astype(float)
        found = calibration_error(np.repeat(dropped, ids), np.repeat(risk, ids), groups)
        held += found.low <= np.abs(gap).mean() <= found.high
    assert held >= 92


def test_the_bounds_hold_the_true_error_of_a_risk_learned_from_the_store_itself():
    rng = np.random.default_rng(3)
    held, seen = 0, []
    for _ in range(STORES):
        dropped = (rng.random(500) < 0.3).astype(float)
        fold = rng.permutation(500) % 5
        risk = np.array([dropped[fold != number].mean() for number in range(5)])
        found = calibration_error(dropped, risk[fold], np.arange(500))
        held += found.low <= np.abs(risk - 0.3).mean() <= found.high
        seen.append(found.value)
    assert held >= 92


def test_bins_in_which_nobody_dropped_do_not_make_the_error_certain():
    found = calibration_error(np.zeros(100), np.zeros(100), np.arange(100))
    assert (found.low, found.value) == (0, 0)
    assert 0 < found.high < 0.05


def test_perfect_constant_risk_has_no_error_that_chance_could_not_show():
    dropped, groups = np.tile([0.0, 1.0], 50), np.arange(100)
    weights = bootstrap_weights(groups, draws=100, seed=1)
    ece = judge(dropped, np.full(100, 0.5), np.ones(100), groups, weights).ece
    assert (ece.low, ece.value) == (0, 0)
    assert ece.high == pytest.approx(1.96 * 0.05, rel=0.05)  # one group of a hundred


def test_the_same_customers_have_the_same_bounds_in_any_order():
    rng = np.random.default_rng(4)
    risk = rng.random(200)
    dropped = (rng.random(200) < risk).astype(float)
    groups, order = rng.integers(0, 150, 200), rng.permutation(200)
    again = calibration_error(dropped[order], risk[order], groups[order])
    assert again.low == pytest.approx(calibration_error(dropped, risk, groups).low)
    assert again.high == pytest.approx(calibration_error(dropped, risk, groups).high)
