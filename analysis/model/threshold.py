"""Where risk becomes a reason to act: three policies on out-of-fold risk."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.economics import expected_gain
from analysis.model import metrics
from analysis.model.arrays import Floats, Integers
from analysis.model.facts import CurvePoint, Policy, ThresholdPolicy
from analysis.settings import EconomicsSettings

POLICIES: tuple[Policy, ...] = ("best_f1", "recall_85", "profit")
CURVE_POINTS = 40


def contact_gain(risk: Floats, profit: Floats, economics: EconomicsSettings) -> Floats:
    """Expected net gain over the horizon of contacting each customer, unit of profit."""
    return expected_gain(
        risk=risk,
        value=profit * economics.horizon_months,
        acceptance=economics.acceptance,
        contact_cost=economics.contact_cost,
        incentive=economics.incentive,
    )


def best_f1(dropped: Floats, risk: Floats) -> float:
    """The cut with the highest F1 of the dropped class; the highest such cut of equals."""
    (cuts, hits), (_, contacts) = _from_cut(risk, dropped), _from_cut(risk, np.ones(len(risk)))
    return float(cuts[np.argmax(2 * hits / (contacts + dropped.sum()))])


def enough_recall(dropped: Floats, risk: Floats, target: float) -> float:
    """The highest cut that still finds the target share of dropped customers."""
    descending = np.sort(risk[dropped == 1])[::-1]
    needed = int(np.ceil(target * len(descending) - 1e-9))
    return float(descending[max(needed, 1) - 1])


def best_profit(risk: Floats, gain: Floats) -> float:
    """The cut whose customers bring the highest expected gain together.

    Where contacting brings nothing at any cut, a cut above every risk: contact nobody.
    """
    cuts, sums = _from_cut(risk, gain)
    return float(cuts[np.argmax(sums)]) if sums.max() > 0 else 1.0


def _from_cut(risk: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Every risk as a cut, highest first, and the sum over the customers from it on."""
    cuts, place = np.unique(risk, return_inverse=True)
    return cuts[::-1], np.cumsum(np.bincount(place, weights=values)[::-1])


def policy_thresholds(
    dropped: Floats, risk: Floats, profit: Floats, economics: EconomicsSettings, target: float
) -> Mapping[Policy, float]:
    """The cut of each policy; blank labels (NaN) take part in the profit policy only."""
    known = ~np.isnan(dropped)
    return {
        "best_f1": best_f1(dropped[known], risk[known]),
        "recall_85": enough_recall(dropped[known], risk[known], target),
        "profit": best_profit(risk, contact_gain(risk, profit, economics)),
    }


def describe_policies(
    dropped: Floats,
    risk: Floats,
    profit: Floats,
    economics: EconomicsSettings,
    *,
    target: float,
    chosen: Policy,
    scored: Integers | slice = slice(None),
) -> tuple[ThresholdPolicy, ...]:
    """The three policies side by side.

    scored: the customers who may be contacted; the others are of earlier months and tell only
    how often a cut is right.
    """
    gain, reachable = contact_gain(risk[scored], profit[scored], economics), risk[scored]
    cuts = {
        **policy_thresholds(dropped, risk, profit, economics, target),
        "profit": best_profit(reachable, gain),
    }
    known = ~np.isnan(dropped)

    def describe(key: Policy) -> ThresholdPolicy:
        flagged = reachable >= cuts[key]
        named = (risk[known] >= cuts[key]).astype(np.float64)

        def figure(metric: metrics.Metric) -> float:
            return metrics.plain(metric, dropped[known], named)

        return ThresholdPolicy(
            key=key,
            threshold=cuts[key],
            contacted=int(flagged.sum()),
            contacted_share=float(flagged.mean()),
            f1=figure(metrics.f1),
            recall=figure(metrics.recall),
            precision=figure(metrics.precision),
            expected_profit=float(gain[flagged].sum()),
            chosen=key == chosen,
        )

    return tuple(describe(key) for key in POLICIES)


def profit_curve(
    risk: Floats, profit: Floats, economics: EconomicsSettings
) -> tuple[CurvePoint, ...]:
    """Expected gain when ever more customers are contacted, riskiest first."""
    order = np.argsort(-risk, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(contact_gain(risk, profit, economics)[order])])
    counts = np.unique(np.linspace(0, len(risk), CURVE_POINTS + 1).round().astype(int))
    return tuple(
        CurvePoint(
            contacted_share=float(count / len(risk)),
            threshold=float(risk[order[count - 1]]) if count else 1.0,
            expected_profit=float(total[count]),
        )
        for count in counts
    )
