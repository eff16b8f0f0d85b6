"""Candidates made of other candidates: a plain mean of risks, and a learned weighting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.model.calibration import IDENTITY, Sigmoid, calibrate, to_score
from analysis.model.folds import Fold
from analysis.model.sheet import Floats

VOTE, STACK, NOISY_OR = "vote", "stack", "noisy_or"
COMPLEXITY = {VOTE: 8, STACK: 9, NOISY_OR: 10}
# The members of a stack say nearly the same; without a penalty their weights run apart.
STACK_PENALTY = 0.1


class Model(Protocol):
    """Whatever turns features into the probability of a drop."""

    def risk(self, matrix: Floats) -> Floats:
        """Probability of a drop for rows of the sheet's features."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The mean of its members' risks."""

    members: tuple[Model, ...]
    sigmoid: Sigmoid

    def risk(self, matrix: Floats) -> Floats:
        """Probability of a drop for rows of the sheet's features."""
        mean = np.mean([member.risk(matrix) for member in self.members], axis=0)
        return self.sigmoid.risk(to_score(mean))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Logistic regression on the log-odds of its members (Wolpert 1992)."""

    members: tuple[Model, ...]
    weights: LogisticRegression

    def risk(self, matrix: Floats) -> Floats:
        """Probability of a drop for rows of the sheet's features."""
        scores = np.column_stack([to_score(member.risk(matrix)) for member in self.members])
        return weighed(self.weights, scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blended:
    """A blend after learning: the model, and its honest risks inside the training set."""

    model: Model
    inner_risk: Floats
    parameters: str


def vote(
    members: Mapping[str, Model],
    inner: Sequence[Floats],
    dropped: Floats,
    folds: Sequence[Fold],
) -> Blended:
    """The mean of the members; `inner` are their out-of-fold risks."""
    mean = np.mean(inner, axis=0)
    sigmoid, risk = calibrate(to_score(mean), dropped, folds, use="if_better")
    form = "none" if sigmoid is IDENTITY else "sigmoid"
    return Blended(
        model=Vote(members=tuple(members.values()), sigmoid=sigmoid),
        inner_risk=risk,
        parameters=f"members={'+'.join(members)}, calibration={form}",
    )


def stack(
    members: Mapping[str, Model],
    inner: Sequence[Floats],
    dropped: Floats,
    folds: Sequence[Fold],
) -> Blended:
    """The weighting learned from the members' out-of-fold risks, judged across the folds."""
    scores = np.column_stack([to_score(risk) for risk in inner])
    risk = np.empty(len(dropped))
    for fold in folds:
        weights = learn_weights(scores[fold.train], dropped[fold.train])
        risk[fold.test] = weighed(weights, scores[fold.test])
    weights = learn_weights(scores, dropped)
    given = zip(members, weights.coef_[0], strict=True)
    return Blended(
        model=Stack(members=tuple(members.values()), weights=weights),
        inner_risk=risk,
        parameters=", ".join(f"weight_of_{name}={weight:.2f}" for name, weight in given),
    )


def learn_weights(scores: Floats, dropped: Floats) -> LogisticRegression:
    """Logistic regression of the label on the members' log-odds."""
    return LogisticRegression(C=STACK_PENALTY).fit(scores, dropped)


def weighed(weights: LogisticRegression, scores: Floats) -> Floats:
    """Risk of the weighted log-odds, kept away from certainty."""
    return IDENTITY.risk(np.asarray(weights.decision_function(scores), dtype=np.float64))
