"""Learned from what was known then, judged on what came."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.history.read import compose_history
from analysis.model.features import make_rows
from analysis.model.fit import fit_model, score_month
from analysis.model.forward import forward_risk
from analysis.model.thin_out import thin_out
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import SETTINGS, alone, draw_store

QUICK = quick_settings(candidates=("logistic", "dummy"))


def month(name, *, seed, blank=False):
    base = draw_store(200, seed=seed)
    base = replace(base, facts=replace(base.facts, month=name))
    return (
        replace(base, dropped=base.dropped * np.nan, labels=base.labels * np.nan) if blank else base
    )


def store(*names):
    """A month each, the last without outcomes."""
    known = [month(name, seed=number) for number, name in enumerate(names[:-1])]
    return compose_history([*known, month(names[-1], seed=99, blank=True)], "own_label", SETTINGS)


def test_the_newest_known_month_is_judged_by_what_was_known_when_it_was_new():
    found = fit_model(store("2026-03", "2026-04", "2026-06", "2026-09"), QUICK).facts.forward
    assert found is not None
    assert (found.month, found.learned_from, found.known_then) == ("2026-06", ("2026-03",), True)
    assert found.customers == 200
    assert found.scores.roc_auc.value > 0.75
    assert found.roc_auc_difference.low < 0 < found.roc_auc_difference.high


def test_where_no_month_is_old_enough_other_customers_are_judged():
    history = store("2026-05", "2026-06", "2026-09")
    found = forward_risk(history, QUICK)
    assert found is not None
    assert (found.learned_from, found.known_then) == (("2026-05",), False)
    assert len(found.rows) == 200
    assert (found.risk > 0).all()


def test_the_same_people_never_tell_a_model_their_own_answers():
    """Labels of pure chance, the same in both months: who knows them by heart would do well."""
    rng = np.random.default_rng(1)
    chance = (rng.random(200) < 0.4).astype(float)
    first, second = month("2026-05", seed=3), month("2026-06", seed=3)
    labelled = [
        replace(base, dropped=base.dropped * 0 + chance, labels=base.labels * 0 + chance)
        for base in (first, second)
    ]
    history = compose_history(
        [*labelled, month("2026-09", seed=3, blank=True)], "own_label", SETTINGS
    )
    forest = quick_settings(candidates=("extra_trees", "dummy"))
    facts = fit_model(history, forest).facts
    assert facts.forward is not None
    assert abs(facts.forward.scores.roc_auc.value - 0.5) < 0.13
    assert abs(facts.procedure.roc_auc.value - 0.5) < 0.13


@pytest.mark.parametrize("names", [("2026-10",), ("2026-09", "2026-10")])
def test_without_an_earlier_month_of_known_outcome_there_is_no_forward_figure(names):
    history = store(*names) if len(names) > 1 else alone(month(*names, seed=1))
    assert forward_risk(history, QUICK) is None


def test_a_month_without_outcomes_is_scored_and_told_its_reasons():
    history = store("2026-05", "2026-06", "2026-09")
    outcome = fit_model(history, QUICK)
    assert outcome.risk.index.equals(history.scored.table.index)
    truth = draw_store(200, seed=99).dropped
    assert outcome.risk[truth == 1].mean() > outcome.risk[truth == 0].mean() + 0.2
    assert all(outcome.reasons.values())
    assert np.sum(outcome.facts.confusion) == 400
    assert next(p for p in outcome.facts.policies if p.chosen).contacted <= 200


def test_the_quick_forecast_gives_the_risks_of_the_whole_edition():
    history = store("2026-05", "2026-06", "2026-09")
    whole, quick = fit_model(history, QUICK), score_month(history, QUICK)
    assert quick.risk.equals(whole.risk)
    assert (quick.winner, quick.threshold) == (whole.facts.winner, whole.facts.threshold)
    assert quick.level_error == whole.level_error > 0


def test_earlier_months_are_thinned_but_everybody_stays_with_their_newest_month():
    history = store("2026-04", "2026-05", "2026-06", "2026-09")
    rows = make_rows(*history.months)
    for most, kept in ((700, 600), (600, 600), (450, 450), (10, 200)):
        thin = thin_out(rows, most=most, seed=1)
        assert len(thin.known) == kept
        assert len(thin.scored) == 200
        newest = thin.known[thin.month[thin.known] == 2]
        assert set(thin.ids[newest]) == set(history.scored.table.index)


def test_one_month_is_never_thinned():
    rows = make_rows(draw_store(200))
    assert thin_out(rows, most=1, seed=1).ids.tolist() == rows.ids.tolist()
