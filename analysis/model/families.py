"""The candidates that learn from features; blends of them are in `blend`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import gen_batches

from analysis.model.calibration import Use, to_score
from analysis.model.sheet import Floats
from analysis.settings import Parameter

Parameters = tuple[tuple[str, Parameter], ...]


class Classifier(Protocol):
    """What scikit-learn's classifiers have in common."""

    def fit(self, x: Floats, y: Floats) -> Self:
        """Learn from customers and their labels."""

    def predict(self, x: Floats) -> Floats:
        """The likelier label, (customers,)."""

    def predict_proba(self, x: Floats) -> Floats:
        """Probability of each class, (customers, 2)."""

    def decision_function(self, x: Floats) -> Floats:
        """Signed distance from the border, (customers,)."""


# The kernel of all rows that an explanation asks about would take gigabytes in a large store.
ROWS_AT_ONCE = 25_000


class KernelMachine(SVC):  # type: ignore[misc]
    """SVC whose distances come from a matrix product: five times faster than libsvm's loop
    over the support vectors, equal but for rounding."""

    def decision_function(self, X: Floats) -> Floats:  # noqa: N803 (scikit-learn's name)
        """Signed distance from the border, (customers,)."""
        batches = gen_batches(len(X), ROWS_AT_ONCE)
        return np.concatenate([self.distances(X[rows]) for rows in batches])

    def distances(self, rows: Floats) -> Floats:
        """Signed distance of so many rows that their kernel fits into memory."""
        kernel = rbf_kernel(rows, self.support_vectors_, gamma=self._gamma)
        return np.asarray(kernel @ self.dual_coef_[0] + self.intercept_[0])


USUAL_NEIGHBOURS = 5
Build = Callable[[Mapping[str, Parameter], int, int], Classifier]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of model. `complexity`: smaller is simpler to run and to explain."""

    key: str
    complexity: int
    required: bool
    build: Build  # of parameters, seed and number of customers learned from
    margin: bool = False  # scores are distances, not log-odds
    pairwise: bool = False  # compares customers in pairs: time grows with their square
    sigmoid: Use = "if_better"


def neighbours(parameters: Mapping[str, Parameter], _seed: int, customers: int) -> Classifier:
    """k-nearest neighbours; a small store has no more of them than half its customers."""
    wanted = int(parameters.get("n_neighbors", USUAL_NEIGHBOURS))
    rest = {name: value for name, value in parameters.items() if name != "n_neighbors"}
    possible = max(1, min(wanted, customers // 2))
    classifier: Classifier = KNeighborsClassifier(n_neighbors=possible, **rest)
    return classifier


FAMILIES: tuple[Family, ...] = (
    Family(
        key="dummy",
        complexity=0,
        required=True,
        sigmoid="never",
        build=lambda p, _s, _n: DummyClassifier(**p),
    ),
    Family(
        key="logistic",
        complexity=1,
        required=True,
        build=lambda p, s, _n: LogisticRegression(max_iter=2000, random_state=s, **p),
    ),
    Family(
        key="tree",
        complexity=2,
        required=True,
        build=lambda p, s, _n: DecisionTreeClassifier(random_state=s, **p),
    ),
    Family(key="knn", complexity=3, required=True, pairwise=True, build=neighbours),
    Family(
        key="svc",
        complexity=4,
        required=True,
        margin=True,
        pairwise=True,
        sigmoid="always",
        build=lambda p, _s, _n: KernelMachine(**p),
    ),
    Family(
        key="extra_trees",
        complexity=5,
        required=False,
        build=lambda p, s, _n: ExtraTreesClassifier(random_state=s, **p),
    ),
    Family(
        key="forest",
        complexity=6,
        required=False,
        build=lambda p, s, _n: RandomForestClassifier(random_state=s, **p),
    ),
    Family(
        key="boosting",
        complexity=7,
        required=False,
        build=lambda p, s, _n: HistGradientBoostingClassifier(
            random_state=s, early_stopping=False, **p
        ),
    ),
)


def family(key: str) -> Family:
    """The family of that key."""
    return next(f for f in FAMILIES if f.key == key)


def score(classifier: Classifier, x: Floats, *, margin: bool) -> Floats:
    """Out-of-sample scores: distances where the family has only those, else log-odds."""
    if margin:
        return np.asarray(classifier.decision_function(x), dtype=np.float64)
    return to_score(classifier.predict_proba(x)[:, 1])
