"""The public protocol, many times over: what a single random split would have said."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from sklearn.base import BaseEstimator, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, recall_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from analysis.intake.facts import DataFacts
from analysis.model.arrays import Floats, Integers
from analysis.model.estimators import KernelMachine, Subsample
from analysis.model.facts import PublishedFigure, SplitStudy
from analysis.model.features import Rows
from analysis.model.folds import HALF, Fold, smallest_class
from analysis.model.preprocessing import prepared
from analysis.settings import ModelSettings, Settings

FILE = Path(__file__).with_name("published.toml")
TEST_SHARE = 0.25
QUARTERS = 4
SIGMOID_FOLDS = 3
ASKED_AT = 0.3  # the published recall is at this risk, the published F1 at one half


def published_figures(data: DataFacts) -> tuple[PublishedFigure, ...]:
    """The figures of `published.toml` where the month is the export they were printed for."""
    stated = tomllib.loads(FILE.read_text(encoding="utf-8"))
    export = TypeAdapter(dict[str, int]).validate_python(stated["export"])
    found = {"customers_read": data.customers_read, "customers_dropped": data.customers_dropped}
    if data.demonstration or found != export:
        return ()
    return TypeAdapter(tuple[PublishedFigure, ...]).validate_python(stated["figure"])


def study_splits(rows: Rows, settings: Settings) -> tuple[SplitStudy, ...]:
    """Each model over the same random splits, with twins parted and with twins together."""
    known, model = rows.take(rows.known), settings.model
    if smallest_class(known.dropped, known.groups) < QUARTERS:
        return ()
    seeds = range(settings.seed, settings.seed + model.published_splits)
    random = [_random_split(known.dropped, seed) for seed in seeds]
    grouped = [keep_together(split, known.groups) for split in random]
    with threadpool_limits(limits=1):
        return (
            *_study(known, random, model, together=False),
            *_study(known, grouped, model, together=True),
        )


def _models(settings: ModelSettings) -> dict[str, BaseEstimator]:
    """scikit-learn's defaults, as the public solutions leave them; a tree is kept from learning
    every customer by heart, and a support vector machine gets probabilities by a sigmoid."""
    at_most = settings.pairwise_customers
    machine = Subsample(KernelMachine(), at_most)
    return {
        "logistic": LogisticRegression(max_iter=2000),
        "svc": CalibratedClassifierCV(machine, cv=SIGMOID_FOLDS, ensemble=False),
        "knn": Subsample(KNeighborsClassifier(15), at_most),
        "tree": DecisionTreeClassifier(max_depth=5, random_state=0),
    }


def _random_split(dropped: Floats, seed: int) -> Fold:
    """A stratified 75/25 split that knows nothing of twins."""
    customers = np.arange(len(dropped))
    train, test = train_test_split(
        customers, test_size=TEST_SHARE, stratify=dropped, random_state=seed
    )
    return train, test


def keep_together(split: Fold, groups: Integers) -> Fold:
    """The same split with each parted group moved to the side of its first member.

    So the two studies differ in the parted twins and in nothing else.
    """
    tested = np.isin(np.arange(len(groups)), split[1])
    _, first, member = np.unique(groups, return_index=True, return_inverse=True)
    held = tested[first][member]
    return np.flatnonzero(~held), np.flatnonzero(held)


def _study(
    known: Rows, splits: Sequence[Fold], settings: ModelSettings, *, together: bool
) -> list[SplitStudy]:
    """ROC-AUC, F1 at one half and recall at 0.3 of every model on every split."""
    models = _models(settings)
    figures = {key: np.empty((3, len(splits))) for key in models}
    for number, (train, test) in enumerate(splits):
        dropped = known.dropped[train]
        preprocessing = prepared(None).fit(known.features.iloc[train], dropped)
        learned, judged = (preprocessing.transform(known.features.iloc[p]) for p in (train, test))
        for key, model in models.items():
            risk = clone(model).fit(learned, dropped).predict_proba(judged)[:, 1]
            figures[key][:, number] = _split_figures(known.dropped[test], risk)
    return [
        SplitStudy(
            candidate=key,
            twins_kept_together=together,
            roc_auc=tuple(found[0].tolist()),
            f1=tuple(found[1].tolist()),
            recall=tuple(found[2].tolist()),
        )
        for key, found in figures.items()
    ]


def _split_figures(dropped: Floats, risk: Floats) -> tuple[float, float, float]:
    """ROC-AUC, F1 of the dropped class at one half, its recall at 0.3."""
    return (
        float(roc_auc_score(dropped, risk)),
        float(f1_score(dropped, risk >= HALF, zero_division=0)),
        float(recall_score(dropped, risk >= ASKED_AT)),
    )
