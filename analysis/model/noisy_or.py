"""A blend for customers who leave in one of two ways: visibly, or hardly visibly.

Every other candidate looks for one border. Where most who drop stand far behind it and a few
look nearly like the rest, a border fitted to the many calls the few safe. Here a drop has two
independent causes and needs one of them (the noisy-or of Pearl 1988, section 4.3.2):

    risk = 1 - (1 - expit(slope * s + intercept)) * (1 - expit(columns @ weights + constant))

s: the mean of the members' log-odds, the visible cause; the second factor, a logistic
regression on the features themselves, is what the first leaves unexplained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.pipeline import Pipeline

from analysis.model.blend import Blended, Model
from analysis.model.calibration import EDGE, to_score
from analysis.model.folds import make_folds
from analysis.model.preparation import Preparation, preparation_pipeline
from analysis.model.search import Learning
from analysis.model.sheet import Floats

COLUMNS = Preparation(scaler="standard", keep=60)
# More than the members have: with a quarter left out the second cause, which few customers
# tell of, would look worse to the rule of choice than it is when learned from all.
FOLDS = 10
# Found on simulated stores, which share no customer with any that is judged.
PENALTY = 0.01
# The second cause is rare until the data say otherwise; one observation's worth of weight.
RARE, RARE_PENALTY = -2.0, 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """The coefficients of both causes."""

    slope: float
    intercept: float
    weights: Floats  # of the columns
    constant: float

    def risk(self, scores: Floats, columns: Floats) -> Floats:
        """Probability of a drop; scores (customers,), columns (customers, columns)."""
        seen = expit(-(self.slope * scores + self.intercept))
        hidden = expit(-(columns @ self.weights + self.constant))
        return np.clip(1 - seen * hidden, EDGE, 1 - EDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoisyOr:
    """The blend after learning."""

    members: tuple[Model, ...]
    preparation: Pipeline
    causes: Causes

    def risk(self, matrix: Floats) -> Floats:
        """Probability of a drop for rows of the sheet's features."""
        scores = mean_score([member.risk(matrix) for member in self.members])
        return self.causes.risk(scores, self.preparation.transform(matrix))


def noisy_or(members: Mapping[str, Model], inner: Sequence[Floats], learning: Learning) -> Blended:
    """Both causes learned from the members' out-of-fold risks, judged across folds."""
    scores, dropped = mean_score(inner), learning.dropped
    groups = learning.sheet.groups[learning.customers]
    risk = np.empty(len(dropped))
    for fold in make_folds(dropped, groups, folds=FOLDS, seed=learning.seed):
        columns = learning.prepare(COLUMNS, fold)
        causes = learn_causes(scores[fold.train], columns.train, dropped[fold.train])
        risk[fold.test] = causes.risk(scores[fold.test], columns.test)
    preparation = preparation_pipeline(COLUMNS, learning.sheet)
    causes = learn_causes(scores, preparation.fit_transform(learning.matrix, dropped), dropped)
    return Blended(
        model=NoisyOr(members=tuple(members.values()), preparation=preparation, causes=causes),
        inner_risk=risk,
        parameters=(
            f"members={'+'.join(members)}, slope={causes.slope:.2f}, "
            f"hidden_cause_columns={int(np.size(causes.weights))}, {COLUMNS}"
        ),
    )


def mean_score(risks: Sequence[Floats]) -> Floats:
    """Mean of the log-odds."""
    return np.asarray(np.mean([to_score(risk) for risk in risks], axis=0), dtype=np.float64)


def learn_causes(scores: Floats, columns: Floats, dropped: Floats) -> Causes:
    """Penalised maximum likelihood; scores must be out-of-fold."""

    def loss(at: Floats) -> tuple[float, Floats]:
        return penalised_loss(at, scores, columns, dropped)

    start = np.concatenate([[1.0, 0.0], np.zeros(columns.shape[1]), [RARE]])
    found = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return Causes(
        slope=float(found[0]),
        intercept=float(found[1]),
        weights=found[2:-1],
        constant=float(found[-1]),
    )


def penalised_loss(
    at: Floats, scores: Floats, columns: Floats, dropped: Floats
) -> tuple[float, Floats]:
    """Mean log loss with the penalties, and its gradient.

    at: slope, intercept, weights of the columns, constant.
    """
    seen, hidden = expit(at[0] * scores + at[1]), expit(columns @ at[2:-1] + at[-1])
    risk = np.clip(1 - (1 - seen) * (1 - hidden), EDGE**2, 1 - EDGE**2)
    likely = np.where(dropped == 1, risk, 1 - risk)
    away = np.concatenate([[at[0] - 1, 0.0], at[2:-1], [0.0]])
    rare = at[-1] - RARE
    loss = -np.log(likely).mean() + PENALTY / 2 * away @ away + RARE_PENALTY / 2 * rare**2
    # d loss / d risk, through which both causes' log-odds move it: seen' = seen * (1 - seen).
    slope = np.where(dropped == 1, -1, 1) / likely / len(dropped)
    by_seen = slope * (1 - hidden) * seen * (1 - seen)
    by_hidden = slope * (1 - seen) * hidden * (1 - hidden)
    gradient = np.concatenate(
        [[by_seen @ scores, by_seen.sum()], by_hidden @ columns, [by_hidden.sum()]]
    )
    gradient += PENALTY * away
    gradient[-1] += RARE_PENALTY * rare
    return float(loss), gradient
