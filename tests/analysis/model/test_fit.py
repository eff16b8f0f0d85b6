from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.model.features import make_rows
from analysis.model.fit import fit_model
from analysis.model.folds import TooFewLabelsError
from analysis.model.protocol import published_figures
from analysis.model.validate import outer_tasks
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import alone, draw_store

STORE = draw_store(240, seed=4)


def rename(base, ids, order):
    """The same customers under other ids and in another order."""
    index = pd.Index(ids)
    return replace(
        base,
        table=base.table.set_axis(index).iloc[order],
        dropped=base.dropped.set_axis(index).iloc[order],
        groups=base.groups.set_axis(index).iloc[order],
    )


@pytest.fixture(scope="module")
def outcome():
    return fit_model(alone(STORE), quick_settings())


def sentinel(outcome, key):
    return next(s for s in outcome.facts.sentinels if s.key == key)


def test_every_customer_gets_a_probability_and_three_reasons(outcome):
    assert list(outcome.risk.index) == list(STORE.table.index)
    assert outcome.risk.between(0.001, 0.999).all()
    assert list(outcome.reasons) == list(STORE.table.index)
    assert all(len({r.feature for r in reasons}) == 3 for reasons in outcome.reasons.values())


def test_the_features_that_matter_are_found(outcome):
    names = [row.feature for row in outcome.facts.importance]
    assert names[0] == "pages_per_visit"
    assert outcome.facts.importance[0].direction == "less"
    assert outcome.facts.importance[0].permutation.value > 0.05
    assert outcome.facts.dependence[0].feature == "pages_per_visit"
    assert all(len(d.values) == len(STORE.table) for d in outcome.facts.dependence)


def test_a_reason_tells_the_customers_value_and_what_is_usual(outcome):
    customer = outcome.risk.idxmax()
    reason = next(r for r in outcome.reasons[customer] if r.feature == "pages_per_visit")
    assert reason.value == STORE.table.loc[customer, "pages_per_visit"]
    kept = STORE.table.loc[STORE.dropped == 0, "pages_per_visit"]
    assert reason.usual == kept.median()
    assert reason.contribution > 0


def test_the_candidates_are_ordered_by_log_loss_and_the_winner_is_one_of_them(outcome):
    facts = outcome.facts
    losses = [candidate.scores.log_loss.value for candidate in facts.candidates]
    assert losses == sorted(losses)
    assert {c.key for c in facts.candidates} == {"knn", "logistic", "svc", "dummy", "vote"}
    winner = next(c for c in facts.candidates if c.key == facts.winner)
    assert winner.roc_auc_difference.value == 0
    assert facts.beats_chance
    assert facts.candidates[-1].key == "dummy"


def test_the_simplest_that_is_not_worse_is_named(outcome):
    kept = [c for c in outcome.facts.candidates if c.not_worse]
    assert outcome.facts.simplest_not_worse == min(kept, key=lambda c: c.complexity).key


def test_confusion_and_reliability_count_every_labelled_customer(outcome):
    facts = outcome.facts
    (kept_low, kept_high), (lost_low, lost_high) = facts.confusion
    assert kept_low + kept_high == (STORE.dropped == 0).sum()
    assert lost_low + lost_high == (STORE.dropped == 1).sum()
    assert kept_high + lost_high == (outcome.risk >= facts.threshold).sum()
    assert sum(row.customers for row in facts.reliability) == len(STORE.table)


def test_published_figures_stand_beside_the_export_they_were_printed_for_and_no_other():
    export = replace(STORE.facts, customers_read=1300, customers_dropped=494)
    assert [f.value for f in published_figures(export)] == [0.91, 0.91, 0.92, 0.85, 0.871]
    assert published_figures(replace(export, customers_dropped=495)) == ()
    assert published_figures(replace(export, customers_read=1301)) == ()
    assert published_figures(replace(export, demonstration=True)) == ()


def test_a_published_figure_has_a_study_to_stand_beside(outcome):
    studied = {study.candidate for study in outcome.facts.splits}
    export = replace(STORE.facts, customers_read=1300, customers_dropped=494)
    assert {figure.candidate for figure in published_figures(export)} <= studied
    assert {study.twins_kept_together for study in outcome.facts.splits} == {True, False}
    assert all(len(study.roc_auc) == 2 for study in outcome.facts.splits)


def test_every_engineered_feature_is_measured(outcome):
    engineered = {feature.name: feature for feature in outcome.facts.engineered}
    assert engineered["pages_per_minute"].operation == "ratio"
    assert all(f.kept_by == () for f in engineered.values())  # no candidate here uses them


def test_neither_id_nor_order_changes_a_customers_risk(outcome):
    order = np.random.default_rng(5).permutation(len(STORE.table))
    ids = [f"{9000 - i}" for i in range(len(STORE.table))]
    ids[0] = "a word among numbers"
    other = fit_model(alone(rename(STORE, ids, order)), quick_settings())
    assert (other.risk.loc[ids].to_numpy() == outcome.risk.to_numpy()).all()
    assert other.facts.procedure == outcome.facts.procedure


@pytest.mark.slow
def test_workers_change_neither_a_digit_nor_who_is_in_a_sample():
    one, two = (
        fit_model(alone(STORE), quick_settings(pairwise_customers=100, workers=workers))
        for workers in (1, 2)
    )
    assert one.facts == two.facts
    assert one.risk.equals(two.risk)
    assert one.reasons == two.reasons
    assert one.facts.beats_chance
    assert np.sum(one.facts.confusion) == len(STORE.table)


def test_the_sentinels_say_what_they_found(outcome):
    found = {s.key: s.verdict for s in outcome.facts.sentinels}
    assert found["shuffled_labels"] == "pass"
    assert found["without_visits"] == "warn"  # this store's signal is in the pages
    assert found["without_minutes"] == "pass"
    assert found["class_balance"] == "pass"
    assert found["few_customers"] == "fail"
    assert sentinel(outcome, "few_customers").customers == len(STORE.table)


def test_a_model_of_noise_does_not_beat_chance():
    labels = np.random.default_rng(1).permutation(STORE.dropped.to_numpy())
    noise = replace(STORE, dropped=pd.Series(labels, STORE.table.index))
    facts = fit_model(alone(noise), quick_settings(candidates=("logistic", "dummy"))).facts
    assert not facts.beats_chance
    assert abs(facts.procedure.roc_auc.value - 0.5) < 0.12


def test_no_customer_is_scored_by_a_model_that_saw_their_label_or_their_twins():
    rng = np.random.default_rng(0)
    dropped = STORE.dropped.copy()
    dropped[rng.random(len(dropped)) < 0.2] = np.nan
    groups = pd.Series(np.arange(len(dropped)) // 2, STORE.table.index)  # everybody has a twin
    rows = make_rows(replace(STORE, dropped=dropped, groups=groups))
    tasks = outer_tasks(rows, quick_settings(repeats=2))
    for task in tasks:
        assert not set(rows.groups[task.train]) & set(rows.groups[task.test])
        assert not np.isnan(rows.dropped[task.train]).any()
    scored = np.bincount(np.concatenate([task.test for task in tasks]))
    lonely = np.isnan(rows.dropped) & ~np.isin(rows.groups, rows.groups[rows.known])
    assert (scored[lonely] == 1).all()
    assert (scored[~lonely] == 2).all()


def test_customers_without_a_label_or_with_gaps_are_scored_too():
    dropped = STORE.dropped.copy()
    dropped.iloc[::6] = np.nan
    blank = replace(STORE, dropped=dropped, table=STORE.table.copy())
    blank.table.loc[blank.table.index[::7], ["failures", "category"]] = None
    outcome = fit_model(alone(blank), quick_settings(candidates=("logistic", "dummy")))
    assert outcome.risk.notna().all()
    guessed = outcome.risk[dropped.isna()]
    truth = STORE.dropped[dropped.isna()]
    assert guessed[truth == 1].mean() > guessed[truth == 0].mean() + 0.2
    assert sentinel(outcome, "few_customers").customers == dropped.notna().sum()


def test_repeats_are_averaged_and_said():
    outcome = fit_model(alone(STORE), quick_settings(repeats=2, candidates=("logistic", "dummy")))
    assert (outcome.facts.repeats, outcome.facts.folds) == (2, 3)
    assert outcome.risk.between(0, 1).all()


def test_a_small_store_with_odd_columns_still_gets_its_facts():
    store = draw_store(60, seed=2)
    labels = pd.Series(0.0, store.table.index)
    labels.iloc[:10] = 1.0
    table = store.table.assign(failures=3.0, consent="yes")
    settings = quick_settings(
        candidates=("tree", "extra_trees", "vote", "stack", "noisy_or"),
        outer_folds=4,
    )
    outcome = fit_model(alone(replace(store, table=table, dropped=labels)), settings)
    assert len(outcome.risk) == 60
    assert sentinel(outcome, "few_customers").verdict == "fail"


def test_a_store_of_one_label_is_refused():
    nobody = replace(STORE, dropped=STORE.dropped * 0)
    with pytest.raises(TooFewLabelsError, match="0 different customers dropped"):
        fit_model(alone(nobody), quick_settings())
