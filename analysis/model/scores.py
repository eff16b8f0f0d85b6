"""Honest figures with intervals, and the comparison of candidates."""

from __future__ import annotations

import numpy as np
from sklearn.utils import gen_batches

from analysis.estimate import Estimate
from analysis.model.arrays import Floats, Integers
from analysis.model.calibration_error import calibration_error
from analysis.model.facts import Scores
from analysis.model.metrics import Metric, by_name, plain

INTERVAL = (0.025, 0.975)
# Draws times customers that are weighed at once; all of them would take gigabytes in a large
# store.
AT_ONCE = 4_000_000


def bootstrap_weights(groups: Integers, *, draws: int, seed: int) -> Floats:
    """How often each customer is drawn when groups are drawn whole; (draws, customers)."""
    codes = np.unique(groups, return_inverse=True)[1]
    count = int(codes.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=draws)
    return drawn[:, codes].astype(np.float64)


def judge(
    dropped: Floats, risk: Floats, flagged: Floats, groups: Integers, weights: Floats
) -> Scores:
    """All figures of one set of out-of-fold risks.

    flagged: 1 where the risk reaches the threshold that was chosen without the customer's
    fold. groups: the person behind each customer; weights: bootstrap draws of these groups.
    Intervals cover the figures that the models which made these risks have on the whole
    population the customers are drawn from, not those that another training set would give.
    They are percentiles of the bootstrap, but for the calibration error, which has its own.
    """
    figures = {
        name: interval(metric, dropped, values, weights)
        for name, (metric, values) in by_name(risk, flagged).items()
        if name != "ece"
    }
    return Scores(ece=calibration_error(dropped, risk, groups), **figures)


def interval(metric: Metric, dropped: Floats, values: Floats, weights: Floats) -> Estimate:
    """One figure with its bootstrap interval."""
    return around(plain(metric, dropped, values), _over_draws(metric, dropped, values, weights))


def _over_draws(metric: Metric, dropped: Floats, values: Floats, weights: Floats) -> Floats:
    """One figure per draw."""
    batches = gen_batches(len(weights), max(1, AT_ONCE // len(dropped)))
    return np.concatenate([metric(dropped, values, weights[draws]) for draws in batches])


def around(value: float, draws: Floats) -> Estimate:
    """A figure with the interval of its bootstrap draws."""
    low, high = np.nanquantile(draws, INTERVAL)
    return Estimate(value=value, low=float(low), high=float(high))


def difference(
    metric: Metric, dropped: Floats, risk: Floats, other: Floats, weights: Floats
) -> Estimate:
    """Paired difference of one figure: risk minus other, drawn together."""
    value = plain(metric, dropped, risk) - plain(metric, dropped, other)
    ours, theirs = (_over_draws(metric, dropped, each, weights) for each in (risk, other))
    return around(value, ours - theirs)
