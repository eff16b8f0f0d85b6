"""Simulated stores are judged once, kept, and summed up."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.bench.population import draw_known_store
from analysis.bench.record import StoreRecord, fingerprint, load_records
from analysis.bench.stores import RECORDS, judge_stores
from analysis.bench.summary import summarise
from analysis.estimate import Estimate
from analysis.model.coverage import COVERED, Figure
from analysis.offers.truth import ListScore
from tests.analysis.model.quick_settings import quick_settings

QUICK = quick_settings(candidates=("logistic", "dummy"))
SMALL = {"customers": 260, "fresh": 500}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A folder with two judged stores, and their records."""
    folder = tmp_path_factory.mktemp("bench")
    return folder, judge_stores(2, folder, QUICK, unheard, **SMALL)


def test_a_store_and_the_fresh_customers_share_nobody():
    store = draw_known_store(3, QUICK.data, **SMALL)
    assert (len(store.base.table), len(store.fresh.table)) == (260, 500)
    assert not set(store.base.table.index) & set(store.fresh.table.index)
    months = ["revenue_before_previous", "revenue_previous", "revenue_current"]
    shared = store.base.table[months].merge(store.fresh.table[months])
    assert len(shared) <= 2, "twins are drawn together, but for those at the two borders"


def test_twins_are_one_group_in_a_drawn_store():
    store = draw_known_store(3, QUICK.data, customers=1296, fresh=500)
    assert store.base.facts.twins.pairs > 5
    assert store.base.groups.nunique() < len(store.base.table)


def test_the_same_seed_draws_the_same_store_and_another_does_not():
    first, again, other = (draw_known_store(s, QUICK.data, **SMALL) for s in (3, 3, 4))
    assert first.base.table.equals(again.base.table)
    assert first.risk.equals(again.risk)
    assert not np.array_equal(first.risk.to_numpy(), other.risk.to_numpy())


def test_every_store_has_its_figures_and_its_lists(bench):
    _, records = bench
    assert [record.seed for record in records] == [1, 2]
    for record in records:
        assert tuple(figure.metric for figure in record.figures) == COVERED
        assert {"recommended", "best", "everyone"} <= {row.key for row in record.lists}
        assert 0.5 < record.correlation < 1


def test_a_later_run_goes_on_where_the_first_ended(bench, monkeypatch):
    folder, records = bench
    monkeypatch.setattr("analysis.bench.stores.judge_store", never)
    heard: list[StoreRecord] = []
    assert judge_stores(2, folder, QUICK, heard.append, **SMALL) == records
    assert tuple(heard) == records


def unheard(_):
    pass


def never(*_):
    raise AssertionError("a store that is on file was judged again")


def test_records_made_under_other_settings_are_not_used(bench):
    folder, _ = bench
    other = fingerprint(quick_settings(candidates=("dummy",)))
    assert load_records(folder / RECORDS, f"{other}-260-500") == {}
    assert fingerprint(quick_settings(workers=2)) == fingerprint(quick_settings(workers=1))


def test_a_line_that_was_cut_short_is_judged_again(bench, tmp_path):
    folder, records = bench
    text = (folder / RECORDS).read_bytes()
    (tmp_path / RECORDS).write_bytes(text[:-40])
    assert set(load_records(tmp_path / RECORDS, records[0].settings)) == {1}
    again = judge_stores(2, tmp_path, QUICK, unheard, **SMALL)
    assert again == records
    assert set(load_records(tmp_path / RECORDS, records[0].settings)) == {1, 2}


def record(seed, *, true, recommended):
    return StoreRecord(
        seed=seed,
        settings="s",
        customers=10,
        winners=("svc", "knn") if seed == 1 else ("knn", "knn"),
        correlation=0.9,
        log_loss=0.32,
        best_log_loss=0.30,
        divergence=0.02,
        figures=(
            Figure(metric="roc_auc", printed=Estimate(value=0.5, low=0.4, high=0.6), true=true),
        ),
        lists=(
            ListScore(key="recommended", contacts=5, cost=2.0, earned=recommended),
            ListScore(key="best", contacts=4, cost=2.0, earned=10.0),
        ),
    )


def test_the_summary_counts_covered_figures_and_what_lists_earn_of_the_best():
    records = [
        record(seed, true=true, recommended=recommended)
        for seed, true, recommended in (
            (1, 0.4, 9.0),
            (2, 0.6, 11.0),
            (3, 0.61, 7.0),
            (4, 0.5, 9.0),
        )
    ]
    summary = summarise(records)
    assert summary.stores == 4
    assert summary.coverage[0].share.value == 0.75
    assert summary.coverage[0].width == pytest.approx(0.2)
    assert summary.excess_log_loss.value == pytest.approx(0.02)
    assert summary.lists[0].of_best == pytest.approx(36 / 40)
    assert summary.lists[1].beaten_in == 1
    assert summary.winners == (("knn", 7), ("svc", 1))
