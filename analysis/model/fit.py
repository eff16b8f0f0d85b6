"""From the customers to a model whose figures can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shap
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from analysis.history.read import History
from analysis.intake.base import Base
from analysis.model.arrays import Floats
from analysis.model.facts import ModelFacts, Reason, ThresholdPolicy
from analysis.model.features import Rows, make_rows
from analysis.model.folds import require_both_classes
from analysis.model.forward import check_forward
from analysis.model.leakage import watch
from analysis.model.protocol import published_figures, study_splits
from analysis.model.reasons import dependences, gather_explanations, importances, reasons_of
from analysis.model.scores import bootstrap_weights, judge
from analysis.model.thin_out import thin_out
from analysis.model.threshold import describe_policies, profit_curve
from analysis.model.validate import Outcome, OutOfFold, out_of_fold, outer_tasks, run_tasks
from analysis.model.verdict import judge_candidates, reliability
from analysis.model.worth import weigh_engineered
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOutcome:
    """The model's facts, and what it says of each customer.

    risk: probability of a drop, index and order of the scored month's table; no customer is
        scored by a model that saw an outcome of theirs or of their twin's, of whatever month.
    level_error: standard error of the mean risk, by persons, where the outcome is known.
    reasons: customer id -> the three features that speak most for that risk.
    """

    facts: ModelFacts
    risk: pd.Series[float]
    level_error: float
    reasons: Mapping[str, tuple[Reason, ...]]


def fit_model(history: History, settings: Settings) -> ModelOutcome:
    """Select, judge and explain the model of a drop in activity, and score the newest month.

    settings: of candidates that `check_candidates` has let pass. Raises TooFewLabelsError:
    fewer than four customers of one label.
    """
    rows = learning_rows(history.months, settings)
    settings = priced(settings, rows)
    require_both_classes(rows.dropped[rows.known], rows.groups[rows.known])
    outcomes = run_tasks(rows, outer_tasks(rows, settings), settings)
    procedure = out_of_fold(rows, outcomes)
    explained = [outcome for outcome in outcomes if outcome.explanation is not None]
    explanation = gather_explanations(
        [outcome.explanation for outcome in explained],
        [each.task.test[np.isin(each.task.test, rows.scored)] for each in explained],
    )
    scored, customers = rows.scored, history.scored.table.index
    ids = rows.ids[scored].astype(str)
    kept, flagged = rows.dropped[scored] == 0, procedure.flagged[scored]
    # Nobody is known to have kept their level in a month whose outcome lies ahead.
    steady = next(who for who in (kept, flagged == 0, flagged == 1) if who.any())
    reasons = reasons_of(explanation, flagged, steady)
    told = dict(zip(ids, reasons, strict=True))
    return ModelOutcome(
        facts=_gather(history, rows, outcomes, procedure, explanation, settings),
        risk=pd.Series(procedure.risk[scored], index=ids).reindex(customers),
        level_error=find_level_error(rows, procedure.risk),
        reasons={str(customer): told[str(customer)] for customer in customers},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMonth:
    """What the model says of each customer, without its judgement and its reasons."""

    risk: pd.Series[float]
    level_error: float
    winner: str
    threshold: float


def score_month(history: History, settings: Settings) -> ScoredMonth:
    """The risks that `fit_model` would give, in a fraction of its time.

    Raises TooFewLabelsError as `fit_model` does.
    """
    rows = learning_rows(history.months, settings)
    settings = priced(settings, rows)
    require_both_classes(rows.dropped[rows.known], rows.groups[rows.known])
    outcomes = run_tasks(rows, outer_tasks(rows, settings, explain=False), settings)
    procedure, final = out_of_fold(rows, outcomes), outcomes[-1].model
    risk = pd.Series(procedure.risk[rows.scored], index=rows.ids[rows.scored].astype(str))
    return ScoredMonth(
        risk=risk.reindex(history.scored.table.index),
        level_error=find_level_error(rows, procedure.risk),
        winner=final.winner,
        threshold=_chosen_threshold(_describe_policies(rows, procedure.risk, settings)),
    )


def find_level_error(rows: Rows, risk: Floats) -> float:
    """Standard error of the mean risk, from what it was wrong by for people whose outcome is
    known; the rows of one person are one observation."""
    known = rows.known
    wrong = pd.Series(rows.dropped[known] - risk[known]).groupby(rows.groups[known]).sum()
    return float(np.sqrt((wrong**2).sum()) / len(known))


def learning_rows(months: Sequence[Base], settings: Settings) -> Rows:
    """The scored month, the last, and as much of the months before as is learned from."""
    most = settings.months.learn_from_rows
    return thin_out(make_rows(*months), most=most, seed=settings.seed)


def priced(settings: Settings, rows: Rows) -> Settings:
    """The settings with costs in the unit of this store's profit; a loss counts as nothing."""
    mean_profit = float(rows.profit[rows.scored].clip(min=0).mean())
    return settings.model_copy(update={"economics": settings.economics.in_money(mean_profit)})


def _gather(
    history: History,
    rows: Rows,
    outcomes: Sequence[Outcome],
    procedure: OutOfFold,
    explanation: shap.Explanation,
    settings: Settings,
) -> ModelFacts:
    """Everything a document may print about the model."""
    model, known, final = settings.model, rows.known, outcomes[-1].model
    dropped, groups = rows.dropped[known], rows.groups[known]
    weights = bootstrap_weights(groups, draws=model.bootstrap, seed=settings.seed)
    candidates = judge_candidates(rows, outcomes, weights)
    scores = judge(dropped, procedure.risk[known], procedure.flagged[known], groups, weights)
    policies = _describe_policies(rows, procedure.risk, settings)
    threshold = _chosen_threshold(policies)
    flagged = procedure.risk[known] >= threshold
    falls = [each.permutation for each in outcomes if each.permutation is not None]
    importance = importances(explanation, falls)
    return ModelFacts(
        winner=final.winner,
        simplest_not_worse=min(
            (c for c in candidates if c.not_worse), key=lambda c: c.complexity
        ).key,
        beats_chance=scores.roc_auc.low > 1 / 2,
        folds=(len(outcomes) - 1) // model.repeats,
        repeats=model.repeats,
        candidates=candidates,
        procedure=scores,
        search=final.search,
        threshold=threshold,
        policies=policies,
        profit_curve=profit_curve(
            procedure.risk[rows.scored], rows.profit[rows.scored], settings.economics
        ),
        reliability=reliability(dropped, procedure.risk[known], model.reliability_bins),
        confusion=_confusion(dropped, flagged),
        importance=importance,
        dependence=dependences(explanation, importance),
        explanation_check=next(each.check for each in outcomes if each.check is not None),
        sentinels=watch(rows, outcomes, procedure, settings),
        splits=study_splits(rows, settings),
        published=published_figures(history.scored.facts),
        engineered=weigh_engineered(rows, candidates, settings),
        forward=check_forward(history, rows, procedure.risk, settings),
    )


def _describe_policies(rows: Rows, risk: Floats, settings: Settings) -> tuple[ThresholdPolicy, ...]:
    return describe_policies(
        rows.dropped,
        risk,
        rows.profit,
        settings.economics,
        target=settings.model.recall_target,
        chosen=settings.model.threshold_policy,
        scored=rows.scored,
    )


def _chosen_threshold(policies: Sequence[ThresholdPolicy]) -> float:
    return next(policy.threshold for policy in policies if policy.chosen)


def _confusion(
    dropped: Floats, flagged: NDArray[np.bool_]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows: held, dropped; columns: below the threshold, at or above it."""
    (held_below, held_above), (lost_below, lost_above) = confusion_matrix(dropped == 1, flagged)
    return (int(held_below), int(held_above)), (int(lost_below), int(lost_above))
