import numpy as np
import pytest
from scipy.special import expit

from analysis.errors import SettingsError
from analysis.model.check import check_candidates
from analysis.model.choice import choose, not_worse
from analysis.model.scores import bootstrap_weights
from tests.analysis.model.quick_settings import SMALL, quick_settings


@pytest.fixture(scope="module")
def contest():
    rng = np.random.default_rng(0)
    signal = rng.normal(size=600)
    dropped = (rng.random(600) < expit(3 * signal)).astype(float)
    risks = {
        "stack": expit(3 * signal),
        "logistic": expit(0.3 * signal),  # the same order, worse probabilities
        "dummy": expit(signal + 2 * rng.normal(size=600)),
    }
    return dropped, risks, bootstrap_weights(np.arange(600), draws=200, seed=0)


def test_a_candidate_whose_order_is_as_good_is_not_worse(contest):
    assert not_worse(*contest) == ("stack", "logistic")


def test_log_loss_decides_among_those_that_are_not_worse(contest):
    dropped, risks, weights = contest
    assert choose(dropped, risks, weights, simplest=False) == "stack"


def test_the_setting_prefers_the_simplest_that_is_not_worse(contest):
    dropped, risks, weights = contest
    assert choose(dropped, risks, weights, simplest=True) == "logistic"


def test_a_tie_with_the_best_is_not_worse_and_a_clear_loss_is():
    dropped, weights = np.array([0.0, 1.0] * 40), bootstrap_weights(np.arange(80), draws=50, seed=0)
    best = np.where(dropped == 1, 0.9, 0.1)
    assert not_worse(dropped, {"best": best, "same": best / 2}, weights) == ("best", "same")
    assert not_worse(dropped, {"best": best, "wrong": 1 - best}, weights) == ("best",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"search": {**SMALL, "svc": {"model__classifier__c": (1.0,)}}},
            "settings.toml or the file laid over it, key 'model.search.svc': "
            "'svc' cannot be fitted: Invalid parameter 'c'\n"
            "  Fix: use the names and values that scikit-learn takes, as in settings.toml",
        ),
        (
            {"search": {**SMALL, "svc": {"model__classifier__C": (1.0, -1.0)}}},
            "settings.toml or the file laid over it, key 'model.search.svc': "
            "'svc' cannot be fitted: The 'C' parameter of SVC must be a float in the "
            "range (0.0, inf]. Got -1.0 instead\n"
            "  Fix: use the names and values that scikit-learn takes, as in settings.toml",
        ),
        (
            {"search": {**SMALL, "tree": {"engineer__use": ("weather",)}}},
            "settings.toml or the file laid over it, key 'model.search.tree': "
            "'tree' cannot be fitted: there is no engineered feature 'weather'\n"
            "  Fix: use the names and values that scikit-learn takes, as in settings.toml",
        ),
    ],
)
def test_a_candidate_that_cannot_be_is_named(changes, message):
    with pytest.raises(SettingsError) as error:
        check_candidates(quick_settings(**changes).model)
    assert str(error.value) == message
