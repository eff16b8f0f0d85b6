"""The public protocol, many times over: what a single random split would have said."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from sklearn.base import BaseEstimator
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import make_scorer, recall_score
from sklearn.model_selection import StratifiedShuffleSplit, cross_validate
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from analysis.intake.facts import DataFacts
from analysis.model.arrays import Floats, Integers
from analysis.model.estimators import Subsample
from analysis.model.facts import PublishedFigure, SplitStudy
from analysis.model.features import Rows
from analysis.model.folds import Fold, smallest_class
from analysis.model.preprocessing import prepared
from analysis.settings import ModelSettings, Settings

FILE = Path(__file__).with_name("published.toml")
QUARTERS = 4
SIGMOID_FOLDS = 3
ASKED_AT = 0.3  # the risk of the published recall


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
    splitter = StratifiedShuffleSplit(
        model.published_splits, test_size=1 / QUARTERS, random_state=settings.seed
    )
    random = list(splitter.split(known.features, known.dropped))
    grouped = [keep_together(split, known.groups) for split in random]
    with threadpool_limits(limits=1):
        return tuple(
            _study(key, classifier, known, splits, together=together)
            for together, splits in ((False, random), (True, grouped))
            for key, classifier in _models(model).items()
        )


def _models(settings: ModelSettings) -> dict[str, BaseEstimator]:
    """scikit-learn's defaults, as the public solutions leave them; a tree is kept from learning
    every customer by heart, and a support vector machine gets probabilities by a sigmoid."""
    at_most = settings.pairwise_customers
    machine = Subsample(SVC(gamma="auto"), at_most)
    return {
        "logistic": LogisticRegression(max_iter=2000),
        "svc": CalibratedClassifierCV(machine, cv=SIGMOID_FOLDS, ensemble=False),
        "knn": Subsample(KNeighborsClassifier(15), at_most),
        "tree": DecisionTreeClassifier(max_depth=5, random_state=0),
    }


def keep_together(split: Fold, groups: Integers) -> Fold:
    """The same split with each parted group moved to the side of its first member.

    So the two studies differ in the parted twins and in nothing else.
    """
    tested = np.isin(np.arange(len(groups)), split[1])
    _, first, member = np.unique(groups, return_index=True, return_inverse=True)
    held = tested[first][member]
    return np.flatnonzero(~held), np.flatnonzero(held)


def _study(
    key: str, model: BaseEstimator, known: Rows, splits: Sequence[Fold], *, together: bool
) -> SplitStudy:
    """One model on every split."""
    found = cross_validate(
        prepared(model), known.features, known.dropped, cv=splits, scoring=SCORING
    )
    return SplitStudy(
        candidate=key,
        twins_kept_together=together,
        **{name: tuple(found[f"test_{name}"].tolist()) for name in SCORING},
    )


def _recall(dropped: Floats, risk: Floats) -> float:
    return float(recall_score(dropped, risk >= ASKED_AT))


# The published F1 is at a risk of one half.
SCORING = {
    "roc_auc": "roc_auc",
    "f1": "f1",
    "recall": make_scorer(_recall, response_method="predict_proba"),
}
