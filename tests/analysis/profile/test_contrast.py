from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.profile.contrast import (
    compare_shares,
    contrast,
    correct,
    count_people,
    describe,
    mean_interval,
    share_interval,
)


def test_the_same_person_under_two_ids_counts_once_towards_certainty():
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert count_people(pd.Series([0, 0, 1, 2])) == 3
    sure, unsure = mean_interval(describe(values, 4)), mean_interval(describe(values, 3))
    assert sure.value == unsure.value == 2.5
    assert unsure.high - unsure.low > sure.high - sure.low


def test_a_mean_has_students_interval():
    found = mean_interval(describe(np.array([1.0, 2.0, 3.0, 4.0]), 4))
    assert (found.low, found.high) == pytest.approx((0.4457, 4.5543), abs=1e-4)


def test_a_share_has_wilsons_interval():
    found = share_interval(0.3, 10)
    assert (found.low, found.high) == pytest.approx((0.1078, 0.6032), abs=1e-4)


def test_a_share_of_none_is_uncertain_all_the_way():
    assert (share_interval(0.0, 0).low, share_interval(0.0, 0).high) == (0.0, 1.0)


def test_effect_is_the_difference_in_pooled_standard_deviations():
    rng = np.random.default_rng(1)
    inside, outside = rng.normal(1, 2, 4000), rng.normal(0, 2, 4000)
    found = contrast(describe(inside, 4000), describe(outside, 4000))
    assert found.effect.low < 0.5 < found.effect.high
    assert found.effect.value == pytest.approx(0.5, abs=0.05)
    assert found.p_value < 1e-6


def test_nothing_differs_where_nothing_varies():
    constant = describe(np.full(50, 0.1), 50)
    found = contrast(constant, constant)
    assert (found.effect.value, found.p_value, constant.sd) == (0.0, 1.0, 0.0)


def test_two_constants_that_differ_are_apart_beyond_doubt():
    low, high = describe(np.full(50, 0.2), 50), describe(np.full(50, 0.9), 50)
    found = contrast(high, low)
    assert (found.effect.value, found.p_value) == (2.0, 0.0)
    assert contrast(low, high).effect.value == -2.0


def test_one_customer_alone_is_not_compared():
    found = contrast(describe(np.array([9.0]), 1), describe(np.arange(50.0), 50))
    assert (found.effect.value, found.p_value) == (0.0, 1.0)


def test_lift_is_the_ratio_of_two_shares():
    found = compare_shares(30, 100, 10, 100)
    assert found.ratio.value == pytest.approx(3.0)
    assert found.ratio.low > 1
    assert found.p_value < 0.001


@pytest.mark.parametrize("counts", [(5, 20, 0, 80), (0, 20, 30, 80), (0, 20, 0, 80)])
def test_lift_stays_finite_where_one_side_has_none(counts):
    found = compare_shares(*counts)
    assert np.isfinite([found.ratio.low, found.ratio.value, found.ratio.high]).all()


def test_correction_multiplies_the_smallest_p_value_by_the_number_of_tests():
    assert correct([0.01, 0.04, 0.5]) == pytest.approx((0.03, 0.08, 0.5))
    assert correct([]) == ()


def test_correction_is_the_one_that_statsmodels_makes():
    p_values = np.random.default_rng(3).random(30) ** 4
    assert correct(p_values.tolist()) == pytest.approx(multipletests(p_values, method="holm")[1])
