"""Stores whose labels are the state at the export: the outcome stands three folders later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.bench.population import make_base
from analysis.history.outcome import find_meaning
from analysis.history.read import compose_history
from analysis.model.facts import ModelFacts
from analysis.model.fit import fit_model
from analysis.sample.months import draw_months
from tests.analysis.model.quick_settings import quick_settings

QUICK = quick_settings(candidates=("logistic", "same_state", "dummy"))
MONTHS = draw_months(7, customers=700, months=5).months
RANDOM = np.random.default_rng(3)


def judge(spoil: Callable[[pd.Series], pd.Series], spoilt: tuple[int, ...]) -> ModelFacts:
    """The model of five months, the labels of some folders changed before they are read."""
    bases = []
    for number, month in enumerate(MONTHS):
        label = month.later_label
        base = make_base(month.customers, spoil(label) if number in spoilt else label, QUICK.data)
        bases.append(replace(base, facts=replace(base.facts, month=month.name)))
    assert find_meaning(bases, QUICK.months, 3) == "later_label"
    return fit_model(compose_history(bases, "later_label", QUICK), QUICK).facts


def shuffled(label: pd.Series) -> pd.Series:
    return pd.Series(RANDOM.permutation(label.to_numpy()), label.index)


def test_the_later_label_is_told_although_a_folders_own_labels_are_noise():
    """The first three folders' labels are outcomes of months that nobody has."""
    facts = judge(shuffled, (0, 1, 2))
    assert facts.forward is not None
    assert facts.procedure.roc_auc.value >= 0.85
    assert facts.forward.scores.roc_auc.value >= 0.85


def test_nothing_is_told_where_the_later_labels_are_shuffled():
    facts = judge(shuffled, (3, 4))
    assert facts.forward is not None
    assert facts.procedure.roc_auc.value == pytest.approx(0.5, abs=0.05)
    assert facts.forward.scores.roc_auc.value == pytest.approx(0.5, abs=0.05)


def test_the_state_staying_as_it_is_stands_beside_the_models():
    facts = judge(shuffled, ())
    baseline = next(c for c in facts.candidates if c.key == "same_state")
    assert 0.7 < baseline.scores.roc_auc.value < facts.procedure.roc_auc.value
    assert "without_state" in {sentinel.key for sentinel in facts.sentinels}
