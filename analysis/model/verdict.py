"""Honest figures of every candidate, and how often the winner's risk comes true."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import binomtest

from analysis.estimate import Estimate
from analysis.model import metrics
from analysis.model.arrays import Floats
from analysis.model.candidates import COMPLEXITY, REQUIRED
from analysis.model.choice import not_worse
from analysis.model.facts import Candidate, ReliabilityBin
from analysis.model.features import Rows
from analysis.model.scores import difference, judge
from analysis.model.validate import Outcome, out_of_fold


def judge_candidates(
    rows: Rows, outcomes: Sequence[Outcome], weights: Floats
) -> tuple[Candidate, ...]:
    """Every candidate's honest figures, least log loss first."""
    known, final = rows.known, outcomes[-1].model
    dropped, groups = rows.dropped[known], rows.groups[known]
    folds = {key: out_of_fold(rows, outcomes, key) for key in final.candidates}
    risks = {key: fold.risk[known] for key, fold in folds.items()}
    equals = not_worse(dropped, risks, weights)
    best = risks[final.winner]
    judged = (
        Candidate(
            key=key,
            required=key in REQUIRED,
            complexity=COMPLEXITY[key],
            scores=judge(dropped, risk, folds[key].flagged[known], groups, weights),
            roc_auc_difference=difference(metrics.roc_auc, dropped, risk, best, weights),
            log_loss_difference=difference(metrics.log_loss, dropped, risk, best, weights),
            not_worse=key in equals,
            parameters=final.candidates[key].parameters,
        )
        for key, risk in risks.items()
    )
    return tuple(sorted(judged, key=lambda candidate: candidate.scores.log_loss.value))


def reliability(dropped: Floats, risk: Floats, bins: int) -> tuple[ReliabilityBin, ...]:
    """Customers of similar risk and how many of them dropped (Wilson interval)."""
    members = metrics.calibration_bins(risk, bins)
    return tuple(
        _reliability_bin(dropped[members == number], risk[members == number])
        for number in np.unique(members)
    )


def _reliability_bin(dropped: Floats, risk: Floats) -> ReliabilityBin:
    limits = binomtest(int(dropped.sum()), len(dropped)).proportion_ci(method="wilson")
    observed = Estimate(value=float(dropped.mean()), low=limits.low, high=limits.high)
    return ReliabilityBin(customers=len(dropped), mean_risk=float(risk.mean()), observed=observed)
