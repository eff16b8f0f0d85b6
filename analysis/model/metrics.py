"""Figures of merit for many weightings of the customers at once.

A bootstrap draw is a weighting: how often each customer was drawn. Every function takes
weights of shape (draws, customers) and returns one figure per draw; one row of ones gives the
plain figure. An undefined figure (a draw without one of the classes) is NaN.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.model.arrays import Floats, Integers

CALIBRATION_BINS = 10
TINY = 1e-15
Metric = Callable[[Floats, Floats, Floats], Floats]


def plain(metric: Metric, dropped: Floats, values: Floats) -> float:
    """One figure of the customers, each counted once."""
    return float(metric(dropped, values, np.ones((1, len(dropped))))[0])


def _tied_counts(dropped: Floats, risk: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weight of dropped and of other customers at each distinct risk, ascending."""
    order = np.argsort(risk, kind="stable")
    starts = np.flatnonzero(np.diff(risk[order], prepend=-np.inf))
    ordered = weights[:, order]
    positive = np.add.reduceat(ordered * dropped[order], starts, axis=1)
    return positive, np.add.reduceat(ordered, starts, axis=1) - positive


def roc_auc(dropped: Floats, risk: Floats, weights: Floats) -> Floats:
    """Probability that a dropped customer is ranked above another one; ties count half."""
    positive, negative = _tied_counts(dropped, risk, weights)
    below = np.cumsum(negative, axis=1) - negative / 2
    return _ratio((positive * below).sum(axis=1), positive.sum(axis=1) * negative.sum(axis=1))


def pr_auc(dropped: Floats, risk: Floats, weights: Floats) -> Floats:
    """Average precision: mean precision over the dropped customers, riskiest first."""
    positive, negative = (c[:, ::-1] for c in _tied_counts(dropped, risk, weights))
    found = np.cumsum(positive, axis=1)
    precision = _ratio(found, found + np.cumsum(negative, axis=1), empty=0.0)
    return _ratio((positive * precision).sum(axis=1), positive.sum(axis=1))


def log_loss(dropped: Floats, risk: Floats, weights: Floats) -> Floats:
    """Mean negative log-likelihood."""
    truth = np.clip(np.where(dropped == 1, risk, 1 - risk), TINY, 1)
    return _ratio(weights @ -np.log(truth), weights.sum(axis=1))


def brier(dropped: Floats, risk: Floats, weights: Floats) -> Floats:
    """Mean squared difference between risk and outcome."""
    return _ratio(weights @ (risk - dropped) ** 2, weights.sum(axis=1))


def ece(dropped: Floats, risk: Floats, weights: Floats) -> Floats:
    """Expected calibration error over ten bins of (nearly) equal size."""
    member = (calibration_bins(risk)[:, None] == np.arange(CALIBRATION_BINS)).astype(np.float64)
    gap = np.abs(weights @ (member * (risk - dropped)[:, None])).sum(axis=1)
    return _ratio(gap, weights.sum(axis=1))


def calibration_bins(risk: Floats, bins: int = CALIBRATION_BINS) -> Integers:
    """The quantile bin of each customer; equal risks share a bin."""
    inner_edges = np.unique(np.quantile(risk, np.arange(1, bins) / bins))
    return np.searchsorted(inner_edges, risk, side="left").astype(np.intp)


def recall(dropped: Floats, flagged: Floats, weights: Floats) -> Floats:
    """Share of the dropped customers who are flagged (1) rather than not (0)."""
    return _ratio(weights @ (dropped * flagged), weights @ dropped)


def precision(dropped: Floats, flagged: Floats, weights: Floats) -> Floats:
    """Share of the flagged customers who dropped; 0 where nobody is flagged."""
    return _ratio(weights @ (dropped * flagged), weights @ flagged, empty=0.0)


def f1(dropped: Floats, flagged: Floats, weights: Floats) -> Floats:
    """Harmonic mean of recall and precision."""
    hits = weights @ (dropped * flagged)
    return _ratio(2 * hits, weights @ dropped + weights @ flagged)


def _ratio(top: Floats, bottom: Floats, *, empty: float = np.nan) -> Floats:
    """top / bottom, `empty` where the bottom is 0."""
    filled = np.full(np.shape(top), empty)
    return np.asarray(np.divide(top, bottom, out=filled, where=bottom > 0), dtype=np.float64)


def by_name(risk: Floats, flagged: Floats) -> dict[str, tuple[Metric, Floats]]:
    """Every figure with what it judges, the risks or the flags."""
    return {
        "roc_auc": (roc_auc, risk),
        "pr_auc": (pr_auc, risk),
        "log_loss": (log_loss, risk),
        "brier": (brier, risk),
        "ece": (ece, risk),
        "f1": (f1, flagged),
        "recall": (recall, flagged),
        "precision": (precision, flagged),
    }
