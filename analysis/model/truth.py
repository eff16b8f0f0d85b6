"""How the printed figures compare with the truth, on stores whose truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from analysis.estimate import Estimate
from analysis.intake.base import Base
from analysis.model import metrics
from analysis.model.contest import hold_contest
from analysis.model.facts import Scores
from analysis.model.nested import outer_tasks, run_tasks
from analysis.model.scores import bootstrap_weights, judge, plain_weights
from analysis.model.sheet import Floats, Sheet, make_sheet
from analysis.model.threshold import best_f1
from analysis.model.verdict import of_procedure
from analysis.settings import Settings

COVERED = ("roc_auc", "pr_auc", "log_loss", "brier", "ece", "f1", "recall", "precision")
NARROW = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueStore:
    """A store, the true probability of each of its customers, and many fresh customers."""

    base: Base
    true_risk: pd.Series[float]
    fresh: Base


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTruth:
    """One store: out-of-fold risk against true risk, and the printed figures against those
    of the delivered model on the fresh customers."""

    correlation: float  # of risk and true risk, over customers
    log_loss: float  # out-of-fold, against the labels
    best_log_loss: float  # of the true risk, against the same labels
    divergence: float  # out-of-fold against the true risk: mean Kullback-Leibler, in nats
    printed: Mapping[str, Estimate]
    true: Mapping[str, float]

    def covers(self, metric: str) -> bool:
        """Whether the printed interval holds the true figure."""
        estimate = self.printed[metric]
        return estimate.low - NARROW <= self.true[metric] <= estimate.high + NARROW


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthCheck:
    """All stores together; `coverage`: share of stores whose interval holds the truth."""

    stores: tuple[StoreTruth, ...]

    @property
    def coverage(self) -> Mapping[str, float]:
        """Coverage by figure."""
        return {
            metric: float(np.mean([store.covers(metric) for store in self.stores]))
            for metric in COVERED
        }

    @property
    def correlation(self) -> float:
        """Mean correlation of estimated and true risk."""
        return float(np.mean([store.correlation for store in self.stores]))

    @property
    def excess_log_loss(self) -> float:
        """Mean log loss above the best possible."""
        return float(np.mean([store.log_loss - store.best_log_loss for store in self.stores]))


def check_truth(stores: Iterable[TrueStore], settings: Settings) -> TruthCheck:
    """The whole procedure, explanation apart, on every store."""
    return TruthCheck(stores=tuple(check_store(store, settings) for store in stores))


def check_store(store: TrueStore, settings: Settings) -> StoreTruth:
    """One store, as an edition would judge it and as fresh customers do."""
    sheet = make_sheet(store.base)
    tasks = outer_tasks(sheet, settings, explain=False)
    oof = of_procedure(sheet, run_tasks(sheet, tasks, settings))
    weights = bootstrap_weights(sheet.groups, draws=settings.model.bootstrap, seed=settings.seed)
    printed = judge(sheet.dropped, oof.risk, oof.flagged, weights)
    in_order = store.true_risk.loc[store.base.table.index[sheet.rows]]
    truth = np.asarray(in_order, dtype=np.float64)
    once = plain_weights(len(truth))
    return StoreTruth(
        correlation=float(np.corrcoef(oof.risk, truth)[0, 1]),
        log_loss=printed.log_loss.value,
        best_log_loss=float(metrics.log_loss(sheet.dropped, truth, once)[0]),
        divergence=divergence(truth, oof.risk),
        printed={metric: getattr(printed, metric) for metric in COVERED},
        true=fresh_figures(sheet, make_sheet(store.fresh), settings),
    )


def fresh_figures(sheet: Sheet, fresh: Sheet, settings: Settings) -> Mapping[str, float]:
    """Figures of the model that learned from the whole store, on customers it never met.

    Raises ValueError where the fresh customers' categories are not the store's.
    """
    if fresh.levels != sheet.levels:
        raise ValueError("the fresh customers have other categories than the store")
    with threadpool_limits(limits=1):
        contest = hold_contest(sheet, sheet.labelled, settings.model, settings.seed)
        risk = contest.models[contest.winner].risk(fresh.matrix)
    cut = best_f1(sheet.dropped, contest.inner_risk[contest.winner])
    flagged = (risk >= cut).astype(np.float64)
    scores: Scores = judge(fresh.dropped, risk, flagged, plain_weights(len(risk)))
    return {metric: getattr(scores, metric).value for metric in COVERED}


def divergence(truth: Floats, risk: Floats) -> float:
    """Mean Kullback-Leibler divergence of the estimated from the true risk, in nats."""
    true, told = (np.clip(values, metrics.TINY, 1 - metrics.TINY) for values in (truth, risk))
    terms = true * np.log(true / told) + (1 - true) * np.log((1 - true) / (1 - told))
    return float(terms.mean())
