"""Shapley values of customers' risks, in probability units, for a classifier of any kind.

One way serves every winner. Each of them ends in a bend that shap's exact explainers cannot
follow: Platt's sigmoid after a score, a mean of such risks, or a noisy-or. `TreeExplainer` and
`LinearExplainer` would explain the score before it, in other units than the report's. shap's
explainers for any model ask it customer by customer, which takes minutes; here it is asked for
all customers at once. The estimate is that of Strumbelj and Kononenko (2014), with antithetic
orders; shap's kernel explainer, run long for some customers, checks it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shap
from sklearn.base import BaseEstimator
from sklearn.utils import gen_batches

from analysis.model.arrays import Floats, Integers
from analysis.model.facts import ExplanationCheck

METHOD = "permutation walks with antithetic orders, against shap.KernelExplainer"
BATCH = 5_000  # customers walked together, so that memory does not grow with the store
COALITIONS = 300  # per customer and background customer in the long run
TINY = 1e-12


def explain(
    model: BaseEstimator,
    background: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    pairs: int,
    seed: int,
) -> shap.Explanation:
    """Contribution of each column to each customer's risk, (customers, columns).

    A row sums to the customer's risk less the background's mean risk, the base value. A
    category is one feature, however the model encodes it. `pairs`: walks there and back per
    customer; time grows with pairs * customers * columns.
    """
    risk, starts, ends = _coded(model, background, customers)
    random, base = np.random.default_rng(seed), risk(starts)
    values = [
        _contributions(risk, starts, base, ends[batch], pairs=pairs, random=random)
        for batch in gen_batches(len(ends), BATCH)
    ]
    return shap.Explanation(
        values=np.concatenate(values),
        base_values=np.full(len(ends), base.mean()),
        data=customers.to_numpy(dtype=object),
        feature_names=list(customers.columns),
    )


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


def _contributions(
    risk: Risk,
    background: Integers,
    base: Floats,
    customers: Integers,
    *,
    pairs: int,
    random: np.random.Generator,
) -> Floats:
    """Mean steps of walks that begin in as many bands of background risk as there are pairs."""
    count, features = customers.shape
    final, steps = risk(customers), []
    for band in np.array_split(np.argsort(base, kind="stable"), min(pairs, len(base))):
        drawn = random.permutation(np.resize(random.permutation(band), count))
        ranks = random.permuted(np.tile(np.arange(features), (count, 1)), axis=1)
        steps.append(_steps(risk, background[drawn], customers, base[drawn], final, ranks))
    values = np.mean(steps, axis=0)
    missing = final - base.mean() - values.sum(axis=1)
    size = np.abs(values) + TINY
    return np.asarray(values + missing[:, None] * size / size.sum(axis=1, keepdims=True))


def _steps(
    risk: Risk, start: Integers, end: Integers, begin: Floats, final: Floats, ranks: Integers
) -> Floats:
    """What each feature adds on the way from start to end: mean of an order and its reverse.

    start, end, ranks: (customers, features); ranks: a feature's place in the order.
    begin, final: the risks of start and end, (customers,).
    """
    count, features = ranks.shape
    both = np.stack([ranks, features - 1 - ranks])
    taken = np.arange(1, features)[:, None]
    states = np.where(both[:, :, None] < taken, end[:, None], start[:, None])
    path = np.empty((2, count, features + 1))
    path[:, :, 0], path[:, :, -1] = begin, final
    path[:, :, 1:-1] = risk(states.reshape(-1, features)).reshape(2, count, -1)
    return np.asarray(np.take_along_axis(np.diff(path, axis=2), both, axis=2).mean(axis=0))


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
    ranked = starts[np.argsort(risk(starts), kind="stable")]
    evenly = np.linspace(0, len(ranked) - 1, min(sample, len(ranked))).round().astype(int)
    np.random.seed(seed)  # the explainer draws from the global generator
    explainer = shap.KernelExplainer(risk, ranked[evenly])
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
