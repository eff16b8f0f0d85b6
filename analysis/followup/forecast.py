"""What an edition says of its month, kept so that later editions can be held to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from analysis.economics import profit_at_risk
from analysis.estimate import Estimate
from analysis.followup.facts import FORECAST_VERSION, ForecastFacts
from analysis.history.read import History
from analysis.offers.plan import OfferOutcome
from analysis.segments.find import SegmentOutcome
from analysis.settings import Settings

Floats = NDArray[np.float64]
WIDE = float(norm.ppf(0.975))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Facts, and the customers (index = id): risk, profit, group (one of the four risk x profit
    segments), offer ("" for none), its cost and expected gain, control, side (see `Side`)."""

    facts: ForecastFacts
    customers: pd.DataFrame


def expect_drops(risk: Floats, weight: Floats, level_error: float) -> Estimate:
    """Sum of weighted drops to be expected, and the interval in which their sum should lie.

    Each customer drops or not by chance, and all risks together may be too high or too low.
    risk, weight: (customers,); level_error: standard error of the mean risk.
    """
    by_chance = float((risk * (1 - risk) * weight**2).sum())
    half = WIDE * np.sqrt(by_chance + (level_error * weight.sum()) ** 2)
    value = float((risk * weight).sum())
    return Estimate(
        value=value, low=max(0.0, value - half), high=min(float(weight.sum()), value + half)
    )


def make_forecast(
    history: History,
    risk: pd.Series[float],
    segments: SegmentOutcome,
    offers: OfferOutcome,
    settings: Settings,
    *,
    model: str,
    threshold: float,
    level_error: float,
    roc_auc: Estimate | None = None,
    roc_auc_forward: Estimate | None = None,
) -> Forecast:
    """What is said of the scored month. risk: index of its customers."""
    base, assigned = history.scored, offers.assignment
    groups = [fact.key for fact in segments.facts if fact.quadrant]
    customers = pd.DataFrame(
        {
            "risk": risk,
            "profit": base.table["profit"],
            "group": segments.membership[groups].idxmax(axis=1) if groups else "",
            "offer": assigned["offer"].fillna("").astype(str),
            "cost": assigned["cost"].astype("float64"),
            "gain": assigned["expected_gain"].astype("float64"),
            "control": assigned["control"].astype(bool),
            "side": assigned["side"].astype(str),
        },
        index=base.table.index.astype(str),
    )
    at_risk = risk >= settings.risk.high_risk
    risks = np.asarray(risk, dtype=np.float64)
    return Forecast(
        customers=customers,
        facts=ForecastFacts(
            version=FORECAST_VERSION,
            month=base.facts.month,
            demonstration=base.facts.demonstration,
            meaning=history.facts.meaning,
            horizon_months=history.facts.horizon_months,
            outcome_known=not history.facts.scored_unknown,
            learned_from=tuple(month.month for month in history.facts.known_months),
            model=model,
            customers=len(customers),
            high_risk=settings.risk.high_risk,
            threshold=threshold,
            level_error=level_error,
            expected_drops=expect_drops(risks, np.ones(len(risks)), level_error),
            customers_at_risk=int(at_risk.sum()),
            profit=float(base.table["profit"].sum()),
            profit_at_risk=float(profit_at_risk(risk, base.table["profit"]).sum()),
            expected_gain=offers.plan.gain,
            roc_auc=roc_auc,
            roc_auc_forward=roc_auc_forward,
        ),
    )
