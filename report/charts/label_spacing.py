"""Keeping the labels of a chart apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import isotonic_regression


def spread(places: Sequence[float], gap: float) -> tuple[float, ...]:
    """The places moved as little as needed to lie at least `gap` apart, order kept.

    Least squares under the condition that the places less the room that lies below them do not
    fall: an isotonic regression.

    >>> spread([1.0, 1.1, 5.0], 1.0)
    (0.55, 1.55, 5.0)
    >>> spread([3.0, 0.0], 1.0)
    (3.0, 0.0)
    """
    if not places:
        return ()
    order = np.argsort(places, kind="stable")
    below = gap * np.arange(len(places))
    moved = np.empty(len(places))
    moved[order] = isotonic_regression(np.take(places, order) - below).x + below
    return tuple(moved.round(9).tolist())
