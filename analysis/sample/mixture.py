"""The kinds of customers of the synthetic store, as mixture.toml states them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("mixture.toml")


class Part(BaseModel):
    """A table of the file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Grid(Part):
    """The values a number can have: low, low + step, ... high."""

    low: float
    high: float
    step: float


class Shape(Part):
    """One hump of a feature; `low` and `high` narrow the grid."""

    share: float = 1.0
    low: float | None = None
    high: float | None = None


class Flat(Shape):
    """The distribution of largest entropy with this mean and standard deviation."""

    mean: float
    sd: float


class Weighted(Shape):
    """One weight a value."""

    weights: tuple[float, ...]


class Line(Shape):
    """Normal around a line through fields drawn before ("premium" is 1 or 0)."""

    intercept: float
    slopes: Mapping[str, float]
    sd: float


AnyShape: TypeAlias = Flat | Weighted | Line


class Kind(Part):
    """One kind of customers: its label, its share among them, its features."""

    dropped: bool
    share: float
    like: str | None = None
    features: Mapping[str, AnyShape | tuple[AnyShape, ...]]


class Layout(Part):
    """The quirks of the export; counts are for `customers` and scaled for other sizes."""

    customers: int
    first_id: int
    runs: tuple[int, ...]
    twins_from: int
    twins_again_same: int
    twins_again_equal: int
    inactive: int
    outliers: int
    outlier_factor: float
    service_typos: int


class Acceptance(Part):
    """A logistic line: who accepts an offer when about to drop."""

    intercept: float
    slopes: Mapping[str, float]


class Revenue(Part):
    """A customer's revenue of a month: normal around a mean that depends on the kind."""

    mean: float
    lower: Mapping[str, float]
    sd: float
    persistence: float


class Months(Part):
    """How customers come, go and change from month to month."""

    horizon: int
    recover: float
    leave: float
    persistence: Mapping[str, float]
    revenue: Revenue


class OfferTruth(Part):
    """What an offer does to those who are truly contacted with it; probabilities.

    prevents: a drop is prevented. adds: whoever would have stayed drops because of it.
    taken_anyway: whoever stays without its help takes what it gives all the same.
    """

    prevents: float = 0.0
    adds: float = 0.0
    taken_anyway: float = 0.0


class SampleOffer(OfferTruth):
    """An offer of the simulated campaigns; costs in the unit of profit.

    channels: by the customer's consent, "yes" or "no".
    """

    contact_cost: float
    incentive: float
    channels: Mapping[str, str]


class Campaigns(Part):
    """How the simulated store picks whom to contact, and how well it keeps to it; shares."""

    targeted: float
    guess_sd: float
    control: float
    control_contacted: float
    not_contacted: float
    days: int
    offers: Mapping[str, SampleOffer]


class Mixture(Part):
    """The whole file."""

    grid: Mapping[str, Grid]
    words: Mapping[str, tuple[str, ...]]
    layout: Layout
    kinds: Mapping[str, Kind]
    months: Months
    acceptance: Acceptance
    campaigns: Campaigns

    def shapes(self, kind: str) -> Mapping[str, tuple[AnyShape, ...]]:
        """Every feature of a kind, with those of the kind it is like."""
        described = self.kinds[kind]
        below = self.shapes(described.like) if described.like is not None else {}
        own = {
            name: shape if isinstance(shape, tuple) else (shape,)
            for name, shape in described.features.items()
        }
        return {**below, **own}


@cache
def read_mixture() -> Mixture:
    """The mixture of the package."""
    return Mixture.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
