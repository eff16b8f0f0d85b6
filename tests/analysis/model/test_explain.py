import numpy as np
import pytest

from analysis.model.explain import explain, explain_and_check


class Additive:
    def __init__(self, weights):
        self.weights = weights

    def risk(self, matrix):
        return matrix @ self.weights


class Interacting:
    def risk(self, matrix):
        first, second, third = matrix[:, 0], matrix[:, 1], matrix[:, 2]
        return 1 / (1 + np.exp(-2 * first - second - second * third / 2))


@pytest.fixture(scope="module")
def customers():
    rng = np.random.default_rng(0)
    return rng.normal(size=(60, 4)), rng.normal(size=(200, 4))


def test_a_sum_of_features_is_explained_by_each_features_distance_from_usual():
    rng = np.random.default_rng(0)
    rows, background = (rng.integers(0, 5, (n, 4)).astype(float) for n in (60, 200))
    weights = np.array([0.1, -0.2, 0.0, 0.05])
    found = explain(Additive(weights), rows, background, pairs=4, seed=0)
    assert found == pytest.approx((rows - background.mean(axis=0)) * weights, abs=0.002)


def test_contributions_add_up_to_the_distance_from_the_mean_risk(customers):
    rows, background = customers
    model = Interacting()
    found = explain(model, rows, background, pairs=3, seed=0)
    assert found.sum(axis=1) == pytest.approx(model.risk(rows) - model.risk(background).mean())


def test_a_feature_the_model_ignores_contributes_nothing(customers):
    found = explain(Interacting(), *customers, pairs=3, seed=0)
    assert np.abs(found[:, 3]).max() < 1e-6


def test_the_fast_values_agree_with_shaps_long_run(customers):
    rows, background = customers
    explained = explain_and_check(
        Interacting(), rows, background, pairs=8, background=50, checked=12, seed=0
    )
    fast = explained.contributions[explained.checked]
    assert np.corrcoef(fast.ravel(), explained.reference.ravel())[0, 1] > 0.95


def test_the_same_seed_explains_the_same(customers):
    def again():
        return explain(Interacting(), *customers, pairs=2, seed=3)

    assert (again() == again()).all()


def test_customers_who_differ_in_one_feature_only_are_explained_without_asking_for_nothing():
    class Strict(Additive):
        def risk(self, matrix):
            if not len(matrix):
                raise ValueError("found array with 0 samples")
            return super().risk(matrix)

    rows, background = np.full((6, 3), 3.0), np.full((20, 3), 3.0)
    rows[:, 0], background[:, 0] = np.arange(6), np.arange(20) % 6
    found = explain(Strict(np.array([0.1, 0.2, 0.3])), rows, background, pairs=4, seed=0)
    assert found[:, 0] == pytest.approx((rows[:, 0] - background[:, 0].mean()) * 0.1, abs=0.02)
    assert np.abs(found[:, 1:]).max() < 1e-9
