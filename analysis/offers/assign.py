"""The next best offer of every customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.offers.money import HUNDRED, Cents, Numbers, PricedOffer, to_cents
from analysis.offers.reason import Call
from analysis.segments.conditions import Mask

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best offer of every customer, whether it pays or not; arrays are (n_customers,).

    offer: its place among the priced offers, NOBODY where none is open to the customer.
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


def choose_offers(
    offers: Sequence[PricedOffer], calls: Mapping[tuple[str, str], Call], customers: int
) -> Choice:
    """The open offer with the highest expected gain; the first of the book among equals.

    An offer is open to its audience, where a channel is; one for over-represented values only
    to those for whom some segment of theirs calls it (calls: by segment and offer).
    """
    gains = np.full((len(offers) + 1, customers), -np.inf)
    for place, offer in enumerate(offers):
        open_to = find_open(offer, calls)
        gains[place, open_to] = offer.gain[open_to]
    best = np.argmax(gains, axis=0)
    exact = gains[best, np.arange(customers)]
    best = np.where(np.isfinite(exact), best, NOBODY)
    return Choice(
        offers=offers,
        offer=best.astype(np.int64),
        exact=exact,
        recommended=np.asarray(exact > 0, dtype=bool),
        cost=pick([offer.cost for offer in offers], best),
        gain_low=pick([offer.gain_low for offer in offers], best),
        gain=pick([offer.gain for offer in offers], best),
        gain_high=pick([offer.gain_high for offer in offers], best),
    )


def find_open(offer: PricedOffer, calls: Mapping[tuple[str, str], Call]) -> Mask:
    """To whom the offer is open, whatever it costs or brings."""
    return offer.reached & offer.audience & find_called(offer, calls)


def find_called(offer: PricedOffer, calls: Mapping[tuple[str, str], Call]) -> Mask:
    """Whom the offer may go to as far as segments decide."""
    if offer.rule.because.reason != "over_represented":
        return np.ones_like(offer.audience)
    called = np.zeros_like(offer.audience)
    for (_, key), call in calls.items():
        if key == offer.key:
            called = called | call.for_whom
    return called


def pick(money: Sequence[Numbers], best: npt.NDArray[np.int64]) -> Cents:
    """For each customer the sum that belongs to their offer, in cents; 0 where there is none."""
    sums = np.vstack([np.zeros(best.size), *money])
    return to_cents(sums[best + 1, np.arange(best.size)])


def find_liked(told: Sequence[PricedOffer | None], customers: pd.DataFrame) -> list[str | None]:
    """What an offer for over-represented values is about: the customer's own value."""
    fields = [
        offer.rule.because.field
        if offer and offer.rule.because.reason == "over_represented"
        else None
        for offer in told
    ]
    return [str(customers[field].iloc[row]) if field else None for row, field in enumerate(fields)]


def list_assignment(choice: Choice, customers: pd.DataFrame) -> pd.DataFrame:
    """One row a customer: offer, channel (None = leave alone), what it is about, money."""
    kept, index = choice.recommended, customers.index
    offers = [choice.offers[place] if place != NOBODY else None for place in choice.offer]
    told = [offer if chosen else None for offer, chosen in zip(offers, kept, strict=True)]
    channels = [
        offer.rule.channels[offer.channel[row]] if offer else None for row, offer in enumerate(told)
    ]
    return pd.DataFrame(
        {
            "offer": pd.Series([offer.key if offer else None for offer in told], index, object),
            "channel": pd.Series(channels, index, object),
            "liked": pd.Series(find_liked(told, customers), index, object),
            "cost": np.where(kept, choice.cost, 0) / HUNDRED,
            "expected_gain": np.where(kept, choice.gain, 0) / HUNDRED,
            "gain_low": np.where(kept, choice.gain_low, 0) / HUNDRED,
            "gain_high": np.where(kept, choice.gain_high, 0) / HUNDRED,
        },
        index=index,
    )
