"""Every candidate as scikit-learn knows it, before it has learned anything."""

from __future__ import annotations

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
from sklearn.tree import DecisionTreeClassifier

from analysis.model.estimators import SCORE, KernelMachine, NoisyOr, Subsample
from analysis.model.preprocessing import prepared
from analysis.settings import ModelSettings

DUMMY, VOTE, STACK, NOISY_OR = "dummy", "vote", "stack", "noisy_or"
# Smaller is simpler to run and to explain.
COMPLEXITY = {
    DUMMY: 0,
    "logistic": 1,
    "tree": 2,
    "knn": 3,
    "svc": 4,
    "extra_trees": 5,
    "forest": 6,
    "boosting": 7,
    VOTE: 8,
    STACK: 9,
    NOISY_OR: 10,
}
BLENDS = (VOTE, STACK, NOISY_OR)
LEARNERS = tuple(key for key in COMPLEXITY if key not in BLENDS)
REQUIRED = (DUMMY, "logistic", "tree", "knn", "svc")
# Percent of the columns for candidates that every further column makes less certain.
BEST_COLUMNS = 60
# The sigmoid that makes scores probabilities (Platt 1999); two coefficients need no penalty.
PLATT = LogisticRegression(C=100.0)
# Members are strongly correlated, so their weights need one.
STACK_WEIGHTS = LogisticRegression(C=0.1)


def learner(key: str, *, seed: int = 0, pairwise: int = 4000) -> Pipeline:
    """One candidate that learns from features, with the parameters that no search changes.

    pairwise: the most customers that a candidate which compares them in pairs learns from.
    """
    if key == "knn":
        model = Subsample(KNeighborsClassifier(), pairwise, seed)
        return prepared(model, keep=BEST_COLUMNS)
    if key == "svc":
        return prepared(Subsample(KernelMachine(), pairwise, seed), keep=BEST_COLUMNS)
    if key in ("dummy", "logistic"):
        linear = LogisticRegression(max_iter=2000, random_state=seed)
        return prepared(linear if key == "logistic" else DummyClassifier())
    trees = {
        "tree": DecisionTreeClassifier,
        "extra_trees": ExtraTreesClassifier,
        "forest": RandomForestClassifier,
        "boosting": HistGradientBoostingClassifier,
    }
    return prepared(trees[key](random_state=seed), scale=False)


def hidden_cause(members: int) -> Pipeline:
    """The final estimator of the noisy-or, on features with the members' scores behind them."""
    scores = make_column_selector(f"^{SCORE}")
    features = make_column_selector(f"^(?!{SCORE})")
    columns = ColumnTransformer(
        [
            ("scores", "passthrough", scores),
            ("columns", prepared(None, keep=BEST_COLUMNS), features),
        ]
    )
    return Pipeline([("columns", columns), ("causes", NoisyOr(members))])


def members_of(blend: str, settings: ModelSettings) -> tuple[str, ...]:
    """Whom a blend is made of; nobody where the candidate is none."""
    return {VOTE: settings.vote, STACK: settings.stack, NOISY_OR: settings.noisy_or}.get(blend, ())


def needed_learners(settings: ModelSettings) -> tuple[str, ...]:
    """The candidates that learn from features, and whoever a candidate blend needs."""
    wanted = [key for key in settings.candidates if key not in BLENDS]
    for blend in settings.candidates:
        wanted.extend(members_of(blend, settings))
    return tuple(dict.fromkeys(wanted))
