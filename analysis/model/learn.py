"""Learn every candidate from customers whose outcome is known; score any others with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.ensemble import VotingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import cross_val_predict

from analysis.model.arrays import Floats
from analysis.model.candidates import (
    COMPLEXITY,
    PLATT,
    STACK_WEIGHTS,
    hidden_cause,
    learner,
    members_of,
    needed_learners,
    usable,
)
from analysis.model.choice import choose
from analysis.model.estimators import Classifier, Stack, clip_risk, out_of_fold, to_score
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

    classifier: Classifier
    inner_risk: Floats  # out-of-fold within the customers learned from
    parameters: str  # what the search picked, as the report prints it


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
    alone = {key: training.learn_alone(key) for key in needed_learners(keys, model)}
    search_rows = tuple(row for _, tried in alone.values() for row in tried)
    learned: dict[str, Learned] = {key: each for key, (each, _) in alone.items()}
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
        search=search_rows,
        winner=choose(
            rows.dropped, risks, COMPLEXITY, weights, simplest=model.choose == "simplest"
        ),
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

    def learn_alone(self, key: Learner) -> tuple[Learned, tuple[SearchRow, ...]]:
        """A candidate that learns from features, calibrated by a sigmoid: a stack of one."""
        X, y = self.rows.features, self.rows.dropped
        pipeline = learner(key, seed=self.seed, pairwise=self.settings.model.pairwise_customers)
        grid = self.settings.model.search.get(key, {})
        found, picked, tried = search(key, pipeline, grid, self.folds, X, y)
        scores: dict[str, Floats] = {key: out_of_fold(found, X, y, self.folds)}
        if key == "dummy":
            return Learned(found, clip_risk(expit(scores[key])), picked), tried
        stack = Stack({key: found}, PLATT).fit_final({key: found}, scores, X, y)
        return Learned(stack, self.inner_risk(stack, scores), picked), tried

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
        final = STACK_WEIGHTS if key == "stack" else hidden_cause(len(members))
        scores = {name: to_score(risk) for name, risk in risks.items()}
        stack = Stack(fitted, final, passthrough=key == "noisy_or")
        stack.fit_final(fitted, scores, X, y)
        return Learned(stack, self.inner_risk(stack, scores), _say_final(stack, names))

    def inner_risk(self, stack: Stack, scores: Mapping[str, Floats]) -> Floats:
        """Out-of-fold risk of a stack whose members' scores are out-of-fold."""
        columns, y = stack.columns(scores, self.rows.features), self.rows.dropped
        risk = cross_val_predict(
            stack.final, columns, y, cv=self.final_folds, method="predict_proba"
        )
        return clip_risk(risk[:, 1])


def _threshold(rows: Rows, risk: Floats, settings: Settings) -> float:
    """The chosen policy's cut."""
    target, economics = settings.model.recall_target, settings.economics
    cuts = policy_thresholds(rows.dropped, risk, rows.profit, economics, target)
    return cuts[settings.model.threshold_policy]


def _say_final(stack: Stack, names: str) -> str:
    """What the final estimator of a stack learned."""
    if not stack.passthrough:
        weights = zip(stack.members_, stack.final_.coef_[0], strict=True)
        return ", ".join(f"weight_of_{name}={weight:.2f}" for name, weight in weights)
    causes = stack.final_["causes"]
    return (
        f"members={names}, slope={causes.slope_:.2f}, hidden_cause_columns={len(causes.weights_)}"
    )
