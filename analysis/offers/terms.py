"""What one offer costs and how often it is taken, in the money of this store."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.economics import earned
from analysis.intake.base import Base
from analysis.offers.acceptance import Acceptance
from analysis.offers.rules import OfferRule
from analysis.settings import EconomicsSettings, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One offer's parameters. Money in the unit of profit; acceptances are fractions.

    measured_on: customers whom the acceptances rest on; 0: they are assumed.
    """

    contact_cost: float
    incentive: float
    acceptance_low: float
    acceptance: float
    acceptance_high: float
    measured_on: int = 0


def state_costs_in_money(settings: Settings, base: Base) -> Settings:
    """The settings with the costs of a contact in the unit of this store's profit.

    They scale with the mean profit of a customer, a loss counted as nothing: losses would shrink
    the scale, and with it the costs, until contacts seemed free.
    """
    mean_profit = float(earned(base.table["profit"]).mean())
    return settings.model_copy(update={"economics": settings.economics.in_money(mean_profit)})


def state_terms(
    rule: OfferRule, economics: EconomicsSettings, believed: Acceptance | None = None
) -> Terms:
    """The offer's multiples applied to the settings; economics: costs in money.

    believed: its acceptance, once campaigns have been measured. The low and the high acceptance
    never cross the middle one, and none exceeds 1.
    """
    if believed is not None:
        return Terms(
            contact_cost=economics.contact_cost * rule.contact,
            incentive=economics.incentive * rule.incentive,
            acceptance_low=believed.low,
            acceptance=believed.middle,
            acceptance_high=believed.high,
            measured_on=believed.measured_on,
        )
    middle = min(economics.acceptance * rule.acceptance, 1.0)
    return Terms(
        contact_cost=economics.contact_cost * rule.contact,
        incentive=economics.incentive * rule.incentive,
        acceptance_low=min(economics.acceptance_low * rule.acceptance, middle),
        acceptance=middle,
        acceptance_high=min(max(economics.acceptance_high * rule.acceptance, middle), 1.0),
    )
