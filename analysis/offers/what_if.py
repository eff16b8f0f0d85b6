"""What a reader needs to price the same offers at another budget, acceptance or cost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.offers.assign import Choice, find_open
from analysis.offers.facts import OfferMultiples, WhatIf
from analysis.offers.money import PricedOffer
from analysis.offers.reason import Match


def gather_what_if(choice: Choice, matches: Mapping[tuple[str, str], Match]) -> WhatIf:
    """Every customer some offer is open to, nameless, the highest risk first.

    choice: without those who are left alone. Whom an offer is open to, and who is left alone,
    does not depend on money, so all that money decides (who pays, which
    offer is best, in which order) can be worked out again from this.
    """
    offers = choice.offers
    if not offers:
        return WhatIf()
    first = offers[0]
    access = np.array([find_open(offer, matches) & choice.open for offer in offers])
    gains = np.where(access, [offer.gain for offer in offers], -np.inf)
    # Who explores has the planned offer only: no other is to be found better.
    explores = choice.recommended & (gains.max(axis=0) > choice.exact)
    access &= ~explores | (np.arange(len(offers))[:, None] == choice.offer)
    menus, menu = np.unique(access, axis=1, return_inverse=True)
    # Sorted by the figures themselves, so that the order tells nothing of the tables' rows.
    order = np.lexsort((menu, -first.value, -first.risk))
    order = order[np.any(access, axis=0)[order]]
    return WhatIf(
        offers=tuple(_state_multiples(offer) for offer in offers),
        menus=tuple(tuple(np.flatnonzero(column).tolist()) for column in menus.T),
        risk=tuple(first.risk[order].tolist()),
        value=tuple(first.value[order].tolist()),
        menu=tuple(menu[order].tolist()),
    )


def _state_multiples(offer: PricedOffer) -> OfferMultiples:
    rule, terms = offer.rule, offer.terms
    return OfferMultiples(
        key=offer.key,
        contact=rule.contact,
        incentive=rule.incentive,
        acceptance_low=terms.acceptance_low,
        acceptance=terms.acceptance,
        acceptance_high=terms.acceptance_high,
    )
