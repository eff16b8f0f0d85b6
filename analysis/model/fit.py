"""From the customers to a model whose figures can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shap

from analysis.intake.base import Base
from analysis.model.facts import ModelFacts, Reason
from analysis.model.folds import require_both_classes
from analysis.model.nested import Outcome, outer_tasks, run_tasks
from analysis.model.reasons import dependences, gather_explanations, importances, reasons_of
from analysis.model.recipes import weigh_recipes
from analysis.model.scores import bootstrap_weights, judge
from analysis.model.sentinels import watch
from analysis.model.sheet import Sheet, make_sheet
from analysis.model.splits import published_figures, study_splits
from analysis.model.threshold import describe_policies, profit_curve
from analysis.model.verdict import (
    OutOfFold,
    confusion,
    judge_candidates,
    of_procedure,
    reliability,
)
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
    sheet = make_sheet(base)
    settings = priced(settings, sheet)
    known = sheet.labelled
    require_both_classes(sheet.dropped[known], sheet.groups[known])
    outcomes = run_tasks(sheet, outer_tasks(sheet, settings), settings)
    procedure = of_procedure(sheet, outcomes)
    explained = [o for o in outcomes if o.explanation is not None]
    explanation = gather_explanations(
        [o.explanation for o in explained], [o.task.test for o in explained]
    )
    ids = base.table.index[sheet.rows].astype(str)
    told = reasons_of(explanation, procedure.flagged, sheet.dropped == 0)
    by_id = dict(zip(ids, told, strict=True))
    return ModelOutcome(
        facts=gather(base, sheet, outcomes, procedure, explanation, settings),
        risk=pd.Series(procedure.risk, index=ids).reindex(base.table.index),
        reasons={str(customer): by_id[str(customer)] for customer in base.table.index},
    )


def priced(settings: Settings, sheet: Sheet) -> Settings:
    """The settings with costs in the unit of this store's profit; a loss counts as nothing."""
    mean_profit = float(sheet.profit.clip(min=0).mean())
    return settings.model_copy(update={"economics": settings.economics.in_money(mean_profit)})


def gather(
    base: Base,
    sheet: Sheet,
    outcomes: Sequence[Outcome],
    procedure: OutOfFold,
    explanation: shap.Explanation,
    settings: Settings,
) -> ModelFacts:
    """Everything a document may print about the model."""
    model, known, final = settings.model, sheet.labelled, outcomes[-1].contest
    dropped, groups = sheet.dropped[known], sheet.groups[known]
    weights = bootstrap_weights(groups, draws=model.bootstrap, seed=settings.seed)
    candidates = judge_candidates(sheet, outcomes, weights)
    scores = judge(dropped, procedure.risk[known], procedure.flagged[known], groups, weights)
    policies = describe_policies(
        sheet.dropped,
        procedure.risk,
        sheet.profit,
        settings.economics,
        target=model.recall_target,
        chosen=model.threshold_policy,
    )
    threshold = next(policy.threshold for policy in policies if policy.chosen)
    flagged = (procedure.risk[known] >= threshold).astype(np.float64)
    importance = importances(
        explanation, [o.permutation for o in outcomes if o.permutation is not None]
    )
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
        profit_curve=profit_curve(procedure.risk, sheet.profit, settings.economics),
        reliability=reliability(dropped, procedure.risk[known], model.reliability_bins),
        confusion=confusion(dropped, flagged),
        importance=importance,
        dependence=dependences(explanation, importance),
        explanation_check=next(o.check for o in outcomes if o.check is not None),
        sentinels=watch(base, sheet, outcomes, procedure, settings),
        splits=study_splits(sheet, settings),
        published=published_figures(base.facts),
        engineered=weigh_recipes(sheet, final.search, settings),
    )
