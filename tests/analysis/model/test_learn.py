"""Learn from customers whose outcome is known; score any others."""

import re

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from analysis.model.features import make_rows
from analysis.model.fit import priced
from analysis.model.learn import learn, score
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import draw_store

EVERY = ("knn", "tree", "logistic", "svc", "dummy", "extra_trees", "vote", "stack", "noisy_or")
ROWS = make_rows(draw_store(300))
OTHERS = make_rows(draw_store(200, seed=9))
SETTINGS = priced(quick_settings(candidates=EVERY), ROWS)


@pytest.fixture(scope="module")
def model():
    return learn(ROWS, SETTINGS)


@pytest.mark.parametrize("key", EVERY)
def test_every_candidate_scores_customers_it_never_saw(model, key):
    risk = score(model, OTHERS.features, key)
    assert risk.shape == (200,)
    assert ((risk >= 0.002) & (risk <= 0.998)).all()
    figure = roc_auc_score(OTHERS.dropped, risk)
    assert figure == 0.5 if key == "dummy" else figure > 0.85


@pytest.mark.parametrize("key", EVERY)
def test_every_candidate_is_a_classifier_of_named_columns(model, key):
    classifier = model.candidates[key].classifier
    turned = OTHERS.features[OTHERS.features.columns[::-1]]
    found = classifier.predict_proba(turned)
    assert found.shape == (200, 2)
    assert classifier.classes_.tolist() == [0.0, 1.0]
    assert found.sum(axis=1) == pytest.approx(1)
    assert found == pytest.approx(classifier.predict_proba(OTHERS.features))


def test_the_winners_risk_is_the_models(model):
    assert (score(model, OTHERS.features) == score(model, OTHERS.features, model.winner)).all()
    assert len(score(model, OTHERS.features[:0])) == 0


def test_the_inner_risk_is_of_models_that_did_not_see_the_customer(model):
    for key in ("knn", "extra_trees", "noisy_or"):
        learned = model.candidates[key]
        seen = score(model, ROWS.features, key)
        assert roc_auc_score(ROWS.dropped, learned.inner_risk) < roc_auc_score(ROWS.dropped, seen)
        assert np.corrcoef(learned.inner_risk, seen)[0, 1] > 0.7


def test_a_vote_is_the_mean_of_its_members(model):
    members = [score(model, OTHERS.features, key) for key in ("svc", "knn")]
    assert score(model, OTHERS.features, "vote") == pytest.approx(
        np.mean(members, axis=0), abs=0.001
    )


def test_parameters_are_pairs_of_a_name_and_a_value_in_no_language(model):
    said = {key: learned.parameters for key, learned in model.candidates.items()}
    assert all(re.fullmatch(r"\w+=[^ ,]+(, \w+=[^ ,]+)*", text) for text in said.values())
    assert said["extra_trees"] == "use=all, min_samples_leaf=5, n_estimators=10"
    assert said["vote"] == "members=svc+knn"
    assert said["stack"].startswith("weight_of_svc=")
    assert said["noisy_or"].startswith("members=svc+knn, slope=")


def test_the_search_shows_all_that_was_tried_where_there_was_a_choice(model):
    assert {row.candidate for row in model.search} == {"logistic"}
    assert [row.parameters for row in model.search] == ["C=0.1", "C=1.0"]
    best = min(model.search, key=lambda row: row.log_loss)
    assert [row.chosen for row in model.search] == [row is best for row in model.search]
    assert model.candidates["logistic"].parameters == best.parameters


def test_a_blends_members_are_learned_without_being_candidates():
    alone = learn(ROWS, priced(quick_settings(candidates=("vote",)), ROWS))
    assert [*alone.candidates] == [alone.winner] == ["vote"]


def test_another_seed_makes_another_model_and_the_same_the_same():
    settings = priced(quick_settings(candidates=("vote",)), ROWS)
    one, again, other = (
        learn(ROWS, settings, seed=seed).candidates["vote"].inner_risk for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert not (one == other).all()


def test_twins_never_stand_on_both_sides_of_an_inner_fold():
    """With everybody there twice, a model that saw one of the two would know the other."""
    once = make_rows(draw_store(120))
    labels = np.random.default_rng(0).permutation(once.dropped)
    twice = np.repeat(np.arange(120), 2)
    noise = once.take(twice)
    noise.dropped[:] = labels[twice]
    found = learn(noise, priced(quick_settings(candidates=("knn", "vote")), noise))
    for learned in found.candidates.values():
        assert abs(roc_auc_score(noise.dropped, learned.inner_risk) - 0.5) < 0.2
