"""What the plan consists of: each offer with its customers, channels and money."""

from __future__ import annotations

from collections import Counter

import numpy as np

from analysis.offers.assign import Choice
from analysis.offers.facts import ChannelUse, PlannedOffer
from analysis.offers.money import PricedOffer, add_up
from analysis.segments.conditions import Mask


def summarise_plan(choice: Choice) -> tuple[PlannedOffer, ...]:
    """The offers that some customer is recommended, the highest gain first."""
    chosen = [
        (offer, choice.recommended & choice.is_next_best(offer.key)) for offer in choice.offers
    ]
    planned = [_plan_offer(offer, mask, choice) for offer, mask in chosen if mask.any()]
    return tuple(sorted(planned, key=lambda offer: -offer.gain))


def _plan_offer(offer: PricedOffer, chosen: Mask, choice: Choice) -> PlannedOffer:
    used = Counter(offer.rule.channels[place] for place in offer.channel[chosen])
    return PlannedOffer(
        offer=offer.key,
        customers=int(np.count_nonzero(chosen)),
        channels=tuple(ChannelUse(channel=key, customers=n) for key, n in used.most_common()),
        cost=add_up(choice.cost[chosen]),
        gain=add_up(choice.gain[chosen]),
    )
