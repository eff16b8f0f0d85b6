"""Results built by hand for tests of what draws: plausible, small, the same every time."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.estimate import Estimate
from analysis.intake.facts import DataFacts, InputFile, Repair, SetAside, TwinFacts
from analysis.model.facts import (
    Candidate,
    CurvePoint,
    Dependence,
    ExplanationCheck,
    Importance,
    ModelFacts,
    PublishedFigure,
    Reason,
    ReliabilityBin,
    Scores,
    SearchRow,
    Sentinel,
    SplitStudy,
    ThresholdPolicy,
)
from analysis.offers.facts import (
    BudgetPoint,
    ChannelUse,
    ControlGroup,
    Decision,
    PlanFacts,
    PlannedOffer,
    Strategy,
    WhatIf,
)
from analysis.profile.facts import (
    Association,
    AssociationMatrix,
    CategoryShare,
    ClassSummary,
    CollinearPair,
    FeatureProfile,
    PortraitRow,
    ProfileFacts,
)
from analysis.results.facts import SCHEMA_VERSION, Headline, Results, ScoredCustomer
from analysis.results.steps import count_steps
from analysis.segments.facts import (
    CategoryLift,
    Difference,
    Evidence,
    OfferFacts,
    Overlap,
    SegmentFacts,
    TrendPoint,
)
from analysis.settings import read_settings

QUADRANTS = (
    "high_risk_high_value",
    "high_risk_low_value",
    "low_risk_high_value",
    "low_risk_low_value",
)
PORTRAIT = (
    ("pages_per_visit", 5.57, 9.80, -1.24),
    ("minutes_previous", 10.9, 15.0, -1.19),
    ("minutes_current", 10.9, 14.6, -0.96),
    ("promo_share", 0.45, 0.24, 0.94),
    ("marketing_6m", 3.75, 4.57, -0.88),
    ("categories_per_visit", 2.62, 3.67, -0.84),
    ("unpaid_goods", 3.73, 2.29, 0.78),
    ("failures", 3.94, 4.34, -0.21),
)
ALIKE = (("marketing_current", 4.01, 4.01, 0.0), ("profit", 4.00, 4.00, 0.0))
CATEGORIES = (
    ("kitchenware", 143, 0.48),
    ("cosmetics", 221, 0.47),
    ("children", 325, 0.44),
    ("textile", 247, 0.40),
    ("beauty_appliances", 182, 0.28),
    ("small_appliances", 178, 0.16),
)


def make_results(**changes: Any) -> Results:
    """A whole month of 240 customers; `changes` replace parts of the results."""
    customers = make_customers()
    segments = make_segments(customers)
    parts: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "seed": 42,
        "headline": make_headline(customers),
        "segments": {segment.key: segment for segment in segments},
        "overlaps": (
            Overlap(
                first="premium_profitable_at_risk", second="profitable_at_risk_70", customers=9
            ),
            Overlap(first="premium_profitable_at_risk", second="promo_at_risk_80", customers=4),
        ),
        "plan": make_plan(),
        "data": make_data(),
        "profile": make_profile(),
        "model": make_model(),
        "customers": customers,
        "settings": read_settings(),
        "versions": {"python": "3.11.7", "scikit-learn": "1.9.0"},
        "risk_steps": count_steps([c.risk for c in customers], 0.5),
    }
    return Results(**{**parts, **changes})


def estimate(value: float, half: float = 0.1) -> Estimate:
    return Estimate(value=value, low=value - half, high=value + half)


def make_customers(how_many: int = 240, profit_scale: float = 1.0) -> tuple[ScoredCustomer, ...]:
    random = np.random.default_rng(7)
    risks = np.round(random.beta(0.6, 1.0, how_many), 4)
    profits = np.round(random.normal(4.0, 1.0, how_many).clip(0.9, 7.4) * profit_scale, 2)
    consents = random.random(how_many) < 0.74
    listed = [
        make_customer(str(215348 + i), float(r), float(p), bool(c), float(np.median(profits)))
        for i, (r, p, c) in enumerate(zip(risks, profits, consents, strict=True))
    ]
    return tuple(sorted(listed, key=lambda c: (-c.expected_gain, -c.risk, c.customer_id)))


def make_customer(
    customer_id: str, risk: float, profit: float, consent: bool, median: float
) -> ScoredCustomer:
    row = "high_risk" if risk >= 0.5 else "low_risk"
    value = "high_value" if profit >= median else "low_value"
    gain = round(risk * 0.2 * profit * 3 - 0.4, 2)
    return ScoredCustomer(
        customer_id=customer_id,
        risk=risk,
        risk_band="high" if risk >= 0.6 else "middle" if risk >= 0.3 else "low",
        profit=profit,
        profit_at_risk=risk * profit,
        segments=(f"{row}_{value}",),
        consent=consent,
        offer="more_contacts" if gain > 0 else None,
        channel=("email" if consent else "site") if gain > 0 else None,
        cost=0.4 if gain > 0 else 0.0,
        expected_gain=max(gain, 0.0),
        reasons=(
            Reason(feature="pages_per_visit", value=3.0, usual=10.0, contribution=0.21),
            Reason(feature="service", value="premium", usual="standard", contribution=0.04),
            Reason(feature="promo_share", value=0.94, usual=0.2, contribution=0.03),
        ),
        liked=None,
        most_important=customer_id.endswith("29"),
        control=gain > 0 and customer_id.endswith("7"),
    )


def make_headline(customers: tuple[ScoredCustomer, ...]) -> Headline:
    profit = sum(c.profit for c in customers)
    at_risk = sum(c.profit_at_risk for c in customers)
    many = sum(c.risk >= 0.5 for c in customers)
    return Headline(
        customers_read=1300,
        customers_kept=1296,
        customers_set_aside=4,
        twin_pairs=21,
        dropped_share=0.381,
        model="svc",
        roc_auc=0.912,
        roc_auc_low=0.893,
        roc_auc_high=0.929,
        log_loss=0.31,
        brier=0.091,
        ece=0.037,
        threshold=0.46,
        f1=0.83,
        recall=0.80,
        precision=0.86,
        customers_at_risk=many,
        customers_at_risk_share=many / len(customers),
        profit=profit,
        profit_at_risk=at_risk,
        profit_at_risk_share=at_risk / profit,
        expected_gain=214.36,
        expected_gain_low=92.10,
        expected_gain_high=337.05,
    )


def make_data(**changes: Any) -> DataFacts:
    files = ("market_file.csv", "market_money.csv", "market_time.csv", "money.csv")
    parts: dict[str, Any] = {
        "month": "2026-10",
        "demonstration": False,
        "files": tuple(
            InputFile(
                name=name,
                sha256=f"{i}" * 64,
                rows=1300,
                separator=";" if name == "money.csv" else ",",
                encoding="utf-8",
                decimal_comma=name == "money.csv",
            )
            for i, name in enumerate(files)
        ),
        "customers_read": 1300,
        "customers_kept": 1296,
        "customers_labelled": 1296,
        "customers_dropped": 494,
        "repairs": (
            Repair(
                file="market_file.csv",
                column="Тип сервиса",
                found="стандартт",
                became="стандарт",
                rows=10,
            ),
            Repair(
                file="market_time.csv",
                column="Период",
                found="предыдцщий_месяц",
                became="предыдущий_месяц",
                rows=1300,
            ),
        ),
        "set_aside": (
            SetAside(
                rule="inactive",
                customers=3,
                customer_ids=("215348", "215357", "215359"),
                values=(0.0, 0.0, 0.0),
                threshold=0.0,
            ),
            SetAside(
                rule="revenue_outlier",
                customers=1,
                customer_ids=("215380",),
                values=(106862.2,),
                threshold=15000.0,
            ),
        ),
        "twins": TwinFacts(
            pairs=21, equal_pairs=11, near_pairs=1, label_differs=3, groups=21, customers=42
        ),
    }
    return DataFacts(**{**parts, **changes})


def make_profile(**changes: Any) -> ProfileFacts:
    features = (*(row[0] for row in (*PORTRAIT, *ALIKE)), "category", "service", "consent")
    matrix = tuple(
        tuple(1.0 if i == j else round(0.6 / (1 + abs(i - j)), 2) for j in range(len(features)))
        for i in range(len(features))
    )
    parts: dict[str, Any] = {
        "dropped_share": estimate(0.381, 0.026),
        "features": tuple(make_feature(*row[:3]) for row in (*PORTRAIT, *ALIKE)),
        "categories": (
            *(make_category(*row) for row in CATEGORIES),
            replace(make_category("premium", 376, 0.44), feature="service", verdict="more"),
            replace(make_category("standard", 920, 0.36), feature="service", verdict="same"),
        ),
        "label_association": tuple(
            Association(feature=name, phik=round(0.75 - 0.06 * i, 2), significance=20.0 - i)
            for i, name in enumerate(features)
        ),
        "matrix": AssociationMatrix(features=features, values=matrix),
        "collinear": (
            CollinearPair(
                first="revenue_previous", second="revenue_current", phik=0.84, pearson=0.83
            ),
        ),
        "portrait": tuple(make_portrait_row(*row) for row in (*PORTRAIT, *ALIKE)),
    }
    return ProfileFacts(**{**parts, **changes})


def make_feature(feature: str, dropped: float, same: float) -> FeatureProfile:
    top = max(dropped, same) * 2
    return FeatureProfile(
        feature=feature,
        edges=tuple(top * i / 8 for i in range(9)),
        dropped_counts=(30, 90, 160, 100, 60, 30, 20, 4),
        same_counts=(10, 40, 120, 240, 200, 120, 60, 12),
        dropped=make_class_summary(494, dropped),
        same=make_class_summary(802, same),
    )


def make_class_summary(customers: int, mean: float) -> ClassSummary:
    return ClassSummary(
        customers=customers,
        mean=mean,
        sd=mean / 3,
        lower_quartile=mean * 0.8,
        median=mean,
        upper_quartile=mean * 1.2,
    )


def make_category(value: str, customers: int, share: float) -> CategoryShare:
    verdict = "more" if share > 0.43 else "fewer" if share < 0.33 else "same"
    return CategoryShare(
        feature="category",
        value=value,
        customers=customers,
        dropped_share=estimate(share, 0.06),
        p_adjusted=0.2 if verdict == "same" else 0.001,
        verdict=verdict,
    )


def make_portrait_row(feature: str, dropped: float, same: float, effect: float) -> PortraitRow:
    return PortraitRow(
        feature=feature,
        dropped_mean=estimate(dropped, abs(dropped) * 0.05),
        same_mean=estimate(same, abs(same) * 0.03),
        effect=estimate(effect, 0.12),
        p_adjusted=0.0001 if effect else 1.0,
        differs=bool(effect),
    )


def make_scores(roc_auc: float = 0.912) -> Scores:
    return Scores(
        roc_auc=estimate(roc_auc, 0.018),
        pr_auc=estimate(roc_auc - 0.02, 0.02),
        log_loss=estimate(1.22 - roc_auc, 0.03),
        brier=estimate(0.091, 0.008),
        ece=estimate(0.037, 0.012),
        f1=estimate(0.83, 0.02),
        recall=estimate(0.80, 0.03),
        precision=estimate(0.86, 0.03),
    )


def make_candidate(key: str, complexity: int, roc_auc: float) -> Candidate:
    return Candidate(
        key=key,
        required=key in ("dummy", "knn", "tree", "logistic", "svc"),
        complexity=complexity,
        scores=make_scores(roc_auc),
        roc_auc_difference=estimate(roc_auc - 0.912, 0.006),
        log_loss_difference=estimate(0.912 - roc_auc, 0.01),
        not_worse=roc_auc > 0.905,
        parameters="scaler=standard, C=1",
    )


def make_model(**changes: Any) -> ModelFacts:
    candidates = (
        make_candidate("svc", 4, 0.912),
        make_candidate("knn", 3, 0.907),
        make_candidate("logistic", 1, 0.901),
        make_candidate("tree", 2, 0.871),
        make_candidate("dummy", 0, 0.5),
    )
    parts: dict[str, Any] = {
        "winner": "svc",
        "simplest_not_worse": "knn",
        "beats_chance": True,
        "folds": 5,
        "repeats": 1,
        "candidates": candidates,
        "procedure": make_scores(),
        "search": (
            SearchRow(
                candidate="svc",
                parameters="scaler=standard, C=1",
                roc_auc=0.91,
                log_loss=0.31,
                chosen=True,
            ),
            SearchRow(
                candidate="knn",
                parameters="scaler=robust, n_neighbors=25",
                roc_auc=0.905,
                log_loss=0.35,
                chosen=False,
            ),
        ),
        "threshold": 0.46,
        "policies": tuple(
            ThresholdPolicy(
                key=key,
                threshold=cut,
                contacted=contacted,
                contacted_share=contacted / 1296,
                f1=0.8,
                recall=0.8,
                precision=0.8,
                expected_profit=200.0 + contacted / 10,
                chosen=key == "best_f1",
            )
            for key, cut, contacted in (
                ("best_f1", 0.46, 460),
                ("recall_85", 0.33, 540),
                ("profit", 0.25, 600),
            )
        ),
        "profit_curve": tuple(
            CurvePoint(
                contacted_share=i / 20,
                threshold=1 - i / 20,
                expected_profit=400 * (i / 20) * (1 - i / 25),
            )
            for i in range(21)
        ),
        "reliability": tuple(
            ReliabilityBin(
                customers=130,
                mean_risk=0.05 + 0.1 * i,
                observed=Estimate(
                    value=0.05 + 0.1 * i,
                    low=max(0.0, 0.1 * i - 0.03),
                    high=min(1.0, 0.13 + 0.1 * i),
                ),
            )
            for i in range(10)
        ),
        "confusion": ((738, 64), (99, 395)),
        "importance": tuple(
            Importance(
                feature=feature,
                mean_abs_shap=0.12 - 0.012 * i,
                direction="more" if effect > 0 else "less",
                permutation=estimate(0.06 - 0.006 * i, 0.004),
            )
            for i, (feature, _, _, effect) in enumerate(PORTRAIT)
        ),
        "dependence": tuple(
            Dependence(
                feature=feature,
                values=tuple(float(v) for v in range(1, 21)),
                contributions=tuple(0.2 - 0.02 * v for v in range(20)),
            )
            for feature in ("pages_per_visit", "minutes_previous", "marketing_6m")
        ),
        "explanation_check": ExplanationCheck(method="permutation", customers=40, correlation=0.98),
        "sentinels": (
            Sentinel(key="shuffled_labels", verdict="pass", figure=0.503, reference=0.5),
            Sentinel(key="id_signal", verdict="warn", figure=0.998, reference=0.5),
        ),
        "splits": tuple(
            SplitStudy(
                candidate=key,
                twins_kept_together=together,
                roc_auc=tuple(0.90 + 0.003 * (i % 7) - 0.01 * together for i in range(20)),
                f1=tuple(0.84 + 0.004 * (i % 5) for i in range(20)),
                recall=tuple(0.81 + 0.005 * (i % 6) for i in range(20)),
            )
            for key in ("logistic", "svc", "knn", "tree")
            for together in (False, True)
        ),
        "published": (
            PublishedFigure(candidate="logistic", metric="roc_auc", value=0.91),
            PublishedFigure(candidate="svc", metric="roc_auc", value=0.92),
        ),
    }
    return ModelFacts(**{**parts, **changes})


def make_offer(key: str = "more_contacts", **changes: Any) -> OfferFacts:
    parts: dict[str, Any] = {
        "key": key,
        "customers": 58,
        "reachable": 44,
        "channel": "email",
        "reason": "audience_share",
        "evidence": (
            Evidence(name="customers", value=58.0),
            Evidence(name="share", value=0.79),
            Evidence(name="field", value="marketing_6m"),
            Evidence(name="threshold", value=4.0),
        ),
        "cost": 8.7,
        "gain_low": 21.0,
        "gain": 46.0,
        "gain_high": 71.0,
        "break_even_acceptance": 0.031,
        "contacts": 44,
        "next_best": 30,
        "contact_cost": 0.2,
        "incentive": 0.0,
        "acceptance_low": 0.06,
        "acceptance": 0.12,
        "acceptance_high": 0.18,
    }
    return OfferFacts(**{**parts, **changes})


def make_segment(key: str, **changes: Any) -> SegmentFacts:
    parts: dict[str, Any] = {
        "key": key,
        "quadrant": False,
        "featured": True,
        "rule": "service equals premium and profit above mean and risk at least high_risk",
        "rank": 5,
        "customers": 73,
        "share": 73 / 1296,
        "too_few": False,
        "mean_risk": 0.81,
        "profit": 351.0,
        "profit_share": 0.068,
        "profit_at_risk": 284.0,
        "profit_at_risk_share": 0.142,
        "top_categories": (make_lift("kitchenware", 1.7), make_lift("cosmetics", 1.3)),
        "differences": (
            make_difference("pages_per_visit", 4.9, 8.4, -0.95),
            make_difference("days_registered", 722.0, 596.0, 0.52),
            make_difference("minutes_previous", 10.6, 13.6, -0.8),
            make_difference("promo_share", 0.47, 0.31, 0.61),
            make_difference("failures", 4.1, 4.2, -0.03),
        ),
        "trend": tuple(
            TrendPoint(
                measure=measure,
                period=period,
                inside=estimate(value, value / 30),
                outside=estimate(value * 0.97, value / 90),
            )
            for measure, period, value in (
                ("revenue", "before_previous", 4671.0),
                ("revenue", "previous", 4957.0),
                ("revenue", "current", 5290.0),
                ("minutes", "previous", 10.9),
                ("minutes", "current", 10.8),
            )
        ),
        "offers": (
            make_offer(),
            make_offer(
                "cart_reminder",
                customers=31,
                reachable=22,
                channel="push",
                cost=5.1,
                gain_low=6.0,
                gain=14.0,
                gain_high=22.0,
                evidence=(
                    Evidence(name="customers", value=31.0),
                    Evidence(name="share", value=0.42),
                    Evidence(name="field", value="unpaid_goods"),
                    Evidence(name="threshold", value=3.0),
                ),
            ),
        ),
        "adds": 73,
        "conditions": (),
        "always_featured": False,
    }
    return SegmentFacts(**{**parts, **changes})


def make_difference(feature: str, inside: float, outside: float, effect: float) -> Difference:
    return Difference(
        feature=feature,
        inside=estimate(inside, abs(inside) * 0.06),
        outside=estimate(outside, abs(outside) * 0.02),
        effect=estimate(effect, 0.2),
        p_adjusted=0.001 if abs(effect) > 0.2 else 1.0,
        differs=abs(effect) > 0.2,
    )


def make_lift(value: str, lift: float) -> CategoryLift:
    return CategoryLift(
        feature="category",
        value=value,
        customers=16,
        share=0.22,
        share_elsewhere=0.22 / lift,
        lift=estimate(lift, 0.2),
        p_adjusted=0.01,
        differs=True,
    )


def make_quadrant(key: str, rank: int, customers: tuple[ScoredCustomer, ...]) -> SegmentFacts:
    members = [c for c in customers if c.segments[0] == key]
    profit = sum(c.profit for c in members)
    at_risk = sum(c.profit_at_risk for c in members)
    return make_segment(
        key,
        quadrant=True,
        featured=False,
        rank=rank,
        rule="risk x profit",
        customers=len(members),
        share=len(members) / len(customers),
        mean_risk=sum(c.risk for c in members) / max(len(members), 1),
        profit=profit,
        profit_share=profit / sum(c.profit for c in customers),
        profit_at_risk=at_risk,
        profit_at_risk_share=at_risk / sum(c.profit_at_risk for c in customers),
    )


def make_segments(customers: tuple[ScoredCustomer, ...]) -> tuple[SegmentFacts, ...]:
    return (
        *(make_quadrant(key, rank, customers) for rank, key in enumerate(QUADRANTS, 1)),
        make_segment("premium_profitable_at_risk", rank=5),
        make_segment("profitable_at_risk_70", rank=6, customers=190, adds=120),
        make_segment("promo_at_risk_80", rank=7, customers=113, adds=52),
        make_segment(
            "no_consent_at_risk",
            rank=8,
            customers=12,
            too_few=True,
            featured=False,
            differences=(),
            top_categories=(),
            trend=(),
            offers=(),
        ),
    )


def make_decision(segment: str, offer: str, **changes: Any) -> Decision:
    parts: dict[str, Any] = {
        "segment": segment,
        "offer": offer,
        "customers": 120,
        "cost": 24.0,
        "gain_low": 40.0,
        "gain": 98.0,
        "gain_high": 150.0,
        "gain_share": 0.46,
    }
    return Decision(**{**parts, **changes})


def make_planned(offer: str, customers: int, cost: float, gain: float) -> PlannedOffer:
    used = (
        ChannelUse(channel="email", customers=customers - 20),
        ChannelUse(channel="site", customers=20),
    )
    return PlannedOffer(offer=offer, customers=customers, channels=used, cost=cost, gain=gain)


def make_plan(**changes: Any) -> PlanFacts:
    parts: dict[str, Any] = {
        "horizon_months": 3,
        "contacts": 412,
        "cost": 84.5,
        "gain_low": 92.10,
        "gain": 214.36,
        "gain_high": 337.05,
        "decisions": (
            make_decision("profitable_at_risk_70", "more_contacts"),
            make_decision("promo_at_risk_80", "promo_early_access", customers=74, gain_share=0.24),
            make_decision("high_risk_low_value", "cart_reminder", customers=65, gain_share=0.15),
        ),
        "budget": tuple(
            BudgetPoint(
                contacts=n,
                cost=n * 0.205,
                gain_low=92.1 * budget_shape(n) - 20 * (n > 412),
                gain=214.36 * budget_shape(n),
                gain_high=337.05 * budget_shape(n),
            )
            for n in (0, 50, 100, 150, 200, 250, 300, 350, 412, 500, 650, 800, 1000, 1296)
        ),
        "strategies": (
            Strategy(key="recommended", contacts=412, cost=84.5, gain=214.36),
            Strategy(key="everyone", contacts=1296, cost=265.0, gain=61.0),
            Strategy(key="random", contacts=412, cost=84.5, gain=20.0),
            Strategy(key="highest_risk", contacts=412, cost=84.5, gain=199.0),
            Strategy(key="highest_profit", contacts=412, cost=84.5, gain=104.0),
        ),
        "contact_cost": 0.04,
        "incentive": 0.4,
        "what_if": WhatIf(),
        "offers": (
            make_planned("more_contacts", 240, 49.5, 130.0),
            make_planned("promo_early_access", 102, 20.0, 54.36),
            make_planned("cart_reminder", 70, 15.0, 30.0),
        ),
        "decided_customers": 259,
        "decided_gain_share": 0.85,
        "control": ControlGroup(
            customers=52, compared=402, power=0.803, significance=0.05, gain=27.1
        ),
    }
    return PlanFacts(**{**parts, **changes})


def budget_shape(contacts: int) -> float:
    """Share of the best gain after so many contacts: steep, flat, then falling."""
    if contacts <= 412:
        return 1 - (1 - contacts / 412) ** 2
    return float(1 - 0.7 * ((contacts - 412) / 884) ** 1.3)
