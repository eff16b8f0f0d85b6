"""Earlier editions whose outcome has come: what they said against what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from analysis.economics import earned
from analysis.followup.facts import Promise, Verdict
from analysis.followup.forecast import Forecast, expect_drops
from analysis.history.reach import months_later
from analysis.history.read import History
from analysis.intake.base import Base
from analysis.model.calibration_error import calibration_error
from analysis.model.metrics import roc_auc
from analysis.model.scores import bootstrap_weights, interval
from analysis.settings import Settings


def check_promises(
    forecasts: Iterable[Forecast], history: History, settings: Settings
) -> tuple[Promise, ...]:
    """Every forecast of a month whose outcome is known by now, oldest first.

    Risks are those stored in the forecast; nothing is computed anew.
    """
    by_month = {base.facts.month: base for base in history.months}
    made = {
        forecast.facts.month: promise
        for forecast in forecasts
        if not forecast.facts.outcome_known and forecast.facts.month in by_month
        for promise in _check(forecast, by_month[forecast.facts.month], settings)
    }
    return tuple(made[month] for month in sorted(made))


def _check(forecast: Forecast, base: Base, settings: Settings) -> Iterator[Promise]:
    """The promise, unless too few outcomes are known to judge it."""
    outcome = base.dropped.dropna()
    said = forecast.customers.reindex(outcome.index).dropna(subset=["risk"])
    dropped = np.asarray(outcome[said.index], dtype=np.float64)
    lost = int(dropped.sum())
    if min(lost, len(dropped) - lost) < settings.data.least_of_each:
        return
    risk = np.asarray(said["risk"], dtype=np.float64)
    groups = np.asarray(base.groups[said.index], dtype=np.intp)
    weights = bootstrap_weights(groups, draws=settings.model.bootstrap, seed=settings.seed)
    facts, profit = forecast.facts, earned(said["profit"])
    predicted = expect_drops(risk, np.ones(len(risk)), facts.level_error)
    yield Promise(
        month=facts.month,
        outcome_month=months_later(facts.month, facts.horizon_months),
        forecast=facts.customers,
        customers=len(said),
        predicted=predicted,
        observed=lost,
        verdict=_judge(predicted.low, lost, predicted.high),
        roc_auc=interval(roc_auc, dropped, risk, weights),
        ece=calibration_error(dropped, risk, groups),
        profit_said=expect_drops(risk, profit, facts.level_error),
        profit_lost=float((dropped * profit).sum()),
    )


def _judge(low: float, observed: float, high: float) -> Verdict:
    if observed > high:
        return "more_dropped"
    return "fewer_dropped" if observed < low else "kept"
