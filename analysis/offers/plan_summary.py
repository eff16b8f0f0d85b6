"""What the plan consists of: each offer with its customers, channels and money."""

from __future__ import annotations

from collections import Counter

import numpy as np

from analysis.offers.control import Sides
from analysis.offers.facts import ChannelUse, PlannedOffer
from analysis.offers.money import PricedOffer, add_up
from analysis.segments.conditions import Mask


def summarise_plan(sides: Sides) -> tuple[PlannedOffer, ...]:
    """The offers that some customer is contacted with, the highest gain first."""
    sent = sides.sent
    chosen = [(offer, sent.recommended & sent.is_next_best(offer.key)) for offer in sent.offers]
    planned = [_plan_offer(offer, mask, sides) for offer, mask in chosen if mask.any()]
    return tuple(sorted(planned, key=lambda offer: -offer.gain))


def _plan_offer(offer: PricedOffer, chosen: Mask, sides: Sides) -> PlannedOffer:
    left_out = sides.control & sides.planned.is_next_best(offer.key)
    used = Counter(offer.rule.channels[place] for place in offer.channel[chosen])
    return PlannedOffer(
        offer=offer.key,
        customers=int(np.count_nonzero(chosen)),
        channels=tuple(ChannelUse(channel=key, customers=n) for key, n in used.most_common()),
        cost=add_up(sides.sent.cost[chosen]),
        gain=add_up(sides.sent.gain[chosen]),
        control=int(np.count_nonzero(left_out)),
    )
