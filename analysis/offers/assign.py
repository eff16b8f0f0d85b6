"""The next best offer of every customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.offers.money import HUNDRED, Cents, Numbers, PricedOffer, Sums, add_up, to_cents
from analysis.offers.reason import Match
from analysis.segments.conditions import Mask

NO_OFFER = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best offer of every customer, whether it pays or not; arrays are (n_customers,).

    offer: its place among the priced offers, NO_OFFER where none is open to the customer.
    exact: its expected gain, -inf where there is none. recommended: it is expected to pay.
    cost and gains: whole cents.
    """

    offers: Sequence[PricedOffer]
    offer: npt.NDArray[np.int64]
    exact: Numbers
    recommended: Mask
    cost: Cents
    gain_low: Cents
    gain: Cents
    gain_high: Cents

    @property
    def open(self) -> Mask:
        """To whom some offer is open."""
        return np.asarray(self.offer != NO_OFFER, dtype=bool)

    def is_next_best(self, key: str) -> Mask:
        """For whom the offer is the next best one."""
        return np.isin(self.offer, [n for n, offer in enumerate(self.offers) if offer.key == key])

    def sums(self, chosen: Mask | npt.NDArray[np.int64]) -> Sums:
        """Cost and gains of contacting the chosen customers, each with their next best offer."""
        return Sums(
            cost=add_up(self.cost[chosen]),
            gain_low=add_up(self.gain_low[chosen]),
            gain=add_up(self.gain[chosen]),
            gain_high=add_up(self.gain_high[chosen]),
        )


def choose_offers(
    offers: Sequence[PricedOffer],
    matches: Mapping[tuple[str, str], Match],
    customers: int,
    explorers: Mask | None = None,
) -> Choice:
    """The open offer with the highest expected gain; the first of the book among equals.

    matches: by segment and offer, see `find_open`. explorers: who gets the one of the offers that
    are expected to pay which has the highest gain at the high acceptance; shape (n_customers,).
    """
    gains = np.full((len(offers) + 1, customers), -np.inf)
    hopes = gains.copy()
    for place, offer in enumerate(offers):
        open_to = find_open(offer, matches)
        gains[place, open_to] = offer.gain[open_to]
        paying = open_to & (offer.gain > 0)
        hopes[place, paying] = offer.gain_high[paying]
    best = np.argmax(gains, axis=0)
    if explorers is not None:
        pays = gains.max(axis=0) > 0
        best = np.where(explorers & pays, np.argmax(hopes, axis=0), best)
    exact = gains[best, np.arange(customers)]
    best = np.where(np.isfinite(exact), best, NO_OFFER)
    return Choice(
        offers=offers,
        offer=best.astype(np.int64),
        exact=exact,
        recommended=np.asarray(exact > 0, dtype=bool),
        cost=_pick([offer.cost for offer in offers], best),
        gain_low=_pick([offer.gain_low for offer in offers], best),
        gain=_pick([offer.gain for offer in offers], best),
        gain_high=_pick([offer.gain_high for offer in offers], best),
    )


def close(choice: Choice, customers: Mask) -> Choice:
    """The choice without any offer to these customers, shape (n_customers,)."""
    nothing = np.zeros_like(choice.cost)
    return replace(
        choice,
        offer=np.where(customers, NO_OFFER, choice.offer),
        exact=np.where(customers, -np.inf, choice.exact),
        recommended=choice.recommended & ~customers,
        cost=np.where(customers, nothing, choice.cost),
        gain_low=np.where(customers, nothing, choice.gain_low),
        gain=np.where(customers, nothing, choice.gain),
        gain_high=np.where(customers, nothing, choice.gain_high),
    )


def find_open(offer: PricedOffer, matches: Mapping[tuple[str, str], Match]) -> Mask:
    """To whom the offer is open, whatever it costs or brings: its audience, where a channel is.

    Whoever got it not long ago does not get it again.

    An offer of over-represented values is open only to those with a matching segment.
    """
    open_to = offer.reached & offer.audience & ~offer.withheld
    if offer.rule.because.reason == "over_represented":
        eligible = [match.eligible for (_, key), match in matches.items() if key == offer.key]
        open_to = open_to & np.any([np.zeros_like(open_to), *eligible], axis=0)
    return open_to


def _pick(money: Sequence[Numbers], best: npt.NDArray[np.int64]) -> Cents:
    """For each customer the sum that belongs to their offer, in cents; 0 where there is none."""
    sums = np.vstack([*money, np.zeros(best.size)])
    return to_cents(sums[best, np.arange(best.size)])


def list_assignment(choice: Choice, sent: Choice, customers: pd.DataFrame) -> pd.DataFrame:
    """One row a customer: offer, channel (None = leave alone), what it is about, money.

    choice: with the offers planned for the control group; sent: without them. Who is not
    contacted costs and brings nothing.
    """
    told = [
        choice.offers[place] if chosen else None
        for place, chosen in zip(choice.offer, choice.recommended, strict=True)
    ]
    columns = {
        "offer": [offer.key if offer else None for offer in told],
        "channel": [
            offer.rule.channels[offer.channel[row]] if offer else None
            for row, offer in enumerate(told)
        ],
        "liked": [
            _find_liked(offer, customers, row) if offer else None for row, offer in enumerate(told)
        ],
    }
    money = {
        "cost": sent.cost,
        "expected_gain": sent.gain,
        "gain_low": sent.gain_low,
        "gain_high": sent.gain_high,
    }
    return pd.DataFrame(columns, index=customers.index, dtype=object).assign(
        **{name: np.where(sent.recommended, cents, 0) / HUNDRED for name, cents in money.items()}
    )


def _find_liked(offer: PricedOffer, customers: pd.DataFrame, row: int) -> str | None:
    """The customer's own value of what an offer of over-represented values is about."""
    because = offer.rule.because
    if because.reason != "over_represented" or because.field is None:
        return None
    return str(customers[because.field].iloc[row])
