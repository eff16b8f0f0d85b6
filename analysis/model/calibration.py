"""From a classifier's score to a probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from analysis.model.folds import Fold
from analysis.model.sheet import Floats

# A forest of a hundred trees or a neighbourhood of a few dozen cannot know a risk closer
# to certainty than this.
EDGE = 0.002
Use: TypeAlias = Literal["always", "if_better", "never"]
WEAK_PENALTY = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sigmoid:
    """Platt's (1999) calibration: risk = expit(slope * score + intercept)."""

    slope: float
    intercept: float

    def risk(self, scores: Floats) -> Floats:
        """Calibrated probabilities of scores on the logit scale."""
        return np.clip(expit(self.slope * scores + self.intercept), EDGE, 1 - EDGE)


IDENTITY = Sigmoid(slope=1.0, intercept=0.0)


def to_score(risk: Floats) -> Floats:
    """Probabilities on the logit scale, kept away from certainty."""
    return np.asarray(logit(np.clip(risk, EDGE, 1 - EDGE)), dtype=np.float64)


def fit_sigmoid(scores: Floats, dropped: Floats) -> Sigmoid:
    """The sigmoid that makes scores probabilities; scores must be out-of-fold."""
    model = LogisticRegression(C=WEAK_PENALTY).fit(scores[:, None], dropped)
    return Sigmoid(slope=float(model.coef_[0, 0]), intercept=float(model.intercept_[0]))


def cross_calibrated(scores: Floats, dropped: Floats, folds: Sequence[Fold]) -> Floats:
    """Each fold's scores through a sigmoid fitted on the other folds."""
    risk = np.empty_like(scores)
    for fold in folds:
        sigmoid = fit_sigmoid(scores[fold.train], dropped[fold.train])
        risk[fold.test] = sigmoid.risk(scores[fold.test])
    return risk


def calibrate(
    scores: Floats, dropped: Floats, folds: Sequence[Fold], *, use: Use
) -> tuple[Sigmoid, Floats]:
    """The calibration that the folds prefer, and the out-of-fold risks under it.

    use: "always" where the scores are no log-odds (a support vector machine's distance), so
    that only the sigmoid makes them probabilities; "if_better" where it lowers log loss.
    """
    plain = IDENTITY.risk(scores)
    if use == "never":
        return IDENTITY, plain
    calibrated = cross_calibrated(scores, dropped, folds)
    if use == "always" or log_loss(dropped, calibrated) < log_loss(dropped, plain):
        return fit_sigmoid(scores, dropped), calibrated
    return IDENTITY, plain
