"""Distributions of one feature on its grid: how to draw from them, and how likely a value is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.stats import norm

from analysis.sample.mixture import AnyShape, Flat, Grid, Line, Weighted

Array = NDArray[np.float64]
# Too small to change a likelihood ratio; avoids the logarithm of zero.
IMPOSSIBLE = 1e-300
# Values are rounded to the grid, so each stands for half a step on both sides.
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Where a customer stands in a feature's distribution; uniform on [0, 1), one a customer."""

    hump: Array
    level: Array


def draw_feature(
    shapes: Sequence[AnyShape], grid: Grid, drawn: Mapping[str, Array], chance: Chance
) -> Array:
    """Values of a feature of one kind; `drawn` holds the fields drawn before it."""
    shares = np.array([shape.share for shape in shapes])
    hump = np.searchsorted(np.cumsum(shares), chance.hump * shares.sum(), side="right")
    values = [_quantile(shape, grid, drawn, chance.level) for shape in shapes]
    return _as_array(np.choose(hump, values))


def log_mass(
    shapes: Sequence[AnyShape], grid: Grid, values: Array, fields: Mapping[str, Array]
) -> Array:
    """Logarithm of the probability of each value (same length as the fields it leans on)."""
    parts = [shape.share * _probability(shape, grid, values, fields) for shape in shapes]
    return _as_array(np.log(np.maximum(np.sum(parts, axis=0), IMPOSSIBLE)))


def _quantile(shape: AnyShape, grid: Grid, fields: Mapping[str, Array], uniform: Array) -> Array:
    """The value of the grid at each level of the shape's distribution."""
    if isinstance(shape, Line):
        below, above = _ends(shape, grid, fields)
        raw = _centre(shape, fields) + shape.sd * norm.ppf(below + uniform * (above - below))
        return _snap(raw, _narrowed(shape, grid))
    levels = np.cumsum(_masses(shape, grid))
    place = np.searchsorted(levels, uniform * levels[-1], side="right")
    return _as_array(np.take(points(_narrowed(shape, grid)), np.minimum(place, len(levels) - 1)))


def _probability(shape: AnyShape, grid: Grid, values: Array, fields: Mapping[str, Array]) -> Array:
    """Probability of each value under one shape; 0 outside its grid."""
    narrow = _narrowed(shape, grid)
    inside = (values > narrow.low - HALF * grid.step) & (values < narrow.high + HALF * grid.step)
    if isinstance(shape, Line):
        below, above = _ends(shape, grid, fields)
        middle = _centre(shape, fields)
        upper = norm.cdf(values + HALF * grid.step, middle, shape.sd)
        lower = norm.cdf(values - HALF * grid.step, middle, shape.sd)
        return _as_array(np.where(inside, (upper - lower) / (above - below), 0.0))
    place = np.rint((values - narrow.low) / grid.step).astype(np.int64)
    return _as_array(np.where(inside, _masses(shape, grid)[np.where(inside, place, 0)], 0.0))


def _centre(shape: Line, fields: Mapping[str, Array]) -> Array:
    slopes = [slope * fields[name] for name, slope in shape.slopes.items()]
    return _as_array(shape.intercept + np.sum(slopes, axis=0))


def _ends(shape: Line, grid: Grid, fields: Mapping[str, Array]) -> tuple[Array, Array]:
    """Levels of the normal distribution between which the grid lies."""
    narrow, middle = _narrowed(shape, grid), _centre(shape, fields)
    below = norm.cdf(narrow.low - HALF * grid.step, middle, shape.sd)
    above = norm.cdf(narrow.high + HALF * grid.step, middle, shape.sd)
    return _as_array(below), _as_array(above)


def _narrowed(shape: AnyShape, grid: Grid) -> Grid:
    return Grid(
        low=grid.low if shape.low is None else shape.low,
        high=grid.high if shape.high is None else shape.high,
        step=grid.step,
    )


def points(grid: Grid) -> Array:
    """Every value of a grid."""
    return _snap(np.arange(grid.low, grid.high + HALF * grid.step, grid.step), grid)


def _snap(values: Array, grid: Grid) -> Array:
    """Values rounded to the grid, without the errors of binary fractions."""
    steps = np.rint((values - grid.low) / grid.step)
    return _as_array(np.round(np.clip(grid.low + steps * grid.step, grid.low, grid.high), 6))


def _masses(shape: Flat | Weighted, grid: Grid) -> Array:
    if isinstance(shape, Weighted):
        weights = np.array(shape.weights)
        return _as_array(weights / weights.sum())
    narrow = _narrowed(shape, grid)
    return np.array(_flattest(shape.mean, shape.sd, narrow.low, narrow.high, narrow.step))


def _as_array(numbers: ArrayLike) -> Array:
    return np.asarray(numbers, dtype=np.float64)


@cache
def _flattest(mean: float, sd: float, low: float, high: float, step: float) -> tuple[float, ...]:
    """The distribution of largest entropy with this mean and deviation on a grid.

    It is proportional to exp(a z + b z²); a and b minimise the convex log-partition function
    less the moments. Source: Jaynes (1957), "Information theory and statistical mechanics",
    Physical Review 106, 620-630.
    """
    z = (points(Grid(low=low, high=high, step=step)) - mean) / sd

    def excess(slopes: Array) -> float:
        return float(np.log(np.exp(slopes[0] * z + slopes[1] * z * z).mean()) - slopes[1])

    best = minimize(excess, np.array([0.0, -HALF]), method="BFGS", options={"gtol": 1e-9}).x
    weights = np.exp(best[0] * z + best[1] * z * z)
    return tuple(float(weight) for weight in weights / weights.sum())
