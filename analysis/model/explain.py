"""Shapley values of customers' risks, in probability units, for a classifier of any kind.

One way serves every winner. Each of them ends in a bend that shap's exact explainers cannot
follow: Platt's sigmoid after a score, a mean of such risks, or a noisy-or. `TreeExplainer` and
`LinearExplainer` would explain the score before it, in other units than the report's, and shap's
explainers for any model ask it customer by customer, which takes minutes. So boosted trees first
learn the winner's risk, and `TreeExplainer` explains these; shap's kernel explainer, run long on
the winner itself for some customers, checks it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shap
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingRegressor

from analysis.model.arrays import Floats, Integers
from analysis.model.facts import ExplanationCheck

METHOD = "shap.TreeExplainer on trees that learned the risk, against shap.KernelExplainer"
# Trees that follow the winner's risk closely: on simulated stores they leave 0.1 % of its variance.
TREES = {"max_iter": 300, "max_leaf_nodes": 31, "learning_rate": 0.1}
BACKGROUND = 200  # customers that an explained one is held against
COALITIONS = 300  # per customer and background customer in the long run
TINY = 1e-12


def explain(
    model: BaseEstimator,
    background: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    hybrids: int,
    seed: int,
) -> shap.Explanation:
    """Contribution of each column to each customer's risk, (customers, columns).

    A row sums to the customer's risk less the background's mean risk, the base value; what the
    trees miss of a risk is shared out in proportion. A category is one feature, however the model
    encodes it. hybrids: the trees learn from so many rows with some values of a customer and the
    others of a background customer, which are what Shapley values ask about.
    """
    risk, starts, ends = _coded(model, background, customers)
    random, base, final = np.random.default_rng(seed), risk(starts), risk(ends)
    rows = np.concatenate([_mix(starts, ends, hybrids, random), starts, ends])
    trees = HistGradientBoostingRegressor(**TREES, random_state=seed).fit(rows, risk(rows))
    explainer = shap.TreeExplainer(trees, _evenly(starts, base, BACKGROUND).astype(np.float64))
    values = explainer.shap_values(ends.astype(np.float64), check_additivity=False)
    missing, size = final - base.mean() - values.sum(axis=1), np.abs(values) + TINY
    return shap.Explanation(
        values=values + missing[:, None] * size / size.sum(axis=1, keepdims=True),
        base_values=np.full(len(ends), base.mean()),
        data=customers.to_numpy(dtype=object),
        feature_names=list(customers.columns),
    )


def _mix(starts: Integers, ends: Integers, count: int, random: np.random.Generator) -> Integers:
    """Rows that take each value from one of the `ends` or one of the `starts`, by chance."""
    first, second = (rows[random.integers(len(rows), size=count)] for rows in (starts, ends))
    taken = random.random(first.shape) < random.random((count, 1))
    return np.asarray(np.where(taken, second, first), dtype=np.intp)


def _evenly(rows: Integers, risk: Floats, count: int) -> Integers:
    """So many of the rows, evenly spread over their risks."""
    places = np.linspace(0, len(rows) - 1, min(count, len(rows))).round().astype(np.intp)
    return rows[np.argsort(risk, kind="stable")[places]]


Risk = Callable[[Integers], Floats]


def _coded(
    model: BaseEstimator, background: pd.DataFrame, customers: pd.DataFrame
) -> tuple[Risk, Integers, Integers]:
    """Both tables as positions in each column's sorted distinct values, and the risk of such rows.

    So numbers, words and missing values are mixed and compared in one array.
    """
    both = pd.concat([background, customers])
    columns = {name: pd.factorize(both[name], sort=True, use_na_sentinel=False) for name in both}
    codes = np.column_stack([code for code, _ in columns.values()])

    def risk(rows: Integers) -> Floats:
        taken = {name: columns[name][1].take(rows[:, i]) for i, name in enumerate(columns)}
        return np.asarray(model.predict_proba(pd.DataFrame(taken))[:, 1], dtype=np.float64)

    return risk, codes[: len(background)], codes[len(background) :]


def check_explanation(
    model: BaseEstimator,
    background: pd.DataFrame,
    customers: pd.DataFrame,
    explanation: shap.Explanation,
    *,
    checked: int,
    sample: int,
    seed: int,
) -> ExplanationCheck:
    """Correlation with shap's kernel explainer for `checked` customers chosen at random.

    sample: size of its background, evenly spread over the background's risks.
    """
    random = np.random.default_rng(seed)
    chosen = np.sort(random.choice(len(customers), min(checked, len(customers)), replace=False))
    risk, starts, ends = _coded(model, background, customers.iloc[chosen])
    np.random.seed(seed)  # the explainer draws from the global generator
    explainer = shap.KernelExplainer(risk, _evenly(starts, risk(starts), sample))
    slow = explainer.shap_values(ends, nsamples=COALITIONS, l1_reg=False, silent=True)
    return ExplanationCheck(
        method=METHOD,
        customers=len(chosen),
        correlation=_agreement(explanation.values[chosen].ravel(), np.ravel(slow)),
    )


def _agreement(fast: Floats, slow: Floats) -> float:
    """Correlation, or whether they are the same where one of them does not vary."""
    if fast.std() == 0 or slow.std() == 0:
        return float(np.allclose(fast, slow))
    return float(np.corrcoef(fast, slow)[0, 1])
