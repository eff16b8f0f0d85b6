"""At most three decisions: which offer to whom, the highest expected gain first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from analysis.offers.assign import Choice
from analysis.offers.facts import Decision
from analysis.offers.money import add_up
from analysis.offers.reason import Call
from analysis.segments.conditions import Mask

MOST_DECISIONS = 3
FITS_FROM = 0.5

Groups: TypeAlias = Mapping[tuple[str, str], Mask]


def decide(
    choice: Choice,
    calls: Mapping[tuple[str, str], Call],
    decidable: Mapping[str, Mask],
    smallest: float,
) -> tuple[Decision, ...]:
    """The pairs of segment and offer that bring most, one after another.

    Only the recommended customers count, each for their next best offer, and none for two
    decisions: what an earlier decision covers is taken out before the next is looked for.
    Pairs that fit each other go first; all others are asked where those bring too little.
    decidable: the segments a decision may be about, and who is in them. smallest: the share of
    the plan's gain that a decision after the first must bring.
    """
    every = group_recommended(choice, calls, decidable)
    fitting = {pair: mask for pair, mask in every.items() if fits(calls[pair], decidable[pair[0]])}
    total = add_up(choice.gain[choice.recommended])
    made: list[Decision] = []
    left = choice.recommended
    for groups in (fitting, every):
        while len(made) < MOST_DECISIONS and (found := find_heaviest(groups, left, choice)):
            decision = describe_decision(choice, found, groups[found] & left, total)
            if made and decision.gain_share < smallest:
                break
            made.append(decision)
            left = left & ~groups[found]
    return tuple(sorted(made, key=lambda decision: -decision.gain))


def group_recommended(
    choice: Choice, calls: Mapping[tuple[str, str], Call], decidable: Mapping[str, Mask]
) -> Groups:
    """The recommended customers of each segment for whom its offer is the next best one."""
    return {
        pair: choice.recommended & call.for_whom & is_next_best(choice, pair[1])
        for pair, call in calls.items()
        if pair[0] in decidable
    }


def fits(call: Call, segment: Mask) -> bool:
    """Whether the offer is for half of the segment or more.

    A decision about "promotion hunters" that leaves most of them out would be misread.
    """
    return bool(call.for_whom.sum() >= FITS_FROM * segment.sum())


def find_heaviest(groups: Groups, left: Mask, choice: Choice) -> tuple[str, str] | None:
    """The pair whose customers that are left bring most; None where nobody is left."""
    gains = {pair: int(choice.gain[mask & left].sum()) for pair, mask in groups.items()}
    open_to = [pair for pair, mask in groups.items() if (mask & left).any()]
    return max(open_to, key=lambda pair: gains[pair], default=None)


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
