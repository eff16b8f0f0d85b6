"""The next best offer of every customer, the budget curve and the decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

StrategyKey: TypeAlias = Literal[
    "recommended", "everyone", "highest_risk", "highest_profit", "random"
]
# What a campaign does with a customer. "compared": contacted, and held against "control", which
# is left without the planned offer. "contacted": outside of the comparison, as one of the most
# important or part of an earlier campaign whose outcome is not known yet. Left alone:
# "global_control" for months, "earlier_control" until that campaign's outcome is known, "rested"
# after enough contacts, "twin" as the message goes to the same person's other id. "none": no
# offer pays.
Side: TypeAlias = Literal[
    "compared",
    "contacted",
    "control",
    "global_control",
    "earlier_control",
    "rested",
    "twin",
    "none",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPoint:
    """Contacting the best `contacts` customers: cost and expected net gain over the horizon."""

    contacts: int
    cost: float
    gain_low: float
    gain: float
    gain_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """A way of choosing whom to contact at the recommended number of contacts."""

    key: StrategyKey
    contacts: int
    cost: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One of at most three things to decide now, ordered by expected gain.

    Money is per horizon, in the unit of profit. The customers of two decisions never overlap:
    each customer counts for their next best offer only.
    """

    segment: str
    offer: str
    customers: int
    cost: float
    gain_low: float
    gain: float
    gain_high: float
    gain_share: float  # of the gain of all recommended offers


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelUse:
    """To how many customers of the plan an offer goes by one channel."""

    channel: str
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOffer:
    """One offer in the plan, whatever segment its customers are in; money is per horizon."""

    offer: str
    customers: int  # to be contacted
    channels: tuple[ChannelUse, ...]  # most customers first
    cost: float
    gain: float
    control: int = 0  # customers for whom it is planned who are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlGroup:
    """Customers, drawn at random, who do not get the offer that would pay, to see its effect.

    They are drawn from `compared` customers, all but the most important and those of campaigns
    whose outcome is not known yet, and held against the others of these: that is whom the effect
    is measured for. `power` is the chance that the share of drops then differs significantly
    (two-sided test at `significance`), if acceptance is as assumed; `needed` is the smallest
    group with a power of 0.8, None where even half would not have it. `gain` is what leaving
    them out forgoes; no sum of the plan has it.
    """

    customers: int
    compared: int
    power: float
    needed: int | None = None
    significance: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMultiples:
    """An offer's costs as multiples of the settings', and the acceptances of this month's plan."""

    key: str
    contact: float
    incentive: float
    acceptance_low: float
    acceptance: float
    acceptance_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What a reader needs to price the offers at another budget, acceptance or cost.

    `risk`, `value` (over the horizon, in the unit of profit) and `menu` have one entry for each
    customer whom some offer is open to, without id, highest risk first. `menu` is a place in
    `menus`; a menu holds the places of the offers open to the customer, in the book's order.
    Empty where nothing may be recommended.
    """

    offers: tuple[OfferMultiples, ...] = ()
    menus: tuple[tuple[int, ...], ...] = ()
    risk: tuple[float, ...] = ()
    value: tuple[float, ...] = ()
    menu: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What to do, for whom, for how much; sums over the customers to contact, control aside."""

    horizon_months: int
    contacts: int
    cost: float
    gain_low: float
    gain: float
    gain_high: float
    decisions: tuple[Decision, ...]
    budget: tuple[BudgetPoint, ...]
    strategies: tuple[Strategy, ...]
    # The settings' costs in the unit of this store's profit; offers are multiples of them.
    contact_cost: float
    incentive: float
    what_if: WhatIf
    offers: tuple[PlannedOffer, ...]  # highest gain first; their sums are the plan's
    # What the decisions have of the plan.
    decided_customers: int
    decided_gain_share: float
    control: ControlGroup | None  # None where the plan is too small to measure anything
