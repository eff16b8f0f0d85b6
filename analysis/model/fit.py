"""From the customers to a model whose figures can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shap
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from analysis.intake.base import Base
from analysis.model.arrays import Floats
from analysis.model.facts import ModelFacts, Reason
from analysis.model.features import Rows, make_rows
from analysis.model.folds import require_both_classes
from analysis.model.leakage import watch
from analysis.model.protocol import published_figures, study_splits
from analysis.model.reasons import dependences, gather_explanations, importances, reasons_of
from analysis.model.scores import bootstrap_weights, judge
from analysis.model.threshold import describe_policies, profit_curve
from analysis.model.validate import Outcome, OutOfFold, out_of_fold, outer_tasks, run_tasks
from analysis.model.verdict import judge_candidates, reliability
from analysis.model.worth import weigh_engineered
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOutcome:
    """The model's facts, and what it says of each customer.

    risk: out-of-fold probability of a drop, index and order of the base's table; no customer
        is scored by a model that saw their own label or their twin's.
    reasons: customer id -> the three features that speak most for that risk.
    """

    facts: ModelFacts
    risk: pd.Series[float]
    reasons: Mapping[str, tuple[Reason, ...]]


def fit_model(base: Base, settings: Settings) -> ModelOutcome:
    """Select, judge and explain the model of a drop in activity.

    settings: of candidates that `check_candidates` has let pass. Raises TooFewLabelsError:
    fewer than four customers of one label.
    """
    rows = make_rows(base)
    settings = priced(settings, rows)
    require_both_classes(rows.dropped[rows.known], rows.groups[rows.known])
    outcomes = run_tasks(rows, outer_tasks(rows, settings), settings)
    procedure = out_of_fold(rows, outcomes)
    explained = {i: o.explanation for i, o in enumerate(outcomes) if o.explanation is not None}
    explanation = gather_explanations(
        tuple(explained.values()), [outcomes[i].task.test for i in explained]
    )
    ids = base.table.index[rows.places].astype(str)
    reasons = reasons_of(explanation, procedure.flagged, rows.dropped == 0)
    told = dict(zip(ids, reasons, strict=True))
    return ModelOutcome(
        facts=_gather(base, rows, outcomes, procedure, explanation, settings),
        risk=pd.Series(procedure.risk, index=ids).reindex(base.table.index),
        reasons={str(customer): told[str(customer)] for customer in base.table.index},
    )


def priced(settings: Settings, rows: Rows) -> Settings:
    """The settings with costs in the unit of this store's profit; a loss counts as nothing."""
    mean_profit = float(rows.profit.clip(min=0).mean())
    return settings.model_copy(update={"economics": settings.economics.in_money(mean_profit)})


def _gather(
    base: Base,
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
    policies = describe_policies(
        rows.dropped,
        procedure.risk,
        rows.profit,
        settings.economics,
        target=model.recall_target,
        chosen=model.threshold_policy,
    )
    threshold = next(policy.threshold for policy in policies if policy.chosen)
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
        profit_curve=profit_curve(procedure.risk, rows.profit, settings.economics),
        reliability=reliability(dropped, procedure.risk[known], model.reliability_bins),
        confusion=_confusion(dropped, flagged),
        importance=importance,
        dependence=dependences(explanation, importance),
        explanation_check=next(each.check for each in outcomes if each.check is not None),
        sentinels=watch(base, rows, outcomes, procedure, settings),
        splits=study_splits(rows, settings),
        published=published_figures(base.facts),
        engineered=weigh_engineered(rows, candidates, settings),
    )


def _confusion(
    dropped: Floats, flagged: NDArray[np.bool_]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows: held, dropped; columns: below the threshold, at or above it."""
    (held_below, held_above), (lost_below, lost_above) = confusion_matrix(dropped == 1, flagged)
    return (int(held_below), int(held_above)), (int(lost_below), int(lost_above))
