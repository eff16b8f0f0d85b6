"""Cheap refits with fixed parameters, for questions that need no search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

from analysis.model.engineered import Recipe
from analysis.model.families import Parameters, family, score
from analysis.model.folds import Fold
from analysis.model.preparation import Preparation, preparation_pipeline
from analysis.model.search import build
from analysis.model.sheet import Floats, Integers, Sheet

PARAMETERS: dict[str, Parameters] = {"logistic": (("C", 1.0),), "svc": (("C", 1.0),)}
NEIGHBOURS = 15
FOLDS = 5


def quick_auc(
    key: str,
    sheet: Sheet,
    customers: Integers,
    labels: Floats,
    folds: Sequence[Fold],
    *,
    pairwise: int,
    without: Sequence[str] = (),
) -> float:
    """Out-of-fold ROC-AUC of one family on standardised features, some left out."""
    part = drop_features(sheet, without)
    scores = quick_scores(key, part, customers, labels, folds, pairwise=pairwise)
    return float(roc_auc_score(labels, scores))


def quick_scores(
    key: str,
    sheet: Sheet,
    customers: Integers,
    labels: Floats,
    folds: Sequence[Fold],
    *,
    pairwise: int,
    used: Sequence[Recipe] = (),
) -> Floats:
    """Out-of-fold scores of one family on standardised features and engineered ones.

    pairwise: the most customers that a family which compares them in pairs learns from. Where
    all customers are alike in what is left of the features, their scores are.
    """
    preparation = Preparation(scaler="standard")
    matrix, scores = sheet.matrix[customers], np.zeros(len(customers))
    kind = family(key)
    for fold in folds:
        if (matrix[fold.train] == matrix[fold.train[0]]).all():
            continue
        pipeline = preparation_pipeline(preparation, sheet, used)
        model = build(kind, PARAMETERS[key], 0, len(fold.train), pairwise)
        prepared = pipeline.fit_transform(matrix[fold.train], labels[fold.train])
        model.fit(prepared, labels[fold.train])
        scores[fold.test] = score(model, pipeline.transform(matrix[fold.test]), margin=kind.margin)
    return scores


def drop_features(sheet: Sheet, without: Sequence[str]) -> Sheet:
    """The sheet without some of its features."""
    kept = [i for i, name in enumerate(sheet.names) if name not in without]
    return replace(
        sheet,
        matrix=sheet.matrix[:, kept],
        names=tuple(sheet.names[i] for i in kept),
        levels=tuple(sheet.levels[i] for i in kept),
    )


def order_auc(values: Floats, labels: Floats, *, seed: int) -> float:
    """Out-of-fold ROC-AUC of the nearest neighbours along one number."""
    folds = min(FOLDS, int(min(labels.sum(), (1 - labels).sum())))
    splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    model = KNeighborsClassifier(min(NEIGHBOURS, len(labels) // 4))
    risk = cross_val_predict(model, values[:, None], labels, cv=splitter, method="predict_proba")
    return float(roc_auc_score(labels, risk[:, 1]))
