"""What a reader needs to weigh the same offers at another budget, acceptance or cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.offers.assign import find_open
from analysis.offers.facts import OfferMultiples, WhatIf
from analysis.offers.money import PricedOffer
from analysis.offers.reason import Call


def gather_what_if(offers: Sequence[PricedOffer], calls: Mapping[tuple[str, str], Call]) -> WhatIf:
    """Every customer some offer is open to, nameless, the highest risk first.

    Whom an offer is open to does not depend on money, so all that money decides (who pays, which
    offer is best, in which order) can be worked out again from this.
    """
    if not offers:
        return WhatIf()
    first = offers[0]
    access = np.array([find_open(offer, calls) for offer in offers])
    menus, menu = np.unique(access, axis=1, return_inverse=True)
    # The order says nothing about the order of the tables: by the figures themselves.
    order = np.lexsort((menu, -first.value, -first.risk))
    order = order[np.any(access, axis=0)[order]]
    return WhatIf(
        offers=tuple(state_multiples(offer) for offer in offers),
        menus=tuple(tuple(np.flatnonzero(column).tolist()) for column in menus.T),
        risk=tuple(first.risk[order].tolist()),
        value=tuple(first.value[order].tolist()),
        menu=tuple(menu[order].tolist()),
    )


def state_multiples(offer: PricedOffer) -> OfferMultiples:
    """What the offer's rule makes of the settings."""
    rule = offer.rule
    return OfferMultiples(
        key=offer.key, contact=rule.contact, incentive=rule.incentive, acceptance=rule.acceptance
    )
