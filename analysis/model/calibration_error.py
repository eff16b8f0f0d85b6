"""The expected calibration error, and between which bounds the true one lies.

The figure is the customary one: the mean gap between risk and outcome over ten bins of equal
size. Chance opens gaps of its own, so the figure of a finite store is mostly above the truth,
and a bootstrap, which adds chance once more, bounds it badly. Both bounds are therefore made
of the gaps bin by bin, and of the noise of each, which is known:

lower: the figure is at most the true error plus what noise alone shows, however the gaps are
    spread over the bins (the triangle inequality), so the truth is at least their difference.
    Zero says: perfect risks could show as much by chance.
upper: a quantile of the true gaps given those seen, in a hierarchical model: the log-odds of
    all bins are off by one common amount and each by an own one. The own ones are normal, and
    the bins themselves tell how large they are. The common one has a flat prior: models are
    fitted to the very share of drops that their out-of-fold risks are compared with, so that
    the two agree does not tell how far both are from the share of the population.

An interval from zero can only fail above and leaves 5 % there, any other 2.5 % on each side.
Where half of the bins are off by much in one direction and half in the other, the upper bound
is too low: it holds in eight to nine stores of ten.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import halfnorm

from analysis.estimate import Estimate
from analysis.model import metrics
from analysis.model.arrays import Floats, Integers

ONE_SIDED, TWO_SIDED = 0.95, 0.975
# How far the log-odds of single bins are off before the bins are seen: half-normal, odds wrong
# by a factor of two (a third or two thirds drop of whom half should) being usual. Weak on
# purpose: risks worth a report are better, and the bins soon tell.
SPREADS = np.log(2) * halfnorm.ppf((np.arange(60) + 1 / 2) / 60)
DRAWS = 4000
# The bounds of equal gaps are equal, whatever the seed of the report.
STREAM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gaps:
    """Risk less outcome by bin, as a share of all customers; each of shape (bins,)."""

    seen: Floats
    noise: Floats  # standard deviation that chance alone gives
    reach: Floats  # of the gap when the log-odds of all in the bin are off by one


def calibration_error(dropped: Floats, risk: Floats, groups: Integers) -> Estimate:
    """The figure with its bounds. groups: the person behind each customer, (customers,)."""
    gaps = _gaps_by_bin(dropped, risk, groups)
    normal = np.random.default_rng(STREAM).standard_normal((DRAWS, 1 + len(gaps.seen)))
    noise = np.abs(gaps.noise * normal[:, 1:]).sum(axis=1)
    true = np.abs(_draw_true_gaps(gaps, normal)).sum(axis=1)
    value = metrics.plain(metrics.ece, dropped, risk)
    low = max(value - float(np.quantile(noise, TWO_SIDED)), 0.0)
    high = float(np.quantile(true, TWO_SIDED if low > 0 else ONE_SIDED))
    return Estimate(value=value, low=low, high=max(high, value))


def _gaps_by_bin(dropped: Floats, risk: Floats, groups: Integers) -> _Gaps:
    """The gaps and their noise; ids of one person in one bin drop or hold together."""
    bins = np.unique(metrics.calibration_bins(risk), return_inverse=True)[1]
    customers = np.bincount(bins)
    # One more of each label: a bin without a drop is not one in which none is possible.
    share = (np.bincount(bins, weights=dropped) + 1) / (customers + 2)
    persons, ids = np.unique(np.column_stack([bins, groups]), axis=0, return_counts=True)
    squares = np.bincount(persons[:, 0], weights=ids.astype(np.float64) ** 2)
    return _Gaps(
        seen=np.bincount(bins, weights=risk - dropped) / len(risk),
        noise=np.sqrt(squares * share * (1 - share)) / len(risk),
        reach=customers * share * (1 - share) / len(risk),
    )


def _draw_true_gaps(gaps: _Gaps, normal: Floats) -> Floats:
    """The true gaps given those seen, (draws, bins); normal: (draws, 1 + bins)."""
    variance = gaps.noise**2 + np.outer(SPREADS, gaps.reach) ** 2
    precision = (gaps.reach**2 / variance).sum(axis=1)
    common = (gaps.reach * gaps.seen / variance).sum(axis=1) / precision
    apart = gaps.seen - np.outer(common, gaps.reach)
    likelihood = -(np.log(variance) + apart**2 / variance).sum(axis=1) - np.log(precision)
    chosen = _draw_evenly(np.exp((likelihood - likelihood.max()) / 2), len(normal))
    shift = common[chosen] + normal[:, 0] / np.sqrt(precision[chosen])
    by_shift = np.outer(shift, gaps.reach)
    kept = 1 - gaps.noise**2 / variance[chosen]
    own = kept * (gaps.seen - by_shift) + np.sqrt(kept) * gaps.noise * normal[:, 1:]
    return np.asarray(by_shift + own, dtype=np.float64)


def _draw_evenly(weights: Floats, draws: int) -> Integers:
    """Positions, each as often as its weight says, up to rounding."""
    levels = np.cumsum(weights) / weights.sum()
    places = np.searchsorted(levels, (np.arange(draws) + 1 / 2) / draws)
    return np.minimum(places, len(weights) - 1).astype(np.intp)
