"""The offers of each segment as facts."""

from __future__ import annotations

import numpy as np

from analysis.offers.assign import Choice
from analysis.offers.money import PricedOffer, add_up, break_even, to_cents
from analysis.offers.reason import Match
from analysis.segments.facts import OfferFacts


def describe_offer(offer: PricedOffer, match: Match, choice: Choice) -> OfferFacts | None:
    """One offer to one segment; None where nobody in it is worth contacting with it.

    choice: without those who are left alone.
    """
    reached = match.eligible & offer.reached
    contacted = reached & (offer.gain > 0) & ~offer.withheld & choice.open
    if not contacted.any():
        return None
    # The channel that most of them would be reached by.
    channel, terms = int(np.argmax(np.bincount(offer.channel[reached]))), offer.terms
    next_best = contacted & choice.recommended & choice.is_next_best(offer.key)
    return OfferFacts(
        key=offer.key,
        customers=int(match.eligible.sum()),
        reachable=int((reached & (offer.channel <= channel)).sum()),
        channel=offer.rule.channels[channel],
        reason=offer.rule.because.reason,
        evidence=match.evidence,
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
        measured_on=terms.measured_on,
    )
