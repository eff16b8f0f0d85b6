from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.profile.contrast import (
    Moments,
    compare_shares,
    contrast,
    correct,
    count_people,
    describe,
    exact_p_value,
    mean_interval,
    share_interval,
)

FOUR = np.array([1.0, 2.0, 3.0, 4.0])


def test_the_same_person_under_two_ids_counts_once_towards_certainty():
    assert count_people(pd.Series([0, 0, 1, 2])) == 3
    sure, unsure = mean_interval(describe(FOUR, 4)), mean_interval(describe(FOUR, 3))
    assert sure.value == unsure.value == 2.5
    assert unsure.high - unsure.low > sure.high - sure.low
    inside, outside = np.tile(FOUR, 9), np.tile(FOUR, 9) + 0.5
    known, doubled = (
        contrast(describe(inside, people), describe(outside, people)).p_value for people in (36, 18)
    )
    assert known < doubled


def test_a_mean_has_students_interval_and_a_share_wilsons():
    mean, share = mean_interval(describe(FOUR, 4)), share_interval(0.3, 10)
    assert (mean.low, mean.high) == pytest.approx((0.4457, 4.5543), abs=1e-4)
    assert (share.low, share.high) == pytest.approx((0.1078, 0.6032), abs=1e-4)
    assert (share_interval(0.0, 0).low, share_interval(0.0, 0).high) == (0.0, 1.0)
    two = mean_interval(describe(FOUR[:2], 2))
    assert (two.low, two.high) == pytest.approx((1.5 - 6.3531, 1.5 + 6.3531), abs=1e-4)


def test_a_mean_of_one_person_or_of_equal_values_has_no_width():
    for values, people in ((np.array([9.0]), 1), (FOUR, 1), (np.full(50, 0.1), 50)):
        found = mean_interval(describe(values, people))
        assert (found.low, found.high) == (values.mean(), values.mean())
    assert describe(np.full(50, 0.1), 50).sd == 0.0
    assert describe(FOUR[:0], 3) == Moments(people=0, mean=0.0, sd=0.0)


def test_effect_is_the_difference_in_pooled_standard_deviations_and_the_test_is_welchs():
    rng = np.random.default_rng(1)
    inside, outside = rng.normal(1, 2, 4000), rng.normal(0, 2, 400)
    found = contrast(describe(inside, 4000), describe(outside, 400))
    pooled = np.sqrt((3999 * inside.var(ddof=1) + 399 * outside.var(ddof=1)) / 4398)
    g = (inside.mean() - outside.mean()) / pooled * (1 - 3 / (4 * 4398 - 1))
    half = 1.959964 * np.sqrt(1 / 4000 + 1 / 400 + g * g / (2 * 4398))
    assert (found.effect.value, found.effect.high) == pytest.approx((g, g + half), rel=1e-3)
    assert found.effect.value - found.effect.low == pytest.approx(half, rel=1e-3)
    assert found.p_value == pytest.approx(stats.ttest_ind(inside, outside, equal_var=False).pvalue)


def test_constants_are_equal_or_apart_without_doubt():
    low, high = describe(np.full(50, 0.2), 50), describe(np.full(50, 0.9), 50)
    few = describe(np.full(10, 0.2), 10)
    assert (contrast(high, low).effect.value, contrast(high, low).p_value) == (2.0, 0.0)
    assert contrast(low, high).effect.value == -2.0
    assert contrast(few, high).effect.value == pytest.approx(-1 / np.sqrt(1 / 6 * 5 / 6))
    same = contrast(low, low)
    assert (same.effect.low, same.effect.high, same.p_value) == (0.0, 0.0, 1.0)
    assert 0 < contrast(describe(FOUR, 4), low).p_value < 0.1


@pytest.mark.parametrize(("people", "compared"), [(1, False), (2, True)])
def test_one_person_alone_is_not_compared(people, compared):
    one, many = describe(FOUR + 9, people), describe(np.arange(50.0), 50)
    for found in (contrast(one, many), contrast(many, one)):
        assert (found.effect.value != 0, found.p_value < 1) == (compared, compared)
        assert (found.effect.low < found.effect.high) == compared


def counted(hits, size, hits_elsewhere, size_elsewhere):
    """Customers by their counts: who has a property, and who is inside."""
    inside = np.arange(size + size_elsewhere) < size
    place = np.where(inside, np.arange(inside.size), np.arange(inside.size) - size)
    return place < np.where(inside, hits, hits_elsewhere), inside


def test_lift_is_the_ratio_of_two_shares_with_fishers_p_value():
    found = compare_shares(*counted(30, 100, 20, 200))
    assert (found.customers, found.share, found.share_elsewhere) == (30, 0.3, 0.1)
    assert found.ratio.value == pytest.approx(3.0)
    # Half a customer more on both sides, and the standard error of the ratio's logarithm.
    adjusted = (30.5 / 100.5) / (20.5 / 200.5)
    half = 1.959964 * np.sqrt(1 / 30.5 - 1 / 100.5 + 1 / 20.5 - 1 / 200.5)
    ends = (adjusted * np.exp(-half), adjusted * np.exp(half))
    assert (found.ratio.low, found.ratio.high) == pytest.approx(ends)
    assert found.p_value == stats.fisher_exact(np.array([[30, 70], [20, 180]])).pvalue
    assert exact_p_value(*counted(0, 5, 0, 0)) == 1.0


@pytest.mark.parametrize(
    ("counts", "ratio"),
    [
        ((5, 20, 0, 80), (5.5 / 21) / (0.5 / 81)),
        ((0, 20, 30, 80), (0.5 / 21) / (30.5 / 81)),
        ((0, 20, 0, 80), (0.5 / 21) / (0.5 / 81)),
        ((1, 20, 1, 80), 4.0),
    ],
)
def test_lift_stays_finite_where_one_side_has_none(counts, ratio):
    found = compare_shares(*counted(*counts))
    assert found.ratio.value == pytest.approx(ratio)
    assert np.isfinite([found.ratio.low, found.ratio.high]).all()


def test_correction_is_holms():
    assert correct([0.5, 0.01, 0.04]) == pytest.approx((0.5, 0.03, 0.08))
    assert correct([]) == ()
    p_values = np.random.default_rng(3).random(30) ** 4
    assert correct(p_values.tolist()) == pytest.approx(multipletests(p_values, method="holm")[1])
