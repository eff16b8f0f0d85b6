"""The results object: everything a document may print, in one typed and frozen whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.drift.facts import DriftFacts
from analysis.followup.effect_facts import EffectsFacts
from analysis.followup.facts import ChangesFacts, ForecastFacts, Promise
from analysis.history.facts import HistoryFacts
from analysis.intake.facts import DataFacts
from analysis.model.facts import ModelFacts, Reason
from analysis.offers.facts import PlanFacts, Side
from analysis.profile.facts import ProfileFacts
from analysis.segments.facts import Overlap, SegmentFacts
from analysis.settings import Settings

SCHEMA_VERSION = 5

RiskBand: TypeAlias = Literal["low", "middle", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The stable figures other programs read. Shares, risks and metrics are fractions;
    profit is per month and expected gain per horizon, both in the unit of profit."""

    customers_read: int
    customers_kept: int
    customers_set_aside: int
    twin_pairs: int
    dropped_share: float  # of the customers and months whose outcome is known
    model: str
    roc_auc: float
    roc_auc_low: float
    roc_auc_high: float
    log_loss: float
    brier: float
    ece: float
    threshold: float
    f1: float
    recall: float
    precision: float
    customers_at_risk: int
    customers_at_risk_share: float
    profit: float  # sum over customers, losses included
    profit_at_risk: float  # sum of risk x profit of those who bring any
    profit_at_risk_share: float  # of what customers bring who bring any
    expected_gain: float
    expected_gain_low: float
    expected_gain_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCustomer:
    """One customer on the list. Profit is per month, gain per horizon, in the unit of profit."""

    customer_id: str
    risk: float  # out-of-fold probability of a drop
    risk_band: RiskBand
    profit: float
    profit_at_risk: float  # 0 where the customer brings a loss
    segments: tuple[str, ...]
    consent: bool
    offer: str | None  # next best offer, also of the control group; None = leave alone
    channel: str | None
    cost: float  # 0 where the customer is not contacted, as the gain
    expected_gain: float
    reasons: tuple[Reason, ...]
    # The customer's own value of what an offer of favourite values is about, e.g. a category.
    liked: str | None
    most_important: bool  # one of the few worth talking to in person, whatever the offer
    control: bool  # drawn to get no offer, so that the effect of offers can be seen
    side: Side = "none"  # what the campaign does with the customer
    # What a text to the customer may say of them; None where it is unknown.
    favourite: str | None = None  # category
    goods_in_cart: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskStep:
    """Customers with a risk from `low` to below `high`, and how many of them are at high risk."""

    low: float
    high: float
    customers: int
    high_risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRank:
    """A figure somebody else published, and where it falls among our splits of the same model."""

    candidate: str
    metric: str
    value: float
    splits: int  # of ours; 0 where this model or metric was not split
    reached: int  # of those, at the published figure or above
    lowest: float | None  # of the splits; None where there are none
    highest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One month's facts. `segments` maps a segment's key to its facts, by rank."""

    schema_version: int
    seed: int
    headline: Headline
    segments: Mapping[str, SegmentFacts]
    overlaps: tuple[Overlap, ...]
    plan: PlanFacts
    data: DataFacts
    profile: ProfileFacts
    model: ModelFacts
    customers: tuple[ScoredCustomer, ...]  # highest expected gain first, then risk
    settings: Settings
    versions: Mapping[str, str]  # of the packages that compute
    risk_steps: tuple[RiskStep, ...]
    # The least profit of a customer in a quadrant of high profit; None where there is nobody.
    high_profit_from: float | None
    history: HistoryFacts
    forecast: ForecastFacts
    published: tuple[PublishedRank, ...]
    # Against the last edition before this one; None where there is none.
    changes: ChangesFacts | None = None
    promises: tuple[Promise, ...] = ()  # editions whose outcome has come, oldest first
    drift: DriftFacts | None = None  # against the month read before this one
    effects: EffectsFacts | None = None  # None where there was no campaign before
