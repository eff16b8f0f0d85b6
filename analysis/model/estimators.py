"""What scikit-learn lacks, as estimators that fit into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Self

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.model_selection import cross_val_predict
from sklearn.utils import Tags, resample
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from analysis.model.arrays import Floats, Integers
from analysis.model.folds import Fold

# A forest of a hundred trees or a neighbourhood of a few dozen cannot know a risk closer to
# certainty than this.
EDGE = 0.002
SCORE = "score_"


def clip_risk(risk: Floats) -> Floats:
    """Risks kept away from certainty."""
    return np.clip(risk, EDGE, 1 - EDGE)


def to_score(risk: Floats) -> Floats:
    """Probabilities on the logit scale, kept away from certainty."""
    return np.asarray(logit(clip_risk(risk)), dtype=np.float64)


def _has(method: str) -> Callable[[Subsample], bool]:
    return lambda sample: hasattr(sample.classifier, method)


class Subsample(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The classifier, learning from at most `at_most` customers drawn by label.

    A kernel machine learns in the square of its customers and more, nearest neighbours answer in
    proportion to them. Past a few thousand a border gains little from more of them, while the
    time goes from seconds to hours. The draw depends on the labels and on `seed` alone, so every
    combination that a search tries on one fold learns from the same customers.
    """

    def __init__(self, classifier: BaseEstimator, at_most: int = 4000, seed: int = 0) -> None:
        self.classifier = classifier
        self.at_most = at_most
        self.seed = seed

    def fit(self, X: Floats, y: Floats) -> Self:
        """Learn from the customers drawn, in their order."""
        X, y = validate_data(self, X, y)
        drawn = np.arange(len(y))
        if len(y) > self.at_most:
            drawn = np.sort(
                resample(
                    drawn, replace=False, n_samples=self.at_most, stratify=y, random_state=self.seed
                )
            )
        classifier = clone(self.classifier)
        if "n_neighbors" in classifier.get_params():
            # A small store has no more neighbours than half of its customers.
            possible = max(1, min(classifier.n_neighbors, len(drawn) // 2))
            classifier.set_params(n_neighbors=possible)
        self.classifier_ = classifier.fit(X[drawn], y[drawn])
        self.classes_ = self.classifier_.classes_
        return self

    @available_if(_has("predict"))  # type: ignore[untyped-decorator]
    def predict(self, X: Floats) -> Floats:
        """The likelier label, (customers,)."""
        check_is_fitted(self)
        return np.asarray(self.classifier_.predict(X))

    @available_if(_has("predict_proba"))  # type: ignore[untyped-decorator]
    def predict_proba(self, X: Floats) -> Floats:
        """Probability of each class, (customers, 2)."""
        check_is_fitted(self)
        return np.asarray(self.classifier_.predict_proba(X))

    @available_if(_has("decision_function"))  # type: ignore[untyped-decorator]
    def decision_function(self, X: Floats) -> Floats:
        """Signed distance from the border, (customers,)."""
        check_is_fitted(self)
        return np.asarray(self.classifier_.decision_function(X))


class NoisyOr(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A final estimator for customers who leave in one of two ways: visibly, or hardly visibly.

    Every other candidate looks for one border. Where most who drop stand far behind it and a
    few look nearly like the rest, a border fitted to the many calls the few safe. Here a drop
    has two independent causes and needs one of them (the noisy-or of Pearl 1988, section 4.3.2):

        risk = 1 - (1 - expit(slope * s + intercept)) * (1 - expit(columns @ weights + constant))

    s: the mean of the first `members` columns, the log-odds of the members of a stack, is the
    visible cause; the second factor, a logistic regression on the other columns, is what the
    first leaves unexplained. Learned by penalised maximum likelihood: `penalty` on slope - 1
    and weights, `rare_penalty` on constant - `rare`, because the second cause is rare until the
    data say otherwise. Their values were found on simulated stores.
    """

    def __init__(
        self,
        members: int = 1,
        penalty: float = 0.01,
        rare: float = -2.0,
        rare_penalty: float = 0.002,
    ) -> None:
        self.members = members
        self.penalty = penalty
        self.rare = rare
        self.rare_penalty = rare_penalty

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: Floats, y: Floats) -> Self:
        """X: the members' log-odds, which must be out-of-fold, then scaled columns."""
        X, y = validate_data(self, X, y, dtype=np.float64, ensure_min_features=self.members)
        kind = type_of_target(y, input_name="y", raise_unknown=True)
        if kind != "binary":
            raise ValueError(f"Only binary classification is supported. The target is {kind}.")
        self.classes_, dropped = np.unique(y, return_inverse=True)
        start = np.zeros(X.shape[1] - self.members + 3)
        start[0], start[-1] = 1.0, self.rare
        found = minimize(self._loss, start, args=(X, dropped), jac=True, method="L-BFGS-B").x
        self.slope_, self.intercept_ = float(found[0]), float(found[1])
        self.weights_, self.constant_ = found[2:-1], float(found[-1])
        return self

    def predict_proba(self, X: Floats) -> Floats:
        """Probability of each class, (customers, 2)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        at = np.concatenate([[self.slope_, self.intercept_], self.weights_, [self.constant_]])
        seen, hidden = self._causes(at, X)
        risk = clip_risk(1 - (1 - seen) * (1 - hidden))
        return np.column_stack([1 - risk, risk])

    def predict(self, X: Floats) -> Floats:
        """The likelier label, (customers,)."""
        check_is_fitted(self)
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def _causes(self, at: Floats, rows: Floats) -> tuple[Floats, Floats]:
        """Probability of each cause; at: slope, intercept, weights of the columns, constant."""
        score, columns = rows[:, : self.members].mean(axis=1), rows[:, self.members :]
        return expit(at[0] * score + at[1]), expit(columns @ at[2:-1] + at[-1])

    def _loss(self, at: Floats, rows: Floats, dropped: Integers) -> tuple[float, Floats]:
        """Mean log loss with the penalties, and its gradient."""
        score, columns = rows[:, : self.members].mean(axis=1), rows[:, self.members :]
        seen, hidden = self._causes(at, rows)
        risk = np.clip(1 - (1 - seen) * (1 - hidden), EDGE**2, 1 - EDGE**2)
        likely = np.where(dropped == 1, risk, 1 - risk)
        away = np.concatenate([[at[0] - 1, 0.0], at[2:-1], [0.0]])
        rare = at[-1] - self.rare
        penalties = self.penalty / 2 * away @ away + self.rare_penalty / 2 * rare**2
        # d loss / d risk, through which both causes' log-odds move it: seen' = seen * (1 - seen).
        slope = np.where(dropped == 1, -1, 1) / likely / len(dropped)
        by_seen = slope * (1 - hidden) * seen * (1 - seen)
        by_hidden = slope * (1 - seen) * hidden * (1 - hidden)
        gradient = np.concatenate(
            [[by_seen @ score, by_seen.sum()], by_hidden @ columns, [by_hidden.sum()]]
        )
        gradient += self.penalty * away
        gradient[-1] += self.rare_penalty * rare
        return float(penalties - np.log(likely).mean()), gradient


def ask_members(X: pd.DataFrame, members: Mapping[str, BaseEstimator]) -> pd.DataFrame:
    """The features with each member's score beside them, in a column called score_<member>."""
    return X.assign(**{f"{SCORE}{name}": score_of(each, X) for name, each in members.items()})


def score_of(classifier: BaseEstimator, X: pd.DataFrame) -> Floats:
    """Log-odds, or distances of a classifier that has only those; (customers,)."""
    if hasattr(classifier, "predict_proba"):
        return to_score(classifier.predict_proba(X)[:, 1])
    return np.asarray(classifier.decision_function(X), dtype=np.float64)


def out_of_fold(
    classifier: BaseEstimator, X: pd.DataFrame | Floats, y: Floats, cv: int | Sequence[Fold]
) -> Floats:
    """Everybody's score by a copy of the classifier that never saw their fold; (customers,)."""
    if hasattr(classifier, "predict_proba"):
        risk = cross_val_predict(classifier, X, y, cv=cv, method="predict_proba")
        return to_score(risk[:, 1])
    scores = cross_val_predict(classifier, X, y, cv=cv, method="decision_function")
    return np.asarray(scores, dtype=np.float64)
