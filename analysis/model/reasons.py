"""Contributions as a reader meets them: importance, dependence, three reasons a customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import shap
from numpy.typing import NDArray
from scipy import stats

from analysis.estimate import Estimate
from analysis.model.arrays import Floats, Integers
from analysis.model.facts import Dependence, Direction, Importance, Reason
from analysis.model.scores import INTERVAL

REASONS = 3
DRAWN = 2_000
CLEAR = 0.3  # rank correlation of value and contribution above which there is a direction


def gather_explanations(
    parts: Sequence[shap.Explanation], customers: Sequence[Integers]
) -> shap.Explanation:
    """One explanation of all customers; `customers`: positions of each part's rows in it."""
    order = np.argsort(np.concatenate(customers))
    fields = ("values", "base_values", "data")
    joined = {f: np.concatenate([getattr(part, f) for part in parts])[order] for f in fields}
    return shap.Explanation(**joined, feature_names=parts[0].feature_names)


def _features(explanation: shap.Explanation) -> Iterator[tuple[str, pd.Series, Floats]]:
    """Name, the customers' own values and their contributions."""
    columns = zip(explanation.feature_names, explanation.data.T, explanation.values.T, strict=True)
    for name, values, given in columns:
        yield name, pd.Series(values).infer_objects(), given


def importances(explanation: shap.Explanation, falls: Sequence[Floats]) -> tuple[Importance, ...]:
    """Every feature, strongest mean contribution first.

    falls: per fold the fall of ROC-AUC when each feature is shuffled.
    """
    rows = [
        Importance(
            feature=name,
            mean_abs_shap=float(np.abs(given).mean()),
            direction=_direction(values, given),
            permutation=_over_folds(fall),
        )
        for (name, values, given), fall in zip(
            _features(explanation), np.transpose(falls), strict=True
        )
    ]
    return tuple(sorted(rows, key=lambda row: -row.mean_abs_shap))


def _direction(values: pd.Series, given: Floats) -> Direction:
    """Whether higher values go with higher risk."""
    if not pd.api.types.is_numeric_dtype(values):
        return "category"
    if not (values.std() > 0 and given.std() > 0):  # also where no value is known
        return "mixed"
    tie = values.corr(pd.Series(given), method="spearman")
    if abs(tie) < CLEAR:
        return "mixed"
    return "more" if tie > 0 else "less"


def _over_folds(falls: Floats) -> Estimate:
    """Mean over folds with its t interval."""
    mean, folds = float(np.nanmean(falls)), len(falls)
    half = stats.t.ppf(INTERVAL[1], folds - 1) * np.nanstd(falls, ddof=1) / np.sqrt(folds)
    return Estimate(value=mean, low=float(mean - half), high=float(mean + half))


def dependences(
    explanation: shap.Explanation, importance: Sequence[Importance]
) -> tuple[Dependence, ...]:
    """Contributions against values, strongest feature first, of as many customers as a picture
    can tell apart."""
    customers = len(explanation.values)
    shown = np.linspace(0, customers - 1, min(customers, DRAWN)).round().astype(int)
    values = np.where(pd.isna(explanation.data), None, explanation.data)[shown]
    columns = [explanation.feature_names.index(row.feature) for row in importance]
    return tuple(
        Dependence(
            feature=explanation.feature_names[i],
            values=tuple(values[:, i]),
            contributions=tuple(explanation.values[shown, i].tolist()),
        )
        for i in columns
    )


def reasons_of(
    explanation: shap.Explanation, flagged: Floats, kept: NDArray[np.bool_]
) -> tuple[tuple[Reason, ...], ...]:
    """Per customer the features that speak most for what the model says.

    For a flagged customer: what raises the risk most; for another: what lowers it most. A
    missing value is no reason, because there is nothing to tell of it.
    kept: whether a customer is known to keep their level; theirs are the usual values.
    """
    usual = [_usual(values[kept]) for _, values, _ in _features(explanation)]
    sign = np.where(flagged == 1, 1.0, -1.0)
    missing = pd.isna(explanation.data)
    speaks = np.where(missing, -np.inf, explanation.values * sign[:, None])
    ranked = np.argsort(-speaks, axis=1, kind="stable")[:, :REASONS]
    return tuple(
        tuple(
            Reason(
                feature=explanation.feature_names[i],
                value=explanation.data[customer, i],
                usual=usual[i],
                contribution=float(explanation.values[customer, i]),
            )
            for i in features
            if not missing[customer, i]
        )
        for customer, features in enumerate(ranked)
    )


def _usual(values: pd.Series) -> float | str:
    """Median of the known numbers, or the most frequent word, the first of equals."""
    if pd.api.types.is_numeric_dtype(values):
        return float(values.median())
    return str(values.mode().iat[0])
