"""In a large store some candidates learn from a sample, and every customer is still scored."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.model import families
from analysis.model.families import FAMILIES, KernelMachine, family
from analysis.model.fit import fit_model
from analysis.model.search import build
from analysis.model.some import draw_by_label
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import draw_store

LIMIT = 100
STORE = draw_store(240, seed=4)


@pytest.fixture
def customers():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(500, 4))
    return x, (x[:, 0] + rng.normal(size=500) > 0.8).astype(float)


def built(key, customers):
    return build(family(key), (), 1, customers, LIMIT)


def test_both_labels_keep_their_shares_in_the_sample(customers):
    _, dropped = customers
    drawn = draw_by_label(dropped, LIMIT, seed=1)
    assert len(set(drawn)) == LIMIT
    assert dropped[drawn].sum() == pytest.approx(LIMIT * dropped.mean(), abs=1)


def test_a_rare_label_is_not_lost_from_the_sample():
    dropped = np.zeros(5000)
    dropped[:60] = 1
    assert dropped[draw_by_label(dropped, LIMIT, seed=1)].sum() == 1


def test_another_seed_draws_other_customers(customers):
    _, dropped = customers
    drawn = [draw_by_label(dropped, LIMIT, seed=seed).tolist() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_store_within_the_limit_is_learned_from_whole(customers):
    _, dropped = customers
    assert draw_by_label(dropped, 500, seed=1).tolist() == list(range(500))
    assert isinstance(built("svc", LIMIT), KernelMachine)


def test_the_kernel_machine_learns_from_at_most_the_set_number_of_customers(customers):
    x, dropped = customers
    machine = built("svc", len(x)).fit(x, dropped)
    assert machine.learned_.shape_fit_ == (LIMIT, 4)
    drawn = draw_by_label(dropped, LIMIT, seed=1)
    alone = KernelMachine().fit(x[drawn], dropped[drawn])
    assert (machine.decision_function(x) == alone.decision_function(x)).all()


def test_the_nearest_neighbours_are_sought_among_at_most_the_set_number(customers):
    x, dropped = customers
    assert built("knn", len(x)).fit(x, dropped).learned_.n_samples_fit_ == LIMIT


def test_all_other_families_learn_from_everybody():
    assert {f.key for f in FAMILIES if f.pairwise} == {"svc", "knn"}
    whole = {f.key: type(f.build({}, 1, 500)) for f in FAMILIES if not f.pairwise}
    assert {key: type(built(key, 500)) for key in whole} == whole


def test_distances_do_not_depend_on_how_many_are_asked_at_once(customers, monkeypatch):
    x, dropped = customers
    machine = KernelMachine().fit(x, dropped)
    at_once = machine.decision_function(x)
    monkeypatch.setattr(families, "ROWS_AT_ONCE", 30)
    assert machine.decision_function(x) == pytest.approx(at_once, abs=1e-12)


def test_everybody_is_scored_and_judged_though_some_candidates_learn_from_a_sample():
    outcome = fit_model(STORE, quick_settings(pairwise_customers=LIMIT))
    assert outcome.risk.between(0.001, 0.999).all()
    assert set(outcome.reasons) == set(STORE.table.index)
    assert np.sum(outcome.facts.confusion) == len(STORE.table)
    assert outcome.facts.beats_chance


@pytest.mark.slow
def test_workers_do_not_change_who_is_in_the_sample():
    one, two = (
        fit_model(STORE, quick_settings(pairwise_customers=LIMIT, workers=workers))
        for workers in (1, 2)
    )
    assert one.facts == two.facts
    assert one.risk.equals(two.risk)
