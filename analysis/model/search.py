"""The search for one candidate's parameters inside a training set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from sklearn.base import BaseEstimator, clone
from sklearn.metrics import log_loss
from sklearn.model_selection import GridSearchCV, ParameterGrid
from sklearn.pipeline import Pipeline

from analysis.model.arrays import Floats
from analysis.model.candidates import SIGMOID
from analysis.model.estimators import clip_risk, score_of
from analysis.model.facts import SearchRow
from analysis.model.folds import Fold
from analysis.settings import Parameter

Grid = Mapping[str, Sequence[Parameter]]


def search(
    key: str, pipeline: Pipeline, grid: Grid, folds: Sequence[Fold], X: pd.DataFrame, y: Floats
) -> tuple[Pipeline, str, tuple[SearchRow, ...]]:
    """The pipeline with the parameters of the least log loss, learned from everybody; these
    parameters in words; and all that was tried, which is nothing where there is no choice."""
    if len(ParameterGrid(grid)) == 1:
        only = next(iter(ParameterGrid(grid)))
        return clone(pipeline).set_params(**only).fit(X, y), _say(only), ()
    scoring = {"roc_auc": "roc_auc", "log_loss": _calibrated_log_loss}
    found = GridSearchCV(pipeline, dict(grid), scoring=scoring, refit="log_loss", cv=folds)
    found.fit(X, y)
    tried = found.cv_results_
    rows = tuple(
        SearchRow(
            candidate=key,
            parameters=_say(parameters),
            roc_auc=float(tried["mean_test_roc_auc"][number]),
            log_loss=-float(tried["mean_test_log_loss"][number]),
            chosen=bool(number == found.best_index_),
        )
        for number, parameters in enumerate(tried["params"])
    )
    return found.best_estimator_, _say(found.best_params_), rows


def _calibrated_log_loss(classifier: BaseEstimator, X: pd.DataFrame, y: Floats) -> float:
    """neg_log_loss after the sigmoid that every candidate gets, so that distances and the raw
    shares of neighbours are held to the same as probabilities."""
    scores = score_of(classifier, X)[:, None]
    risk = clone(SIGMOID).fit(scores, y).predict_proba(scores)[:, 1]
    return -float(log_loss(y, clip_risk(risk)))


def _say(parameters: Mapping[str, Parameter]) -> str:
    """Parameters as scikit-learn calls them, without the steps they belong to."""
    return ", ".join(f"{name.rsplit('__', 1)[-1]}={value}" for name, value in parameters.items())
