"""Learning from some of the customers, where learning from all would take too long.

A kernel machine learns in the square of its customers and more, and each answer takes as long
as there are customers it leans on; nearest neighbours learn nothing, but answer so. Past a few
thousand a border gains little from more of them, while the time goes from seconds to hours.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils import resample

from analysis.model.families import Classifier
from analysis.model.sheet import Floats, Integers


class LearnsFromSome(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The classifier, learning from at most `at_most` customers drawn by label.

    The draw depends on the labels' number and order and on `seed`, so every combination that a
    search tries on one fold learns from the same customers.
    """

    def __init__(self, classifier: Classifier, at_most: int, seed: int) -> None:
        self.classifier = classifier
        self.at_most = at_most
        self.seed = seed

    def fit(self, X: Floats, y: Floats) -> Self:  # noqa: N803 (scikit-learn's name)
        """Learn from the customers drawn."""
        drawn = draw_by_label(y, self.at_most, seed=self.seed)
        self.learned_ = clone(self.classifier).fit(X[drawn], y[drawn])
        self.classes_ = self.learned_.classes_
        return self

    def predict(self, X: Floats) -> Floats:  # noqa: N803 (scikit-learn's name)
        """The likelier label, (customers,)."""
        return np.asarray(self.learned_.predict(X))

    def predict_proba(self, X: Floats) -> Floats:  # noqa: N803 (scikit-learn's name)
        """Probability of each class, (customers, 2)."""
        return np.asarray(self.learned_.predict_proba(X))

    def decision_function(self, X: Floats) -> Floats:  # noqa: N803 (scikit-learn's name)
        """Signed distance from the border, (customers,)."""
        return np.asarray(self.learned_.decision_function(X))


def draw_by_label(dropped: Floats, at_most: int, *, seed: int) -> Integers:
    """Positions of `at_most` customers, or of all if they are fewer, ascending.

    Both labels keep their shares.
    """
    everyone = np.arange(len(dropped))
    if len(dropped) <= at_most:
        return everyone
    drawn = resample(
        everyone, replace=False, n_samples=at_most, stratify=dropped, random_state=seed
    )
    return np.sort(drawn)
