"""At most three decisions: which offer to whom, the highest expected gain first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.offers.assign import Choice
from analysis.offers.facts import Decision
from analysis.offers.money import add_up
from analysis.offers.reason import Call
from analysis.segments.conditions import Mask

MOST_DECISIONS = 3
FITS_FROM = 0.5


def decide(
    choice: Choice,
    calls: Mapping[tuple[str, str], Call],
    decidable: Mapping[str, Mask],
) -> tuple[Decision, ...]:
    """The pairs of segment and offer that bring most, one after another.

    Only the recommended customers count, each for their next best offer, and none for two
    decisions: what an earlier decision covers is taken out before the next is looked for.
    decidable: the segments a decision may be about, and who is in them.
    """
    groups = group_recommended(choice, calls, decidable)
    total = add_up(choice.gain[choice.recommended])
    made: list[Decision] = []
    while len(made) < MOST_DECISIONS and groups:
        pair, chosen = max(groups.items(), key=lambda item: int(choice.gain[item[1]].sum()))
        if not chosen.any():
            break
        made.append(describe_decision(choice, pair, chosen, total))
        groups = {other: mask & ~chosen for other, mask in groups.items() if other != pair}
    return tuple(made)


def group_recommended(
    choice: Choice, calls: Mapping[tuple[str, str], Call], decidable: Mapping[str, Mask]
) -> dict[tuple[str, str], Mask]:
    """The recommended customers of each segment and offer that fit each other.

    They fit where the offer is for half of the segment or more: a decision about "promotion
    hunters" that leaves most of them out would be misread. Where no pair fits, all are kept.
    """
    groups = {
        pair: choice.recommended & call.for_whom & is_next_best(choice, pair[1])
        for pair, call in calls.items()
        if pair[0] in decidable
    }
    fitting = {
        pair: mask
        for pair, mask in groups.items()
        if calls[pair].for_whom.sum() >= FITS_FROM * decidable[pair[0]].sum() and mask.any()
    }
    return fitting or groups


def is_next_best(choice: Choice, key: str) -> Mask:
    """For whom the offer is the next best one."""
    places = [place for place, offer in enumerate(choice.offers) if offer.key == key]
    return np.isin(choice.offer, places)


def describe_decision(
    choice: Choice, pair: tuple[str, str], chosen: Mask, total: float
) -> Decision:
    """One decision with its money."""
    gain = add_up(choice.gain[chosen])
    return Decision(
        segment=pair[0],
        offer=pair[1],
        customers=int(chosen.sum()),
        cost=add_up(choice.cost[chosen]),
        gain_low=add_up(choice.gain_low[chosen]),
        gain=gain,
        gain_high=add_up(choice.gain_high[chosen]),
        gain_share=gain / total if total > 0 else 0.0,
    )
