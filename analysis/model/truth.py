"""How the printed figures compare with the truth, on a store whose truth is known.

What a printed interval is to cover: the figure that the very models which scored this store's
customers have on the whole population the store is drawn from. Those are the models of the
outer folds, each customer scored by the one that never met them; so each of them scores its
share of many fresh customers, whose true risk stands in for labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.model import metrics
from analysis.model.facts import Scores
from analysis.model.fit import priced
from analysis.model.nested import Outcome, outer_tasks, run_tasks
from analysis.model.scores import Metric, bootstrap_weights, judge, plain_weights
from analysis.model.sheet import Floats, Sheet, make_sheet
from analysis.model.verdict import of_procedure
from analysis.settings import Settings

OF_RISK: Mapping[str, Metric] = {
    "roc_auc": metrics.roc_auc,
    "pr_auc": metrics.pr_auc,
    "log_loss": metrics.log_loss,
    "brier": metrics.brier,
    "ece": metrics.ece,
}
OF_FLAGS: Mapping[str, Metric] = {
    "f1": metrics.f1,
    "recall": metrics.recall,
    "precision": metrics.precision,
}
COVERED = (*OF_RISK, *OF_FLAGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueStore:
    """A store and many fresh customers of its population, with everybody's true risk."""

    base: Base
    true_risk: pd.Series[float]  # index of the base's table
    fresh: Base
    fresh_risk: pd.Series[float]  # index of the fresh table


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTruth:
    """One store: out-of-fold risk against true risk, printed figures against true ones."""

    winners: tuple[str, ...]  # of the outer folds
    risk: pd.Series[float]  # out-of-fold, index of the base's table
    correlation: float  # of risk and true risk, over customers
    log_loss: float  # out-of-fold, against the labels
    best_log_loss: float  # of the true risk, against the same labels
    divergence: float  # out-of-fold against the true risk: mean Kullback-Leibler, in nats
    printed: Mapping[str, Estimate]
    true: Mapping[str, float]


def check_store(store: TrueStore, settings: Settings) -> StoreTruth:
    """One store, as an edition would judge it (explanation apart) and as it truly is.

    Every customer of the store must have a label. Raises ValueError where the fresh customers'
    categories are not the store's.
    """
    sheet, fresh = make_sheet(store.base), make_sheet(store.fresh)
    if fresh.levels != sheet.levels:
        raise ValueError("the fresh customers have other categories than the store")
    settings = priced(settings, sheet)
    folds = outer_tasks(sheet, settings, explain=False)[:-1]
    outcomes = run_tasks(sheet, folds, settings)
    oof = of_procedure(sheet, outcomes)
    weights = bootstrap_weights(sheet.groups, draws=settings.model.bootstrap, seed=settings.seed)
    printed = judge(sheet.dropped, oof.risk, oof.flagged, sheet.groups, weights)
    truth = in_order_of(sheet, store.base, store.true_risk)
    ids = store.base.table.index
    return StoreTruth(
        winners=tuple(outcome.contest.winner for outcome in outcomes),
        risk=pd.Series(oof.risk, ids[sheet.rows]).reindex(ids),
        correlation=float(np.corrcoef(oof.risk, truth)[0, 1]),
        log_loss=printed.log_loss.value,
        best_log_loss=float(metrics.log_loss(sheet.dropped, truth, plain_weights(len(truth)))[0]),
        divergence=divergence(truth, oof.risk),
        printed=by_metric(printed),
        true=true_figures(
            outcomes,
            fresh,
            in_order_of(fresh, store.fresh, store.fresh_risk),
            repeats=settings.model.repeats,
        ),
    )


def in_order_of(sheet: Sheet, base: Base, known: pd.Series[float]) -> Floats:
    """What is known of each customer, in the order of the sheet."""
    return np.asarray(known.loc[base.table.index[sheet.rows]], dtype=np.float64)


def by_metric(scores: Scores) -> Mapping[str, Estimate]:
    """The figures under their names."""
    return {metric: getattr(scores, metric) for metric in COVERED}


def true_figures(
    outcomes: Sequence[Outcome], fresh: Sheet, truth: Floats, *, repeats: int
) -> Mapping[str, float]:
    """Figures of the procedure's models on fresh customers of known risk, fold by fold.

    A customer of risk p counts as p customers who drop and 1 - p who do not.
    """
    folds = len(outcomes) // repeats
    risk, cut = np.empty((2, len(truth)))
    for fold in range(folds):
        share = slice(fold, None, folds)
        scored = [by_winner(outcome, fresh.matrix[share]) for outcome in outcomes[fold::folds]]
        risk[share] = np.mean([risks for risks, _ in scored], axis=0)
        cut[share] = np.mean([threshold for _, threshold in scored])
    twice = np.repeat([1.0, 0.0], len(truth))
    weights = np.concatenate([truth, 1 - truth])[None, :]
    flagged = np.tile((risk >= cut).astype(np.float64), 2)
    of_risk = {name: metric(twice, np.tile(risk, 2), weights) for name, metric in OF_RISK.items()}
    of_flags = {name: metric(twice, flagged, weights) for name, metric in OF_FLAGS.items()}
    return {name: float(figure[0]) for name, figure in {**of_risk, **of_flags}.items()}


def by_winner(outcome: Outcome, matrix: Floats) -> tuple[Floats, float]:
    """Risks by the candidate that won this fold, and its threshold."""
    winner = outcome.contest.winner
    return outcome.contest.models[winner].risk(matrix), outcome.thresholds[winner]


def divergence(truth: Floats, risk: Floats) -> float:
    """Mean Kullback-Leibler divergence of the estimated from the true risk, in nats."""
    true, told = (np.clip(values, metrics.TINY, 1 - metrics.TINY) for values in (truth, risk))
    terms = true * np.log(true / told) + (1 - true) * np.log((1 - true) / (1 - told))
    return float(terms.mean())
