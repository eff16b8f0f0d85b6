"""Which segments get a page of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from analysis.segments.conditions import Mask
from analysis.segments.facts import SegmentFacts


def choose_featured(
    segments: Sequence[SegmentFacts],
    inside: Mapping[str, Mask],
    worth: npt.NDArray[np.float64],
    most: int,
) -> tuple[str, ...]:
    """Keys of at most `most` segments: those the rules insist on, then those worth most.

    worth: what a customer is worth a page, shape (n_customers,): the expected gain, or the
    profit at risk where nothing is recommended. What an earlier page covers counts no more, so
    that three pages do not speak of the same people, and a segment without anybody new gets
    none. Quadrants have a page anyway; a segment with too few customers has nothing to show.
    """
    left = [s for s in segments if not s.quadrant and not s.too_few]
    covered: Mask = np.zeros(worth.size, dtype=bool)
    chosen: list[str] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda s: (s.always_featured, added(worth, inside[s.key], covered)))
        if chosen and not best.always_featured and not added(worth, inside[best.key], covered):
            break
        chosen.append(best.key)
        covered = covered | inside[best.key]
        left.remove(best)
    return tuple(chosen)


def added(worth: npt.NDArray[np.float64], inside: Mask, covered: Mask) -> float:
    """What the segment's customers are worth who are on no earlier page."""
    return float(worth[inside & ~covered].sum())
