"""The test of a change is Pearson's without common customers, Stuart and Maxwell's with all."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2, chi2_contingency, ttest_ind, ttest_rel
from statsmodels.stats.contingency_tables import SquareTable

from analysis.drift.comparison import (
    compare_categories,
    compare_numbers,
    estimate_change,
    list_rows,
)
from tests.analysis.drift.months import SETTINGS

COUNT = 400
SAME = pd.Index([str(n) for n in range(COUNT)])
OTHERS = pd.Index([str(n) for n in range(COUNT, 2 * COUNT)])


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_months_without_common_customers_are_compared_by_pearsons_test(rng):
    before, now = rng.choice(list("abc"), COUNT), rng.choice(list("abc"), COUNT, p=[0.4, 0.3, 0.3])
    found = compare_categories(np.concatenate([before, now]), list_rows(SAME, OTHERS), SETTINGS)
    counts = [[(part == value).sum() for value in "abc"] for part in (before, now)]
    # The pooled variance, not that under the hypothesis: nearly the same in 800 customers.
    assert found.p == pytest.approx(chi2_contingency(counts).pvalue, rel=0.05)


def test_the_two_tests_of_a_number_are_counted_as_two(rng):
    """Of a number with two values the mean and the bins say the same."""
    before, now = rng.integers(0, 2, COUNT), (rng.random(COUNT) < 0.58).astype(int)
    values = np.concatenate([before, now]).astype(float)
    found = compare_numbers(values, list_rows(SAME, OTHERS), SETTINGS, spread=0.5)
    alone = chi2_contingency([np.bincount(before), np.bincount(now)], correction=False).pvalue
    assert found.p == pytest.approx(2 * alone, rel=0.05)


def test_months_of_the_same_customers_are_compared_as_stuart_and_maxwell_do(rng):
    before = rng.choice(list("abc"), COUNT)
    now = np.where(
        rng.random(COUNT) < 0.2, rng.choice(list("abc"), COUNT, p=[0.6, 0.2, 0.2]), before
    )
    found = compare_categories(np.concatenate([before, now]), list_rows(SAME, SAME), SETTINGS)
    table = SquareTable(pd.crosstab(before, now), shift_zeros=False)
    bhapkar, stuart_maxwell = (
        table.homogeneity(method=method).pvalue for method in ("bhapkar", "stuart_maxwell")
    )
    # The two differ by whether the change itself is taken off the variance.
    assert min(bhapkar, stuart_maxwell) * 0.9 <= found.p <= max(bhapkar, stuart_maxwell) * 1.1


def test_the_interval_of_a_difference_is_that_of_pairs_or_of_independent_samples(rng):
    before, now = rng.normal(10, 2, COUNT), rng.normal(10.3, 3, COUNT)
    values = np.concatenate([before, now])
    for ids, expected in (
        (OTHERS, ttest_ind(now, before, equal_var=False).confidence_interval()),
        (SAME, ttest_rel(now, before).confidence_interval()),
    ):
        found = estimate_change(values, list_rows(SAME, ids))
        assert found.value == pytest.approx(now.mean() - before.mean())
        assert (found.low, found.high) == pytest.approx(tuple(expected), abs=0.005)


def test_the_index_is_told_with_what_it_exceeds_by_chance():
    counts = {"a": (50, 70), "b": (30, 80), "c": (20, 50)}
    values = np.array([v for month in (0, 1) for v in counts for _ in range(counts[v][month])])
    ids = [str(n) for n in range(300)]
    rows = list_rows(pd.Index(ids[:100]), pd.Index(ids[100:]))
    found = compare_categories(values, rows, SETTINGS)
    # Each value counts for half a customer more.
    shares = (np.array(list(counts.values())) + 0.5) / (101.5, 201.5)
    assert found.psi == pytest.approx((np.diff(shares) * np.diff(np.log(shares))).sum())
    assert found.psi_critical == pytest.approx(chi2.ppf(0.95, 2) * (1 / 100 + 1 / 200))
    assert (found.customers_before, found.customers_now, found.value) == (100, 200, "a")
    assert found.size.value == pytest.approx(-0.15)


def test_a_number_that_never_varies_has_no_change():
    found = compare_numbers(np.ones(2 * COUNT), list_rows(SAME, OTHERS), SETTINGS, spread=0.0)
    assert (found.p, found.psi, found.psi_critical, found.size.value) == (1.0, 0.0, 0.0, 0.0)


def test_missing_values_are_a_bin_of_their_own():
    before = np.arange(COUNT, dtype=float)
    now = np.where(before < 30, np.nan, before)
    values = np.concatenate([before, now])
    found = compare_numbers(values, list_rows(SAME, OTHERS), SETTINGS, spread=1.0)
    assert found.p < 1e-4
    assert found.psi > SETTINGS.smallest_psi
