"""How a month was read, and what exploring it found."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis.intake.facts import DataFacts, InputFile, Repair, SetAside, TwinFacts
from analysis.profile.facts import (
    Association,
    AssociationMatrix,
    CategoryShare,
    ClassSummary,
    CollinearPair,
    FeatureProfile,
    PortraitRow,
    ProfileFacts,
    Verdict,
)
from tests.report.facts_factory.numbers import estimate

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
    verdict: Verdict = "more" if share > 0.43 else "fewer" if share < 0.33 else "same"
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
