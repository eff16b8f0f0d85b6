"""How the printed figures compare with the truth, on a store whose truth is known.

What a printed interval is to cover: the figure that the very models which scored this store's
customers have on the whole population the store is drawn from. Those are the models of the
outer folds, each customer scored by the one that never met them; so each of them scores its
share of many fresh customers, whose true risk stands in for labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from scipy.special import rel_entr

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.model import metrics
from analysis.model.arrays import Floats
from analysis.model.facts import Scores
from analysis.model.features import Rows, make_rows
from analysis.model.fit import priced
from analysis.model.learn import score
from analysis.model.scores import bootstrap_weights, judge
from analysis.model.validate import Outcome, out_of_fold, outer_tasks, run_tasks
from analysis.settings import Settings

COVERED = tuple(field.name for field in fields(Scores))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One printed figure with its interval, and the true one."""

    metric: str
    printed: Estimate
    true: float

    @property
    def covered(self) -> bool:
        """Whether the printed interval holds the true figure."""
        return self.printed.low <= self.true <= self.printed.high


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTruth:
    """One store: out-of-fold risk against true risk, printed figures against true ones."""

    winners: tuple[str, ...]  # of the outer folds
    risk: pd.Series[float]  # out-of-fold, index of the base's table
    correlation: float  # of risk and true risk, over customers
    log_loss: float  # out-of-fold, against the labels
    best_log_loss: float  # of the true risk, against the same labels
    divergence: float  # out-of-fold against the true risk: mean Kullback-Leibler, in nats
    figures: tuple[Figure, ...]


def check_store(
    base: Base,
    true_risk: pd.Series[float],
    fresh: Base,
    fresh_risk: pd.Series[float],
    settings: Settings,
) -> StoreTruth:
    """One store, as an edition would judge it (explanation apart) and as it truly is.

    base: a store whose customers all have a label; fresh: many more of its population; risks:
    the true ones, by the index of each table.
    """
    rows, settings = make_rows(base), priced(settings, make_rows(base))
    folds = outer_tasks(rows, settings, explain=False)[:-1]
    outcomes = run_tasks(rows, folds, settings)
    found = out_of_fold(rows, outcomes)
    weights = bootstrap_weights(rows.groups, draws=settings.model.bootstrap, seed=settings.seed)
    printed = judge(rows.dropped, found.risk, found.flagged, rows.groups, weights)
    true = _true_figures(outcomes, make_rows(fresh), fresh_risk, repeats=settings.model.repeats)
    truth, ids = np.asarray(true_risk, dtype=np.float64)[rows.places], base.table.index
    return StoreTruth(
        winners=tuple(outcome.model.winner for outcome in outcomes),
        risk=pd.Series(found.risk, ids[rows.places]).reindex(ids),
        correlation=float(np.corrcoef(found.risk, truth)[0, 1]),
        log_loss=printed.log_loss.value,
        best_log_loss=metrics.plain(metrics.log_loss, rows.dropped, truth),
        divergence=divergence(truth, found.risk),
        figures=tuple(
            Figure(metric=metric, printed=getattr(printed, metric), true=true[metric])
            for metric in COVERED
        ),
    )


def _true_figures(
    outcomes: Sequence[Outcome], fresh: Rows, fresh_risk: pd.Series[float], *, repeats: int
) -> Mapping[str, float]:
    """Figures of the procedure's models on fresh customers of known risk, fold by fold.

    A customer of risk p counts as p customers who drop and 1 - p who do not.
    """
    truth, folds = np.asarray(fresh_risk, dtype=np.float64)[fresh.places], len(outcomes) // repeats
    risk, cut = np.empty((2, len(truth)))
    for fold in range(folds):
        share, models = slice(fold, None, folds), [each.model for each in outcomes[fold::folds]]
        risk[share] = np.mean([score(model, fresh.features[share]) for model in models], axis=0)
        cut[share] = np.mean([model.thresholds[model.winner] for model in models])
    twice = np.repeat([1.0, 0.0], len(truth))
    weights = np.concatenate([truth, 1 - truth])[None, :]
    figures = metrics.by_name(np.tile(risk, 2), np.tile((risk >= cut).astype(np.float64), 2))
    return {n: float(metric(twice, seen, weights)[0]) for n, (metric, seen) in figures.items()}


def divergence(truth: Floats, risk: Floats) -> float:
    """Mean Kullback-Leibler divergence of the estimated from the true risk, in nats."""
    return float((rel_entr(truth, risk) + rel_entr(1 - truth, 1 - risk)).mean())
