"""What differs between the customers of two months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.estimate import Estimate

# "more_data", "less_data": other in number but not in kind; "different_customers": others came
# than left, those who stayed are as they were; "changed_behaviour": those who stayed changed.
Verdict: TypeAlias = Literal[
    "same", "more_data", "less_data", "different_customers", "changed_behaviour"
]
# Who moved a feature that changed.
Source: TypeAlias = Literal["stayers", "newcomers"]
RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One feature of two sets of customers, an earlier and a later one; some may be in both.

    psi: population stability index over the same bins of both.
    psi_critical: what the index exceeds by chance at the significance of the settings, were the
        customers of one set independent of the other's.
    p: of no change; customers in both sets are taken as pairs.
    size: of a number, the difference of means in standard deviations of the earlier month; of a
        category, the largest change of a share; with its 95 % interval. Later minus earlier.
    value: the category whose share changed most; "" of a number.
    """

    customers_before: int
    customers_now: int
    psi: float
    psi_critical: float
    p: float
    size: Estimate
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureDrift:
    """One feature, or the risk, in two months."""

    field: str  # of the vocabulary, or "risk"
    month: Comparison  # all customers of both months
    p_corrected: float  # of `month`, by Holm over all features
    changed: bool  # significant and of a size worth telling
    # Of a feature that changed; None elsewhere.
    source: Source | None = None
    stayers: Comparison | None = None  # those in both months; None where nobody is
    newcomers: Comparison | None = None  # who left and who came; None where nobody did


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChange:
    """A value that one of the months does not have."""

    field: str
    value: str
    customers_before: int
    customers_now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftFacts:
    """Two months' customers compared."""

    month_before: str
    month_now: str
    customers_before: int
    customers_now: int
    stayed: int
    came: int
    left: int
    features: tuple[FeatureDrift, ...]  # in the order of the vocabulary, the risk last
    new_categories: tuple[CategoryChange, ...]
    gone_categories: tuple[CategoryChange, ...]
    dropped_before: float | None  # share of those labelled; None where nobody is
    dropped_now: float | None
    dropped_change: Estimate | None  # now minus before
    verdict: Verdict

    @property
    def changed(self) -> tuple[FeatureDrift, ...]:
        """The features that changed."""
        return tuple(feature for feature in self.features if feature.changed)
