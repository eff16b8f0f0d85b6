"""From the outcomes of all tasks to honest figures of every candidate and of the procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from analysis.estimate import Estimate
from analysis.model import metrics
from analysis.model.choice import not_worse
from analysis.model.contest import complexities
from analysis.model.facts import Candidate, ReliabilityBin
from analysis.model.families import FAMILIES
from analysis.model.nested import Outcome
from analysis.model.scores import difference, judge
from analysis.model.sheet import Floats, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfFold:
    """Risks and cuts of every customer of the sheet, from models that never saw them.

    With repeats both are means over the repeats: that mean is what the report uses, and
    what its figures describe.
    """

    risk: Floats
    threshold: Floats

    @property
    def flagged(self) -> Floats:
        """1 where the risk reaches the threshold chosen without the customer's fold."""
        return (self.risk >= self.threshold).astype(np.float64)


def out_of_fold(sheet: Sheet, outcomes: Sequence[Outcome], chosen: Mapping[int, str]) -> OutOfFold:
    """Mean risk and threshold of each customer; `chosen`: candidate by outcome's position."""
    risk, threshold, times = (np.zeros(len(sheet.dropped)) for _ in range(3))
    for position, outcome in enumerate(outcomes):
        key, test = chosen[position], outcome.task.test
        risk[test] += outcome.risk[key]
        threshold[test] += outcome.thresholds[key]
        times[test] += 1
    return OutOfFold(risk=risk / times, threshold=threshold / times)


def of_candidate(sheet: Sheet, outcomes: Sequence[Outcome], key: str) -> OutOfFold:
    """One candidate's out-of-fold risks."""
    return out_of_fold(sheet, outcomes, dict.fromkeys(range(len(outcomes)), key))


def of_procedure(sheet: Sheet, outcomes: Sequence[Outcome]) -> OutOfFold:
    """The risks of whichever candidate won without the customer's fold."""
    return out_of_fold(sheet, outcomes, {i: o.contest.winner for i, o in enumerate(outcomes)})


def judge_candidates(
    sheet: Sheet, outcomes: Sequence[Outcome], weights: Floats
) -> tuple[Candidate, ...]:
    """Every candidate's honest figures, least log loss first."""
    known = sheet.labelled
    dropped, groups = sheet.dropped[known], sheet.groups[known]
    final = outcomes[-1].contest
    folds = {key: of_candidate(sheet, outcomes, key) for key in final.inner_risk}
    risks = {key: fold.risk[known] for key, fold in folds.items()}
    equals = not_worse(dropped, risks, weights)
    required = {f.key for f in FAMILIES if f.required}
    best = risks[final.winner]
    rows = (
        Candidate(
            key=key,
            required=key in required,
            complexity=complexities()[key],
            scores=judge(dropped, risk, folds[key].flagged[known], groups, weights),
            roc_auc_difference=difference(metrics.roc_auc, dropped, risk, best, weights),
            log_loss_difference=difference(metrics.log_loss, dropped, risk, best, weights),
            not_worse=key in equals,
            parameters=final.parameters[key],
        )
        for key, risk in risks.items()
    )
    return tuple(sorted(rows, key=lambda row: row.scores.log_loss.value))


def reliability(dropped: Floats, risk: Floats, bins: int) -> tuple[ReliabilityBin, ...]:
    """Customers of similar risk and how many of them dropped (Wilson interval)."""
    members = metrics.calibration_bins(risk, bins)
    return tuple(
        reliability_bin(dropped[members == number], risk[members == number])
        for number in np.unique(members)
    )


def reliability_bin(dropped: Floats, risk: Floats) -> ReliabilityBin:
    """One bin."""
    limits = binomtest(int(dropped.sum()), len(dropped)).proportion_ci(method="wilson")
    return ReliabilityBin(
        customers=len(dropped),
        mean_risk=float(risk.mean()),
        observed=Estimate(
            value=float(dropped.mean()), low=float(limits.low), high=float(limits.high)
        ),
    )


def confusion(dropped: Floats, flagged: Floats) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rows: held, dropped; columns: below the threshold, at or above it."""

    def count(label: float, flag: float) -> int:
        return int(((dropped == label) & (flagged == flag)).sum())

    return (count(0, 0), count(0, 1)), (count(1, 0), count(1, 1))
