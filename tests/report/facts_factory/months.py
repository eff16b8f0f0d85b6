"""Several months: what was known, what was said, what changed and what came true."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from typing import Any

from analysis.drift.facts import Comparison, DriftFacts, FeatureDrift, Source
from analysis.estimate import Estimate
from analysis.followup.effect_facts import (
    CampaignRecord,
    Effect,
    EffectsFacts,
    EffectVerdict,
    OfferAcceptance,
)
from analysis.followup.facts import (
    FORECAST_VERSION,
    ChangedCustomer,
    ChangesFacts,
    FigureChange,
    ForecastFacts,
    Movement,
    PartOfChange,
    Promise,
)
from analysis.history.facts import HistoryFacts, MonthOutcomes
from analysis.model.facts import ForwardCheck
from tests.report.facts_factory.data import make_data
from tests.report.facts_factory.model import make_scores
from tests.report.facts_factory.numbers import estimate


def make_month(
    month: str = "2026-10", customers: int = 1296, known: int = 1296, dropped: int = 494
) -> MonthOutcomes:
    return MonthOutcomes(
        month=month, customers=customers, known=known, dropped=dropped, files=make_data().files
    )


def make_history(**changes: Any) -> HistoryFacts:
    """A single month whose own labels are its outcomes."""
    parts: dict[str, Any] = {
        "meaning": "own_label",
        "horizon_months": 3,
        "months": (make_month(),),
    }
    return HistoryFacts(**{**parts, **changes})


def make_later_months() -> tuple[MonthOutcomes, ...]:
    """Six months, of which the outcome of the first three is known; one month is missing."""
    return (
        make_month("2026-04", 1210, 1104, 420),
        make_month("2026-06", 1240, 1130, 431),
        make_month("2026-07", 1262, 1151, 448),
        make_month("2026-08", 1271, 0, 0),
        make_month("2026-09", 1280, 0, 0),
        make_month("2026-10", 1296, 0, 0),
    )


def make_forecast(**changes: Any) -> ForecastFacts:
    parts: dict[str, Any] = {
        "version": FORECAST_VERSION,
        "month": "2026-10",
        "demonstration": False,
        "meaning": "own_label",
        "horizon_months": 3,
        "outcome_known": True,
        "learned_from": ("2026-10",),
        "model": "svc",
        "customers": 1296,
        "high_risk": 0.5,
        "threshold": 0.46,
        "level_error": 0.01,
        "expected_drops": estimate(494.0, 31.0),
        "customers_at_risk": 494,
        "profit": 961.0,
        "profit_at_risk": 351.0,
        "expected_gain": 214.36,
        "roc_auc": estimate(0.912, 0.018),
        "roc_auc_forward": None,
    }
    return ForecastFacts(**{**parts, **changes})


def make_forward(**changes: Any) -> ForwardCheck:
    parts: dict[str, Any] = {
        "month": "2026-07",
        "learned_from": ("2026-04",),
        "known_then": True,
        "customers": 1151,
        "scores": make_scores(0.904),
        "roc_auc_difference": estimate(-0.008, 0.012),
    }
    return ForwardCheck(**{**parts, **changes})


def make_changes(**changes: Any) -> ChangesFacts:
    """From September to October; parts add up to the change of the profit at risk."""
    parts: dict[str, Any] = {
        "before": "2026-09",
        "months_apart": 1,
        "same_meaning": True,
        "stayed": 1229,
        "came": 67,
        "went": 51,
        "figures": (
            FigureChange(figure="customers", before=1280, now=1296, change=None),
            FigureChange(
                figure="customers_at_risk", before=452, now=494, change=estimate(42.0, 24.0)
            ),
            FigureChange(figure="profit", before=5046.2, now=5101.3, change=estimate(55.1, 121.0)),
            FigureChange(
                figure="profit_at_risk", before=1807.45, now=1927.8, change=estimate(120.35, 58.0)
            ),
            FigureChange(
                figure="expected_gain", before=198.2, now=214.36, change=estimate(16.16, 19.0)
            ),
            FigureChange(
                figure="customers_at_risk_share",
                before=0.353,
                now=0.381,
                change=estimate(0.028, 0.018),
            ),
            FigureChange(
                figure="profit_at_risk_share",
                before=0.358,
                now=0.378,
                change=estimate(0.02, 0.011),
            ),
            FigureChange(figure="roc_auc", before=0.909, now=0.912, change=estimate(0.003, 0.025)),
        ),
        "movements": make_movements(),
        "parts": (
            PartOfChange(part="newly_at_risk", customers=85, change=168.4),
            PartOfChange(part="worsened", customers=540, change=61.25),
            PartOfChange(part="improved", customers=561, change=-57.9),
            PartOfChange(part="returned", customers=43, change=-74.1),
            PartOfChange(part="gone", customers=51, change=-71.3),
            PartOfChange(part="new", customers=67, change=94.0),
        ),
        "examples": (
            ChangedCustomer(part="newly_at_risk", risk_before=0.18, risk_now=0.83, profit=6.42),
            ChangedCustomer(part="returned", risk_before=0.77, risk_now=0.21, profit=5.9),
            ChangedCustomer(part="new", risk_before=0.0, risk_now=0.91, profit=6.7),
        ),
        "threshold_before": 0.57,
        "threshold_now": 0.46,
    }
    return ChangesFacts(**{**parts, **changes})


def make_movements() -> tuple[Movement, ...]:
    """All pairs of groups, most customers in the group where they were."""
    high, low = "high_risk_high_value", "high_risk_low_value"
    calm, small = "low_risk_high_value", "low_risk_low_value"
    rows: tuple[tuple[str | None, str | None, int, float, float], ...] = (
        (None, high, 14, 71.4, 58.0),
        (None, low, 11, 33.0, 26.1),
        (None, calm, 19, 93.1, 7.0),
        (None, small, 23, 71.3, 2.9),
        (high, None, 9, 45.9, -37.6),
        (high, high, 188, 940.0, -3.1),
        (high, low, 3, 10.2, -2.2),
        (high, calm, 24, 122.4, -52.7),
        (low, None, 12, 38.4, -27.9),
        (low, high, 2, 9.4, 2.0),
        (low, low, 195, 624.0, 1.25),
        (low, small, 19, 58.9, -21.4),
        (calm, None, 13, 62.4, -3.7),
        (calm, high, 47, 239.7, 118.0),
        (calm, calm, 371, 1855.0, 2.8),
        (calm, small, 6, 21.0, -0.6),
        (small, None, 17, 52.7, -2.1),
        (small, low, 38, 121.6, 50.4),
        (small, calm, 5, 22.5, 0.3),
        (small, small, 331, 1034.7, 2.9),
    )
    return tuple(
        Movement(before=before, now=now, customers=many, profit=profit, profit_at_risk_change=risk)
        for before, now, many, profit, risk in rows
    )


def make_drift(**changes: Any) -> DriftFacts:
    """Two features changed, one through those who stayed, one through others who came."""
    parts: dict[str, Any] = {
        "month_before": "2026-09",
        "month_now": "2026-10",
        "customers_before": 1293,
        "customers_now": 1296,
        "stayed": 1240,
        "came": 56,
        "left": 53,
        "features": (
            make_feature_drift("pages_per_visit", "stayers"),
            make_feature_drift("category", "newcomers", value="Косметика и аксессуары"),
            make_feature_drift("failures", None),
        ),
        "new_categories": (),
        "gone_categories": (),
        "dropped_before": None,
        "dropped_now": None,
        "dropped_change": None,
        "verdict": "changed_behaviour",
    }
    return DriftFacts(**{**parts, **changes})


def make_feature_drift(field: str, source: Source | None, value: str = "") -> FeatureDrift:
    month = Comparison(
        customers_before=1293,
        customers_now=1296,
        psi=0.214,
        psi_critical=0.026,
        p=0.0001,
        size=estimate(-0.31, 0.05),
        value=value,
    )
    changed = source is not None
    return FeatureDrift(field=field, month=month, p_corrected=0.002, changed=changed, source=source)


def make_promise(**changes: Any) -> Promise:
    parts: dict[str, Any] = {
        "month": "2026-06",
        "outcome_month": "2026-09",
        "forecast": 1240,
        "customers": 1130,
        "predicted": Estimate(value=442.0, low=398.0, high=486.0),
        "observed": 431,
        "verdict": "kept",
        "roc_auc": estimate(0.901, 0.019),
        "ece": estimate(0.034, 0.01),
        "profit_said": Estimate(value=1705.0, low=1520.0, high=1890.0),
        "profit_lost": 1688.4,
    }
    return Promise(**{**parts, **changes})


def make_campaign(**changes: Any) -> CampaignRecord:
    parts: dict[str, Any] = {
        "month": "2026-05",
        "recorded": True,
        "outcome_known": True,
        "planned": 602,
        "control": 131,
        "contacted": 469,
    }
    return CampaignRecord(**{**parts, **changes})


def make_effect(
    offer: str | None, verdict: EffectVerdict, prevented: Estimate, **changes: Any
) -> Effect:
    parts: dict[str, Any] = {
        "offer": offer,
        "campaigns": 2,
        "contacted": 180,
        "control": 48,
        "dropped_contacted": 71,
        "dropped_control": 22,
        "prevented": prevented,
        "profit_kept": Estimate(
            value=700 * prevented.value, low=700 * prevented.low, high=700 * prevented.high
        ),
        "cost": 21.4,
        "p_adjusted": 0.4 if verdict == "cannot_tell" else 0.004,
        "verdict": verdict,
        "needed": 310,
    }
    return Effect(**{**parts, **changes})


def make_acceptance(offer: str, **changes: Any) -> OfferAcceptance:
    parts: dict[str, Any] = {
        "offer": offer,
        "assumed": estimate(0.2, 0.1),
        "acceptance": estimate(0.16, 0.07),
        "measured_on": 228,
        "pays": True,
    }
    return OfferAcceptance(**{**parts, **changes})


def make_effects(**changes: Any) -> EffectsFacts:
    """One offer works, one harms, three cannot be told yet; records differ from the plan."""
    parts: dict[str, Any] = {
        "campaigns": (
            make_campaign(control_contacted=3, not_contacted=5, unknown=2, cost=64.0),
            make_campaign(month="2026-06", other_offer=1, unplanned=4, taken=58),
            make_campaign(month="2026-08", recorded=False, outcome_known=False, contacted=0),
        ),
        "plan": make_effect(
            None,
            "works",
            Estimate(value=0.061, low=0.021, high=0.101),
            contacted=940,
            control=262,
            dropped_contacted=342,
            dropped_control=112,
            profit_kept=Estimate(value=241.0, low=83.0, high=399.0),
            cost=118.6,
        ),
        "offers": (
            make_effect(
                "cart_reminder",
                "works",
                Estimate(value=0.142, low=0.048, high=0.236),
                contacted=310,
                control=84,
                dropped_contacted=98,
                dropped_control=38,
            ),
            make_effect(
                "promo_early_access",
                "harms",
                Estimate(value=-0.151, low=-0.262, high=-0.04),
                contacted=204,
                control=61,
                dropped_contacted=93,
                dropped_control=19,
            ),
            make_effect("more_contacts", "cannot_tell", estimate(0.052, 0.118)),
            make_effect(
                "category_discount",
                "cannot_tell",
                estimate(0.004, 0.146),
                control=39,
                needed=1180,
                dropped_control=15,
            ),
            make_effect(
                "win_back",
                "cannot_tell",
                estimate(-0.013, 0.171),
                control=30,
                dropped_control=12,
                needed=None,
            ),
        ),
        "acceptance": (
            make_acceptance("cart_reminder", measured_on=394),
            make_acceptance("promo_early_access", measured_on=265, pays=False),
            make_acceptance("more_contacts"),
            make_acceptance("category_discount", measured_on=219),
            make_acceptance("win_back", measured_on=210),
            make_acceptance("loyalty_bonuses", measured_on=0, pays=False),
        ),
    }
    return EffectsFacts(**{**parts, **changes})
