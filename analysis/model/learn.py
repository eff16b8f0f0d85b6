"""Learn every candidate from customers whose outcome is known; score any others with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator, clone
from sklearn.ensemble import VotingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

from analysis.model.arrays import Floats
from analysis.model.candidates import (
    PLATT,
    STACK_WEIGHTS,
    hidden_cause,
    learner,
    members_of,
    needed_learners,
    usable,
)
from analysis.model.choice import choose
from analysis.model.estimators import SCORE, ask_members, clip_risk, out_of_fold, to_score
from analysis.model.facts import SearchRow
from analysis.model.features import Rows
from analysis.model.folds import Fold, make_folds
from analysis.model.scores import bootstrap_weights
from analysis.model.search import search
from analysis.model.threshold import policy_thresholds
from analysis.settings import Learner, Settings

# More than the members have: with a quarter left out the second cause of the noisy-or, which
# few customers tell of, would look worse to the rule of choice than it is when learned from all.
FINAL_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Learned:
    """One candidate after learning."""

    classifier: BaseEstimator
    inner_risk: Floats  # out-of-fold within the customers learned from
    parameters: str  # what the search picked, as the report prints it
    tried: tuple[SearchRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The candidates in the order of the settings, all that was tried, and who was chosen."""

    candidates: Mapping[str, Learned]
    thresholds: Mapping[str, float]  # the chosen policy's cut on each candidate's inner risk
    search: tuple[SearchRow, ...]
    winner: str


def learn(rows: Rows, settings: Settings, *, seed: int | None = None) -> Model:
    """Search, calibrate and blend the candidates, then choose one by the rule.

    rows: customers with a known outcome, at least four people of each. settings: with costs in
    the unit of profit. seed: of folds and models, by default that of the settings.
    """
    model, seed = settings.model, settings.seed if seed is None else seed
    training = _Training(
        rows=rows,
        folds=make_folds(rows.dropped, rows.groups, folds=model.inner_folds, seed=seed),
        final_folds=make_folds(rows.dropped, rows.groups, folds=FINAL_FOLDS, seed=seed),
        settings=settings,
        seed=seed,
    )
    keys = usable(model.candidates, rows.features)
    needed = needed_learners(keys, model)
    learned: dict[str, Learned] = {key: training.learn_alone(key) for key in needed}
    learned |= {
        key: training.blend(key, {name: learned[name] for name in members_of(key, model)})
        for key in keys
        if key not in learned
    }
    candidates: dict[str, Learned] = {key: learned[key] for key in keys}
    risks = {key: each.inner_risk for key, each in candidates.items()}
    weights = bootstrap_weights(rows.groups, draws=model.choice_draws, seed=seed)
    return Model(
        candidates=candidates,
        thresholds={key: _threshold(rows, risk, settings) for key, risk in risks.items()},
        search=tuple(row for each in learned.values() for row in each.tried),
        winner=choose(rows.dropped, risks, weights, simplest=model.choose == "simplest"),
    )


def score(model: Model, features: pd.DataFrame, candidate: str | None = None) -> Floats:
    """Probability of a drop for any customers with features, outcome known or not; (customers,).

    candidate: whose risk, by default the winner's.
    """
    classifier = model.candidates[candidate or model.winner].classifier
    return clip_risk(classifier.predict_proba(features)[:, 1]) if len(features) else np.empty(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Training:
    """The customers learned from, and the folds that all candidates share.

    folds: for searches and the scores of members; final_folds: for what learns from scores.
    """

    rows: Rows
    folds: Sequence[Fold]
    final_folds: Sequence[Fold]
    settings: Settings
    seed: int

    def learn_alone(self, key: Learner) -> Learned:
        """A candidate that learns from features, calibrated by a sigmoid: a stack of one."""
        X, y = self.rows.features, self.rows.dropped
        pipeline = learner(key, seed=self.seed, pairwise=self.settings.model.pairwise_customers)
        grid = self.settings.model.search.get(key, {})
        found, picked, tried = search(key, pipeline, grid, self.folds, X, y)
        score = out_of_fold(found, X, y, self.folds)
        if key == "dummy":
            return Learned(found, clip_risk(expit(score)), picked, tried)
        stack, risk = self.stack(PLATT, {key: found}, {key: score})
        return Learned(stack, risk, picked, tried)

    def blend(self, key: str, members: Mapping[str, Learned]) -> Learned:
        """A candidate made of others."""
        X, y = self.rows.features, self.rows.dropped
        fitted = {name: member.classifier for name, member in members.items()}
        risks = {name: member.inner_risk for name, member in members.items()}
        names = "+".join(members)
        if key == "vote":
            frozen = [(name, FrozenEstimator(member)) for name, member in fitted.items()]
            vote = VotingClassifier(frozen, voting="soft").fit(X, y)
            return Learned(vote, np.mean([*risks.values()], axis=0), f"members={names}")
        scores = {name: to_score(risk) for name, risk in risks.items()}
        final = STACK_WEIGHTS if key == "stack" else hidden_cause(len(members))
        stack, risk = self.stack(final, fitted, scores)
        learned = stack["final"]["model"]
        if key == "stack":
            weights = zip(members, learned.coef_[0], strict=True)
            told = ", ".join(f"weight_of_{name}={weight:.2f}" for name, weight in weights)
        else:
            hidden = len(learned.weights_)
            told = f"members={names}, slope={learned.slope_:.2f}, hidden_cause_columns={hidden}"
        return Learned(stack, risk, told)

    def stack(
        self, final: Pipeline, members: Mapping[str, BaseEstimator], scores: Mapping[str, Floats]
    ) -> tuple[Pipeline, Floats]:
        """A stack of members that have learned, and its out-of-fold risk.

        scores: the members' own, out-of-fold. scikit-learn's StackingClassifier makes them anew
        in every stack, which takes most of the time of a training.
        """
        X, y = self.rows.features, self.rows.dropped
        columns = X.assign(**{f"{SCORE}{name}": score for name, score in scores.items()})
        risk = cross_val_predict(final, columns, y, cv=self.final_folds, method="predict_proba")
        asked = FunctionTransformer(ask_members, kw_args={"members": members})
        stack = Pipeline([("scores", asked), ("final", clone(final).fit(columns, y))])
        return stack, clip_risk(risk[:, 1])


def _threshold(rows: Rows, risk: Floats, settings: Settings) -> float:
    target, economics = settings.model.recall_target, settings.economics
    cuts = policy_thresholds(rows.dropped, risk, rows.profit, economics, target)
    return cuts[settings.model.threshold_policy]
