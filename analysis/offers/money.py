"""What each offer is expected to cost and to bring for each customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.economics import expected_gain
from analysis.offers.acceptance import Acceptance
from analysis.offers.rules import OfferBook, OfferRule
from analysis.offers.terms import Terms, state_terms
from analysis.segments.conditions import Mask, Test, all_hold, resolve
from analysis.segments.customers import RISK
from analysis.settings import Settings

Numbers: TypeAlias = npt.NDArray[np.float64]
Cents: TypeAlias = npt.NDArray[np.int64]
HUNDRED = 100


class Sums(TypedDict):
    """Cost and expected gain of some contacts, over the horizon, in the unit of profit."""

    cost: float
    gain_low: float
    gain: float
    gain_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedOffer:
    """One offer priced for every customer; arrays have shape (n_customers,).

    tests: the audience's conditions, with numbers. audience: whom the offer is meant for.
    channel: place in the offer's channels of the first one the customer allows; -1 where there
    is none. withheld: who got the offer not long ago. risk: of a drop. value, cost, gain_low,
    gain, gain_high: over the horizon, unit of profit, exact; `to_cents` rounds what is reported.
    """

    key: str
    rule: OfferRule
    terms: Terms
    tests: tuple[Test, ...]
    audience: Mask
    channel: npt.NDArray[np.int64]
    withheld: Mask
    risk: Numbers
    value: Numbers
    cost: Numbers
    gain_low: Numbers
    gain: Numbers
    gain_high: Numbers

    @property
    def reached(self) -> Mask:
        """Who can be told of the offer at all."""
        return np.asarray(self.channel >= 0, dtype=bool)


def price_offers(
    customers: pd.DataFrame,
    book: OfferBook,
    settings: Settings,
    believed: Mapping[str, Acceptance] | None = None,
) -> tuple[PricedOffer, ...]:
    """Every offer of the book; settings: costs in money. believed: see `state_terms`."""
    return tuple(
        _price_offer(
            key,
            rule,
            state_terms(rule, settings.economics, (believed or {}).get(key)),
            customers,
            book,
            settings,
        )
        for key, rule in book.offers.items()
    )


def _price_offer(
    key: str,
    rule: OfferRule,
    terms: Terms,
    customers: pd.DataFrame,
    book: OfferBook,
    settings: Settings,
) -> PricedOffer:
    tests = tuple(resolve(c, customers, settings.risk.high_risk) for c in rule.audience)
    risk = customers[RISK].to_numpy(dtype=np.float64)
    value = customers["profit"].to_numpy(dtype=np.float64) * settings.economics.horizon_months
    low, middle, high = (
        expected_gain(
            risk=risk,
            value=value,
            acceptance=acceptance,
            contact_cost=terms.contact_cost,
            incentive=terms.incentive,
        )
        for acceptance in (terms.acceptance_low, terms.acceptance, terms.acceptance_high)
    )
    return PricedOffer(
        key=key,
        rule=rule,
        terms=terms,
        tests=tests,
        audience=all_hold(tests, customers),
        channel=_choose_channel(rule, customers["consent"], book),
        withheld=np.zeros(len(customers), dtype=bool),
        risk=risk,
        value=value,
        cost=_expected_cost(risk, terms),
        gain_low=low,
        gain=middle,
        gain_high=high,
    )


def _expected_cost(risk: Numbers, terms: Terms) -> Numbers:
    """The contact, and the incentive to all who take it: steady customers always, dropping ones
    as often as they accept. Gain and cost add up to risk x acceptance x value. An offer that
    drives customers away is taken by nobody else, and by fewer of the steady ones.
    """
    takers = np.maximum(risk * terms.acceptance + (1 - risk), 0.0)
    return terms.contact_cost + terms.incentive * takers


def _choose_channel(
    rule: OfferRule, consent: pd.Series[str], book: OfferBook
) -> npt.NDArray[np.int64]:
    """The place of the first allowed channel for each customer; -1 where there is none."""
    open_to_all = [not book.channels[name].needs_consent for name in rule.channels]
    without = open_to_all.index(True) if True in open_to_all else -1
    return np.where(np.asarray(consent == "yes", dtype=bool), 0, without).astype(np.int64)


def to_cents(money: Numbers) -> Cents:
    """Each sum in whole cents: what is added up afterwards agrees to the cent."""
    return np.rint(money * HUNDRED).astype(np.int64)


def add_up(cents: Cents) -> float:
    """The sum of whole cents, in the unit of profit."""
    return int(cents.sum()) / HUNDRED


def break_even(offer: PricedOffer, contacted: Mask) -> float | None:
    """The acceptance at which these contacts bring exactly what they cost; None if none does.

    The gain is linear in the acceptance: solve
    sum(risk * a * (value - incentive)) = sum((1 - risk) * incentive + contact_cost) for a.
    """
    risk, value, terms = offer.risk[contacted], offer.value[contacted], offer.terms
    paid = float((terms.contact_cost + terms.incentive * (1 - risk)).sum())
    kept = float((risk * (value - terms.incentive)).sum())
    return paid / kept if kept > 0 and paid <= kept else None
