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
    profit at risk where nothing is recommended. Customers who are on an earlier page no longer
    count, so that three pages do not describe the same people, and a segment without anybody
    new gets none. Quadrants have a page anyway; a segment with too few customers has nothing
    to show.
    """
    left = [s for s in segments if not s.quadrant and not s.too_few]
    new: Mask = np.ones(worth.size, dtype=bool)
    chosen: list[str] = []
    while left and len(chosen) < most:
        added = {s.key: float(worth[inside[s.key] & new].sum()) for s in left}
        best = max(left, key=lambda s: (s.always_featured, added[s.key]))
        if chosen and not best.always_featured and not added[best.key]:
            break
        chosen.append(best.key)
        new = new & ~inside[best.key]
        left.remove(best)
    return tuple(chosen)
