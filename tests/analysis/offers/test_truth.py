"""On synthetic stores the truth is known, so a list of contacts can be judged by it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from analysis.offers.rules import read_offers
from analysis.offers.truth import Truth, judge_lists
from analysis.sample.draw import draw_store
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, make_base

SEEDS = (1, 2, 3)


def judge(seed, noise):
    """Scores by key; the estimated risk is the true one, disturbed on the logit scale."""
    store = draw_store(seed)
    kept = ~store.customers.index.isin(store.spoilt)
    base = make_base(store.customers[kept], store.dropped[kept].to_numpy())
    true_risk = store.true_risk[kept].to_numpy().clip(1e-6, 1 - 1e-6)
    disturbed = logit(true_risk) + noise * np.random.default_rng(seed).normal(size=true_risk.size)
    index = base.table.index
    truth = Truth(
        risk=pd.Series(true_risk, index),
        acceptance=pd.Series(store.true_acceptance[kept].to_numpy(), index),
    )
    estimated = pd.Series(expit(disturbed), index)
    scores = judge_lists(base, estimated, truth, read_rules(), read_offers(), SETTINGS)
    return {score.key: score for score in scores}


@pytest.fixture(scope="module")
def judged():
    return [judge(seed, noise=0.7) for seed in SEEDS]


def test_who_knows_the_true_risk_has_the_best_list():
    scores = judge(1, noise=0.0)
    assert scores["recommended"].earned == pytest.approx(scores["best"].earned)
    assert scores["recommended"].contacts == scores["best"].contacts


def test_the_recommended_list_earns_nearly_what_the_best_does_and_more_than_simple_ones(judged):
    earned = {key: sum(scores[key].earned for scores in judged) for key in judged[0]}
    simple = {"everyone", "random", "highest_risk", "highest_profit"}
    assert set(earned) == {"recommended", "best"} | simple
    assert all(earned["recommended"] > earned[key] for key in simple)
    for scores in judged:
        ours, best = scores["recommended"], scores["best"]
        assert ours.earned >= 0.95 * best.earned
        assert best.cost <= ours.cost + 1e-6
        assert {scores[key].contacts for key in simple - {"everyone"}} == {ours.contacts}
        assert scores["everyone"].contacts == 1296
