"""The offers of each segment as facts, best expected gain first."""

from __future__ import annotations

import numpy as np

from analysis.offers.assign import Choice
from analysis.offers.decide import is_next_best
from analysis.offers.money import PricedOffer, add_up, break_even, to_cents
from analysis.offers.reason import Call
from analysis.segments.conditions import Mask
from analysis.segments.facts import OfferFacts


def describe_offer(offer: PricedOffer, call: Call, choice: Choice) -> OfferFacts | None:
    """One offer to one segment; None where nobody in it is worth contacting with it."""
    contacted = call.for_whom & offer.reached & (offer.gain > 0)
    if not contacted.any():
        return None
    terms, channel = offer.terms, main_channel(offer, call.for_whom)
    next_best = contacted & choice.recommended & is_next_best(choice, offer.key)
    return OfferFacts(
        key=offer.key,
        customers=int(call.for_whom.sum()),
        reachable=int((call.for_whom & offer.reached & (offer.channel <= channel)).sum()),
        channel=offer.rule.channels[channel],
        reason=offer.rule.because.reason,
        evidence=call.evidence,
        cost=add_up(to_cents(offer.cost)[contacted]),
        gain_low=add_up(to_cents(offer.gain_low)[contacted]),
        gain=add_up(to_cents(offer.gain)[contacted]),
        gain_high=add_up(to_cents(offer.gain_high)[contacted]),
        break_even_acceptance=break_even(offer, contacted),
        contacts=int(contacted.sum()),
        next_best=int(next_best.sum()),
        contact_cost=terms.contact_cost,
        incentive=terms.incentive,
        acceptance_low=terms.acceptance_low,
        acceptance=terms.acceptance,
        acceptance_high=terms.acceptance_high,
    )


def main_channel(offer: PricedOffer, for_whom: Mask) -> int:
    """The place of the channel that most of these customers would be reached by."""
    used = offer.channel[for_whom & offer.reached]
    return int(np.argmax(np.bincount(used)))


def sum_segment(choice: Choice, inside: Mask) -> tuple[int, float, float, float, float]:
    """Contacts, cost and gain (low, middle, high) of a segment's recommended customers."""
    chosen = inside & choice.recommended
    return (
        int(chosen.sum()),
        add_up(choice.cost[chosen]),
        add_up(choice.gain_low[chosen]),
        add_up(choice.gain[chosen]),
        add_up(choice.gain_high[chosen]),
    )
