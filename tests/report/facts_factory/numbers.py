"""A figure with an interval around it."""

from __future__ import annotations

from analysis.estimate import Estimate


def estimate(value: float, half: float = 0.1) -> Estimate:
    return Estimate(value=value, low=value - half, high=value + half)
