"""Put what the rooms found together: the headline, the list of customers, the whole."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

import numpy as np
import pandas as pd

from analysis.economics import earned, profit_at_risk, share_of
from analysis.intake.base import Base
from analysis.model.facts import ModelFacts
from analysis.model.fit import ModelOutcome
from analysis.offers.plan import OfferOutcome
from analysis.profile.facts import ProfileFacts
from analysis.results.facts import SCHEMA_VERSION, Headline, Results, ScoredCustomer
from analysis.results.steps import count_steps
from analysis.segments.find import SegmentOutcome
from analysis.settings import RiskSettings, Settings

COMPUTING_PACKAGES = ("numpy", "pandas", "phik", "scikit-learn", "scipy", "shap", "statsmodels")


def compose_results(
    base: Base,
    profile: ProfileFacts,
    model: ModelOutcome,
    segments: SegmentOutcome,
    offers: OfferOutcome,
    settings: Settings,
) -> Results:
    """One month's facts as one object."""
    return Results(
        schema_version=SCHEMA_VERSION,
        seed=settings.seed,
        headline=sum_up(base, model.facts, model.risk, offers, settings),
        segments={segment.key: segment for segment in offers.segments},
        overlaps=segments.overlaps,
        plan=offers.plan,
        data=base.facts,
        profile=profile,
        model=model.facts,
        customers=list_customers(base, model, segments, offers, settings.risk),
        settings=settings,
        versions=name_versions(),
        risk_steps=count_steps(model.risk, settings.risk.high_risk),
    )


def sum_up(
    base: Base,
    model: ModelFacts,
    risk: pd.Series[float],
    offers: OfferOutcome,
    settings: Settings,
) -> Headline:
    """The stable figures; model figures are those of the whole procedure, choice included."""
    data, scores, plan = base.facts, model.procedure, offers.plan
    profit = base.table["profit"]
    at_risk = float(profit_at_risk(risk, profit).sum())
    many = int((risk >= settings.risk.high_risk).sum())
    return Headline(
        customers_read=data.customers_read,
        customers_kept=data.customers_kept,
        customers_set_aside=sum(rule.customers for rule in data.set_aside),
        twin_pairs=data.twins.pairs,
        dropped_share=data.customers_dropped / data.customers_labelled,
        model=model.winner,
        roc_auc=scores.roc_auc.value,
        roc_auc_low=scores.roc_auc.low,
        roc_auc_high=scores.roc_auc.high,
        log_loss=scores.log_loss.value,
        brier=scores.brier.value,
        ece=scores.ece.value,
        threshold=model.threshold,
        f1=scores.f1.value,
        recall=scores.recall.value,
        precision=scores.precision.value,
        customers_at_risk=many,
        customers_at_risk_share=many / data.customers_kept,
        profit=float(profit.sum()),
        profit_at_risk=at_risk,
        profit_at_risk_share=share_of(at_risk, float(earned(profit).sum())),
        expected_gain=plan.gain,
        expected_gain_low=plan.gain_low,
        expected_gain_high=plan.gain_high,
    )


def list_customers(
    base: Base,
    model: ModelOutcome,
    segments: SegmentOutcome,
    offers: OfferOutcome,
    bands: RiskSettings,
) -> tuple[ScoredCustomer, ...]:
    """Every customer with risk, money, segments, next best offer; best gain first, then risk."""
    assigned, membership = offers.assignment, segments.membership
    keys = np.array(membership.columns)
    listed = [
        ScoredCustomer(
            customer_id=str(customer),
            risk=float(model.risk[customer]),
            risk_band=name_band(float(model.risk[customer]), bands),
            profit=float(profit),
            profit_at_risk=float(profit_at_risk(model.risk[customer], profit)),
            segments=tuple(keys[inside]),
            consent=consent == "yes",
            offer=text_or_none(offer),
            channel=text_or_none(channel),
            cost=float(cost),
            expected_gain=float(gain),
            reasons=tuple(model.reasons[customer]),
            liked=text_or_none(liked),
            most_important=bool(important),
            control=bool(control),
        )
        for (
            customer,
            profit,
            consent,
            inside,
            offer,
            channel,
            cost,
            gain,
            liked,
            important,
            control,
        ) in zip(
            base.table.index,
            base.table["profit"],
            base.table["consent"],
            membership.to_numpy(dtype=bool),
            assigned["offer"],
            assigned["channel"],
            assigned["cost"],
            assigned["expected_gain"],
            assigned["liked"],
            assigned["most_important"],
            assigned["control"],
            strict=True,
        )
    ]
    return tuple(sorted(listed, key=lambda c: (-c.expected_gain, -c.risk, c.customer_id)))


def name_band(risk: float, bands: RiskSettings) -> str:
    """The band of a risk: "low", "middle" or "high"."""
    if risk >= bands.band_high:
        return "high"
    return "middle" if risk >= bands.band_middle else "low"


def text_or_none(value: object) -> str | None:
    """A cell of a table of texts: None for an empty one."""
    return value if isinstance(value, str) else None


def name_versions() -> Mapping[str, str]:
    """The versions of Python and of the packages that compute."""
    found = {name: version(name) for name in COMPUTING_PACKAGES}
    return {"python": platform.python_version(), **found}
