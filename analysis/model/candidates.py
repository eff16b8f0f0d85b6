"""Every candidate as scikit-learn knows it, before it has learned anything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import get_args

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from analysis.history.outcome import STATE
from analysis.model.estimators import SCORE, NoisyOr, Subsample
from analysis.model.preprocessing import prepared
from analysis.settings import CandidateKey, Learner, ModelSettings

SAME_STATE = "same_state"
# Smaller is simpler to run and to explain.
LEARNERS: tuple[Learner, ...] = get_args(Learner)
COMPLEXITY = {
    **{key: n for n, key in enumerate(k for k in get_args(CandidateKey) if k != SAME_STATE)},
    SAME_STATE: 0,
}
REQUIRED = ("dummy", "logistic", "tree", "knn", "svc")
# Percent of the columns for candidates that every further column makes less certain.
BEST_COLUMNS = 60


def learner(key: str, *, seed: int = 0, pairwise: int = 4000) -> Pipeline:
    """One candidate that learns from features, with the parameters that no search changes.

    pairwise: the most customers that a candidate which compares them in pairs learns from.
    """
    return {
        "dummy": prepared(DummyClassifier()),
        "logistic": prepared(LogisticRegression(max_iter=2000, random_state=seed)),
        "tree": prepared(DecisionTreeClassifier(random_state=seed), scale=False),
        "knn": prepared(Subsample(KNeighborsClassifier(), pairwise, seed), keep=BEST_COLUMNS),
        "svc": prepared(Subsample(SVC(gamma="auto"), pairwise, seed), keep=BEST_COLUMNS),
        "extra_trees": prepared(ExtraTreesClassifier(random_state=seed), scale=False),
        "forest": prepared(RandomForestClassifier(random_state=seed), scale=False),
        "boosting": prepared(HistGradientBoostingClassifier(random_state=seed), scale=False),
        SAME_STATE: Pipeline([("state", _state_alone()), ("model", LogisticRegression())]),
    }[key]


def _state_alone() -> ColumnTransformer:
    return ColumnTransformer([("state", OneHotEncoder(handle_unknown="ignore"), [STATE])])


SCORES = make_column_selector(f"^{SCORE}")


def of_scores(model: BaseEstimator) -> Pipeline:
    """The final estimator of a stack that sees the members' scores and nothing else."""
    return Pipeline(
        [("columns", ColumnTransformer([("scores", "passthrough", SCORES)])), ("model", model)]
    )


# The sigmoid that makes scores probabilities (Platt 1999); two coefficients need no penalty.
SIGMOID = LogisticRegression(C=100.0)
PLATT = of_scores(SIGMOID)
# Members are strongly correlated, so their weights need one.
STACK_WEIGHTS = of_scores(LogisticRegression(C=0.1))


def hidden_cause(members: int) -> Pipeline:
    """The final estimator of the noisy-or: the members' scores, then the features."""
    features = make_column_selector(f"^(?!{SCORE})")
    columns = ColumnTransformer(
        [
            ("scores", "passthrough", SCORES),
            ("columns", prepared(None, keep=BEST_COLUMNS), features),
        ]
    )
    return Pipeline([("columns", columns), ("model", NoisyOr(members))])


def members_of(blend: CandidateKey, settings: ModelSettings) -> tuple[Learner, ...]:
    """Whom a blend is made of; nobody where the candidate is none."""
    blends = {"vote": settings.vote, "stack": settings.stack, "noisy_or": settings.noisy_or}
    return blends.get(blend, ())


def usable(candidates: Sequence[CandidateKey], features: pd.DataFrame) -> list[CandidateKey]:
    """The candidates that can learn from these features."""
    return [key for key in candidates if key != SAME_STATE or STATE in features]


def needed_learners(
    candidates: Sequence[CandidateKey], settings: ModelSettings
) -> tuple[Learner, ...]:
    """The candidates that learn from features, and whoever a candidate blend needs."""
    members = [members_of(key, settings) for key in candidates]
    wanted = {*candidates, *chain.from_iterable(members)}
    return tuple(key for key in LEARNERS if key in wanted)
