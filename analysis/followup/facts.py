"""What was said of a month, what changed since the month before, and which promises were kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.estimate import Estimate
from analysis.history.facts import OutcomeMeaning

FORECAST_VERSION = 2

# What customers did to the profit at risk between two months. Who is in both months is at risk in
# one of them ("newly_at_risk", "returned"), or the profit at risk of theirs rose or fell.
Part: TypeAlias = Literal["newly_at_risk", "worsened", "improved", "returned", "gone", "new"]
Figure: TypeAlias = Literal[
    "customers",
    "customers_at_risk",
    "customers_at_risk_share",
    "profit",
    "profit_at_risk",
    "profit_at_risk_share",
    "expected_gain",
    "roc_auc",
]
Verdict: TypeAlias = Literal["kept", "more_dropped", "fewer_dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFacts:
    """What an edition said of its month; its customers' risks stand in a table beside it."""

    version: int
    month: str
    demonstration: bool
    meaning: OutcomeMeaning
    horizon_months: int
    outcome_known: bool  # then the risks are no forecast, and nothing was promised
    learned_from: tuple[str, ...]  # months
    model: str
    customers: int
    high_risk: float
    threshold: float
    # Standard error of the mean risk, from what the model was wrong by where it could be checked.
    level_error: float
    expected_drops: Estimate  # with the interval in which the observed number should lie
    customers_at_risk: int
    profit: float
    profit_at_risk: float
    expected_gain: float
    roc_auc: Estimate | None  # across customers; None where only the forecast was made
    roc_auc_forward: Estimate | None

    @property
    def with_lists(self) -> bool:
        """Whether the edition had lists to send; a forecast made afterwards has none."""
        return self.roc_auc is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One headline figure in both months."""

    figure: Figure
    before: float
    now: float
    change: Estimate | None  # None for a plain count of what is in the tables

    @property
    def more_than_noise(self) -> bool:
        """Whether the interval of the change leaves zero out."""
        return self.change is not None and self.change.excludes_zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Customers who were in one group and are in another (or the same); None: not in the month."""

    before: str | None  # key of a risk x profit segment
    now: str | None
    customers: int
    profit: float  # per month, of this month; of those gone, of the month before
    profit_at_risk_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfChange:
    """What one kind of customers added to the profit at risk or took from it, to the cent."""

    part: Part
    customers: int
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCustomer:
    """Somebody whose profit at risk changed most in a part, without their id."""

    part: Part
    risk_before: float
    risk_now: float
    profit: float  # this month


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesFacts:
    """This month against the last edition before it."""

    before: str  # month
    months_apart: int
    # Whether outcomes mean the same in both editions; otherwise figures must not be compared.
    same_meaning: bool
    stayed: int
    came: int
    went: int
    figures: tuple[FigureChange, ...]
    movements: tuple[Movement, ...]  # all pairs that have customers; they add up to everybody
    parts: tuple[PartOfChange, ...]  # they add up to the change of the profit at risk
    examples: tuple[ChangedCustomer, ...]
    threshold_before: float
    threshold_now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An earlier edition whose outcome has come: what was said, and what happened.

    Drops and profit are of the customers whose outcome is known.
    """

    month: str
    outcome_month: str
    forecast: int  # customers of the edition
    customers: int  # of those, with an outcome
    predicted: Estimate  # drops, with the interval in which the observed number should lie
    observed: int
    verdict: Verdict
    roc_auc: Estimate
    ece: Estimate
    profit_said: Estimate  # at risk, per month
    profit_lost: float  # monthly profit of those who dropped
