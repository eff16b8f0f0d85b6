"""What campaigns did: what was sent, what it brought against those left alone, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal, TypeAlias

from analysis.estimate import Estimate

EffectVerdict: TypeAlias = Literal["works", "harms", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRecord:
    """What was planned in an earlier month, and what was then done according to campaign.csv.

    The counts after `contacted` tell where the two differ; 0 where nothing was recorded.
    """

    month: str
    recorded: bool  # whether the month's folder has a campaign.csv
    outcome_known: bool
    planned: int  # with an offer, the control group included
    control: int
    contacted: int
    control_contacted: int = 0  # of the control group
    not_contacted: int = 0  # of those to be contacted
    other_offer: int = 0  # contacted with another offer than the planned one
    unplanned: int = 0  # contacted, known to the store, without an offer in the plan
    unknown: int = 0  # ids that the month's tables do not have
    taken: int | None = None  # of those contacted; None where nobody recorded it
    cost: float | None = None  # in the unit of profit; None where nobody recorded it


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one offer brought, or all together, against customers drawn to be left without it.

    Everybody counts on the side they were drawn for, whatever was done with them afterwards
    (intention to treat). The interval of each figure is of that figure alone; the verdict is
    corrected for the number of offers.
    """

    offer: str | None  # None: all offers together
    campaigns: int
    contacted: int  # drawn to be contacted, and their outcome is known
    control: int  # drawn to be left alone, and their outcome is known
    dropped_contacted: int
    dropped_control: int
    # Drops that contacting one customer prevents (0.1: ten of a hundred), adjusted for the risk
    # known before.
    prevented: Estimate
    profit_kept: Estimate  # of all those contacted, over the horizon, unit of profit
    cost: float  # of contacting them, over the horizon: as recorded, else as planned
    p_adjusted: float
    verdict: EffectVerdict
    # Control customers in all with whom the assumed effect would be seen in 4 of 5 cases; None
    # where no number would do.
    needed: int | None

    @property
    def short(self) -> int:
        """Control customers that an answer still lacks; 0 where more would not bring one."""
        return max(0, (self.needed or 0) - self.control)

    @property
    def further_campaigns(self) -> int:
        """Campaigns of the usual size that it takes to have them."""
        return ceil(self.short * self.campaigns / self.control) if self.control else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAcceptance:
    """Which share of dropping customers an offer is taken to keep: below zero where it harms."""

    offer: str
    assumed: Estimate  # as the settings and the offer's multiple say
    acceptance: Estimate  # with which this month's plan is priced
    measured_on: int  # customers of both sides with a known outcome; 0: only assumed
    pays: bool  # for anybody to whom it is open, by the acceptance above


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsFacts:
    """All campaigns before this month, oldest first, and what they taught."""

    campaigns: tuple[CampaignRecord, ...]
    plan: Effect | None  # None where no outcome of both sides is known
    offers: tuple[Effect, ...]  # most control customers first
    acceptance: tuple[OfferAcceptance, ...]  # every offer of the book, in its order
