"""Two sets of customers held against each other: intervals, effect sizes, corrected tests.

Customers who are one person under two ids (a group) count once towards certainty: intervals
and tests take the number of groups, not of rows, as the sample size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.estimate import Estimate

CONFIDENCE = 0.95
NORMAL_QUANTILE = float(stats.norm.ppf((1 + CONFIDENCE) / 2))
FEWEST_FOR_A_SPREAD = 2

Numbers: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """A set of customers in one feature; mean and sd in the feature's unit.

    people: number of different persons (groups), the sample size of intervals and tests.
    """

    people: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One feature inside and outside a set: means with intervals, Hedges' g, Welch's p-value."""

    inside: Estimate
    outside: Estimate
    effect: Estimate
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """A share inside over the share outside, with its interval and Fisher's exact p-value."""

    ratio: Estimate
    p_value: float


def count_people(groups: pd.Series[int]) -> int:
    """How many different persons stand behind these customers."""
    return int(groups.nunique())


def describe(values: Numbers, people: int) -> Moments:
    """Mean and standard deviation (n − 1) of `values`, shape (n_customers,)."""
    if values.size == 0:
        return Moments(people=0, mean=0.0, sd=0.0)
    # A constant column has no spread: rounding in the mean must not make it one.
    spread = values.size >= FEWEST_FOR_A_SPREAD and values.min() < values.max()
    sd = float(values.std(ddof=1)) if spread else 0.0
    return Moments(people=people, mean=float(values.mean()), sd=sd)


def mean_interval(sample: Moments) -> Estimate:
    """The mean with Student's interval; no width where there is nothing to judge it by."""
    if sample.people < FEWEST_FOR_A_SPREAD or sample.sd == 0:
        return Estimate(value=sample.mean, low=sample.mean, high=sample.mean)
    quantile = float(stats.t.ppf((1 + CONFIDENCE) / 2, sample.people - 1))
    half = quantile * sample.sd / sample.people**0.5
    return Estimate(value=sample.mean, low=sample.mean - half, high=sample.mean + half)


def share_interval(share: float, people: int) -> Estimate:
    """A share with Wilson's interval, which stays within 0 and 1 and fits small samples.

    Wilson (1927), Journal of the American Statistical Association 22, 209–212.
    """
    if people == 0:
        return Estimate(value=share, low=0.0, high=1.0)
    low, high = proportion_confint(share * people, people, 1 - CONFIDENCE, method="wilson")
    return Estimate(value=share, low=min(float(low), share), high=max(float(high), share))


def contrast(inside: Moments, outside: Moments, *, yes_no: bool = False) -> Contrast:
    """One feature in two sets; a yes/no feature is a share and gets Wilson's intervals.

    Hedges' g: Hedges (1981), Journal of Educational Statistics 6, 107–128, as statsmodels has
    it; the p-value is Welch's, which does not take the spreads for equal.
    """
    judge = (lambda s: share_interval(s.mean, s.people)) if yes_no else mean_interval
    effect, p_value = compare_means(inside, outside)
    return Contrast(inside=judge(inside), outside=judge(outside), effect=effect, p_value=p_value)


def compare_means(inside: Moments, outside: Moments) -> tuple[Estimate, float]:
    """Hedges' g with its interval, and Welch's p-value; no effect where nothing varies."""
    if min(inside.people, outside.people) < FEWEST_FOR_A_SPREAD:
        return Estimate(value=0.0, low=0.0, high=0.0), 1.0
    if inside.sd == 0 and outside.sd == 0:
        return compare_constants(inside, outside)
    first = (inside.mean, inside.sd, inside.people)
    second = (outside.mean, outside.sd, outside.people)
    g, variance = (float(part) for part in effectsize_smd(*first, *second))
    half = NORMAL_QUANTILE * variance**0.5
    test = stats.ttest_ind_from_stats(*first, *second, equal_var=False)
    return Estimate(value=g, low=g - half, high=g + half), float(test.pvalue)


def compare_constants(inside: Moments, outside: Moments) -> tuple[Estimate, float]:
    """Two sets without any spread: the same, or apart beyond doubt.

    The pooled deviation is 0 and g endless; the deviation of all customers together takes its
    place, which for shares p and q of the two sets makes the effect 1 / sqrt(p q).
    """
    if inside.mean == outside.mean:
        return Estimate(value=0.0, low=0.0, high=0.0), 1.0
    share = inside.people / (inside.people + outside.people)
    effect = np.sign(inside.mean - outside.mean) / (share * (1 - share)) ** 0.5
    return Estimate(value=float(effect), low=float(effect), high=float(effect)), 0.0


def compare_shares(hits: int, size: int, hits_elsewhere: int, size_elsewhere: int) -> Lift:
    """How many times more frequent something is inside than elsewhere.

    With no hit on one side the ratio is 0 or endless; half a customer is then added to every
    cell (Haldane–Anscombe), so that the figure stays finite and can be drawn.
    """
    counts = (hits, size, hits_elsewhere, size_elsewhere)
    low, high = confint_proportions_2indep(*counts, compare="ratio", method="log-adjusted")
    if min(hits, hits_elsewhere) > 0:
        ratio = (hits / size) / (hits_elsewhere / size_elsewhere)
    else:
        ratio = ((hits + 0.5) / (size + 1)) / ((hits_elsewhere + 0.5) / (size_elsewhere + 1))
    table = [[hits, size - hits], [hits_elsewhere, size_elsewhere - hits_elsewhere]]
    interval = Estimate(value=ratio, low=min(float(low), ratio), high=max(float(high), ratio))
    return Lift(ratio=interval, p_value=float(stats.fisher_exact(np.array(table)).pvalue))


def correct(p_values: Sequence[float]) -> tuple[float, ...]:
    """Holm's correction for the number of comparisons made together.

    Holm (1979), Scandinavian Journal of Statistics 6, 65–70. Not statsmodels' multipletests,
    which gives the same but collects garbage at every call: 0.1 s each, a second a report.
    """
    values = np.array(p_values, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * np.arange(values.size, 0, -1)
    corrected = np.empty_like(values)
    corrected[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return tuple(corrected.tolist())
