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
from scipy.special import rel_entr

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.model import metrics
from analysis.model.arrays import Floats
from analysis.model.features import Rows, make_rows
from analysis.model.fit import priced
from analysis.model.learn import score
from analysis.model.scores import Metric, bootstrap_weights, judge, plain_weights
from analysis.model.validate import Outcome, out_of_fold, outer_tasks, run_tasks
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

    Every customer of the store must have a label.
    """
    rows, fresh = make_rows(store.base), make_rows(store.fresh)
    settings = priced(settings, rows)
    folds = outer_tasks(rows, settings, explain=False)[:-1]
    outcomes = run_tasks(rows, folds, settings)
    found = out_of_fold(rows, outcomes)
    weights = bootstrap_weights(rows.groups, draws=settings.model.bootstrap, seed=settings.seed)
    printed = judge(rows.dropped, found.risk, found.flagged, rows.groups, weights)
    truth = _in_order_of(rows, store.base, store.true_risk)
    fresh_truth = _in_order_of(fresh, store.fresh, store.fresh_risk)
    ids, once = store.base.table.index, plain_weights(len(rows))
    return StoreTruth(
        winners=tuple(outcome.model.winner for outcome in outcomes),
        risk=pd.Series(found.risk, ids[rows.places]).reindex(ids),
        correlation=float(np.corrcoef(found.risk, truth)[0, 1]),
        log_loss=printed.log_loss.value,
        best_log_loss=float(metrics.log_loss(rows.dropped, truth, once)[0]),
        divergence=divergence(truth, found.risk),
        printed={metric: getattr(printed, metric) for metric in COVERED},
        true=_true_figures(outcomes, fresh, fresh_truth, repeats=settings.model.repeats),
    )


def _in_order_of(rows: Rows, base: Base, known: pd.Series[float]) -> Floats:
    """What is known of each customer, in the order of the rows."""
    return np.asarray(known.loc[base.table.index[rows.places]], dtype=np.float64)


def _true_figures(
    outcomes: Sequence[Outcome], fresh: Rows, truth: Floats, *, repeats: int
) -> Mapping[str, float]:
    """Figures of the procedure's models on fresh customers of known risk, fold by fold.

    A customer of risk p counts as p customers who drop and 1 - p who do not.
    """
    folds = len(outcomes) // repeats
    risk, cut = np.empty((2, len(truth)))
    for fold in range(folds):
        share, models = slice(fold, None, folds), [each.model for each in outcomes[fold::folds]]
        risk[share] = np.mean([score(model, fresh.features[share]) for model in models], axis=0)
        cut[share] = np.mean([model.candidates[model.winner].threshold for model in models])
    twice = np.repeat([1.0, 0.0], len(truth))
    weights = np.concatenate([truth, 1 - truth])[None, :]
    flagged = np.tile((risk >= cut).astype(np.float64), 2)
    of_risk = {name: metric(twice, np.tile(risk, 2), weights) for name, metric in OF_RISK.items()}
    of_flags = {name: metric(twice, flagged, weights) for name, metric in OF_FLAGS.items()}
    return {name: float(figure[0]) for name, figure in {**of_risk, **of_flags}.items()}


def divergence(truth: Floats, risk: Floats) -> float:
    """Mean Kullback-Leibler divergence of the estimated from the true risk, in nats."""
    return float((rel_entr(truth, risk) + rel_entr(1 - truth, 1 - risk)).mean())
