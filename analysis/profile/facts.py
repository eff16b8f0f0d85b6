"""What exploring the customers found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from analysis.estimate import Estimate

Verdict: TypeAlias = Literal["more", "fewer", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSummary:
    """One numeric feature among customers of one label, in the feature's own unit."""

    customers: int
    mean: float
    sd: float
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureProfile:
    """One numeric feature by label; counts are customers per bin, `edges` one longer."""

    feature: str
    edges: tuple[float, ...]
    dropped_counts: tuple[int, ...]
    same_counts: tuple[int, ...]
    dropped: ClassSummary
    same: ClassSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShare:
    """Customers with one value of a categorical feature, and how many of them dropped."""

    feature: str
    value: str
    customers: int
    dropped_share: Estimate  # Wilson interval
    p_adjusted: float  # this value against all others, Holm over the feature's values
    verdict: Verdict  # dropped customers than among the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Phi-k of one feature with the label."""

    feature: str
    phik: float  # 0 to 1
    significance: float  # Z score, asymptotic


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationMatrix:
    """Phi-k of every feature with every other; symmetric, ones on the diagonal."""

    features: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollinearPair:
    """Two features that nearly repeat each other (phi-k above the setting)."""

    first: str
    second: str
    phik: float
    pearson: float | None  # None where one of them is a category


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitRow:
    """How dropped customers differ from the others in one feature."""

    feature: str
    dropped_mean: Estimate  # in the feature's unit; a share for yes/no features
    same_mean: Estimate
    effect: Estimate  # Hedges' g: difference of means in pooled standard deviations
    p_adjusted: float  # Holm over all features
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """The exploration; portrait rows are ordered by the size of the effect, largest first."""

    dropped_share: Estimate
    features: tuple[FeatureProfile, ...]
    categories: tuple[CategoryShare, ...]
    label_association: tuple[Association, ...]  # strongest first
    matrix: AssociationMatrix
    collinear: tuple[CollinearPair, ...]
    portrait: tuple[PortraitRow, ...]
    # Field -> labelled customers who have a value, of the fields that some have none of.
    known: Mapping[str, int] = field(default_factory=dict)
