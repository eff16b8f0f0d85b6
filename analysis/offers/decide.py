"""At most three decisions: which offer to whom, the highest expected gain first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from analysis.economics import share_of
from analysis.offers.assign import Choice
from analysis.offers.facts import Decision
from analysis.offers.money import add_up
from analysis.offers.reason import Match
from analysis.segments.conditions import Mask

MOST_DECISIONS = 3
# A decision about "promotion hunters" that leaves most of them out would be misread.
LEAST_COVERED = 0.5

Groups: TypeAlias = Mapping[tuple[str, str], Mask]


def decide(
    choice: Choice,
    matches: Mapping[tuple[str, str], Match],
    decidable: Mapping[str, Mask],
    smallest: float,
) -> tuple[Decision, ...]:
    """The pairs of segment and offer that bring most, one after another.

    Only the recommended customers count, each for their next best offer, and none for two
    decisions: what an earlier decision covers is taken out before the next is looked for.
    Pairs whose offer is for at least half of the segment go first; all others are considered
    where those bring too little.
    decidable: the segments a decision may be about, and who is in them. smallest: the share of
    the plan's gain that a decision after the first must bring.
    """
    every = {
        pair: choice.recommended & match.eligible & choice.is_next_best(pair[1])
        for pair, match in matches.items()
        if pair[0] in decidable
    }
    fitting = {
        pair: mask
        for pair, mask in every.items()
        if matches[pair].eligible.sum() >= LEAST_COVERED * decidable[pair[0]].sum()
    }
    total = add_up(choice.gain[choice.recommended])
    made: list[Decision] = []
    left = choice.recommended
    for groups in (fitting, every):
        while len(made) < MOST_DECISIONS and (found := _find_heaviest(groups, left, choice)):
            decision = _describe_decision(choice, found, groups[found] & left, total)
            if made and decision.gain_share < smallest:
                break
            made.append(decision)
            left = left & ~groups[found]
    return tuple(sorted(made, key=lambda decision: -decision.gain))


def _find_heaviest(groups: Groups, left: Mask, choice: Choice) -> tuple[str, str] | None:
    """The pair whose customers that are left bring most; None where nobody is left."""
    gains = {
        pair: int(choice.gain[mask & left].sum())
        for pair, mask in groups.items()
        if (mask & left).any()
    }
    return max(gains, key=gains.__getitem__, default=None)


def _describe_decision(
    choice: Choice, pair: tuple[str, str], chosen: Mask, total: float
) -> Decision:
    sums = choice.sums(chosen)
    return Decision(
        segment=pair[0],
        offer=pair[1],
        customers=int(chosen.sum()),
        gain_share=share_of(sums["gain"], total),
        **sums,
    )
