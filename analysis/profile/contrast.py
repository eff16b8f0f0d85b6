"""Two sets of customers compared: intervals, effect sizes, corrected tests.

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
from analysis.profile.labelled import read_numbers, yes_no_fields

CONFIDENCE = 0.95
NORMAL_QUANTILE = float(stats.norm.ppf((1 + CONFIDENCE) / 2))
FEWEST_FOR_A_SPREAD = 2

Numbers: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]


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
    """A share inside over the share outside, with its interval and Fisher's exact p-value.

    customers: inside, who have the property.
    """

    customers: int
    share: float
    share_elsewhere: float
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
    """The mean with Student's interval; of no width for one person or equal values."""
    low = high = sample.mean
    if sample.people >= FEWEST_FOR_A_SPREAD and sample.sd > 0:
        error = sample.sd / sample.people**0.5
        low, high = stats.t.interval(CONFIDENCE, sample.people - 1, loc=sample.mean, scale=error)
    return Estimate(value=sample.mean, low=float(low), high=float(high))


def share_interval(share: float, people: int) -> Estimate:
    """A share with Wilson's interval, which stays within 0 and 1 and fits small samples.

    Wilson (1927), Journal of the American Statistical Association 22, 209–212.
    """
    if people == 0:
        return Estimate(value=share, low=0.0, high=1.0)
    low, high = proportion_confint(share * people, people, 1 - CONFIDENCE, method="wilson")
    return Estimate(value=share, low=min(float(low), share), high=max(float(high), share))


def contrast_field(
    table: pd.DataFrame, groups: pd.Series[int], inside: Mask, field: str
) -> Contrast:
    """One numeric or yes/no field inside a set of customers and among all others.

    Customers without a value count on neither side.
    table, groups, inside: one row per customer, same order.
    """
    values = read_numbers(table, field)
    known = ~np.isnan(values)
    within, elsewhere = (
        describe(values[mask], count_people(groups[mask]))
        for mask in (inside & known, ~inside & known)
    )
    return contrast(within, elsewhere, yes_no=field in yes_no_fields())


def contrast(inside: Moments, outside: Moments, *, yes_no: bool = False) -> Contrast:
    """One feature in two sets; a yes/no feature is a share and gets Wilson's intervals.

    Hedges' g: Hedges (1981), Journal of Educational Statistics 6, 107–128, as statsmodels has
    it; the p-value is Welch's, which does not assume equal spreads.
    """
    judge = (lambda s: share_interval(s.mean, s.people)) if yes_no else mean_interval
    effect, p_value = _compare_means(inside, outside)
    return Contrast(inside=judge(inside), outside=judge(outside), effect=effect, p_value=p_value)


def _compare_means(inside: Moments, outside: Moments) -> tuple[Estimate, float]:
    """Hedges' g with its interval, and Welch's p-value; no effect where nothing varies."""
    if min(inside.people, outside.people) < FEWEST_FOR_A_SPREAD:
        return Estimate(value=0.0, low=0.0, high=0.0), 1.0
    if inside.sd == 0 and outside.sd == 0:
        return _compare_constants(inside, outside)
    first = (inside.mean, inside.sd, inside.people)
    second = (outside.mean, outside.sd, outside.people)
    g, variance = (float(part) for part in effectsize_smd(*first, *second))
    half = NORMAL_QUANTILE * variance**0.5
    test = stats.ttest_ind_from_stats(*first, *second, equal_var=False)
    return Estimate(value=g, low=g - half, high=g + half), float(test.pvalue)


def _compare_constants(inside: Moments, outside: Moments) -> tuple[Estimate, float]:
    """Two sets without any spread: equal, or different without doubt.

    The pooled deviation is 0 and g infinite. It is replaced by the deviation of all customers
    together, which for shares p and q of the two sets makes the effect 1 / sqrt(p q).
    """
    if inside.mean == outside.mean:
        return Estimate(value=0.0, low=0.0, high=0.0), 1.0
    share = inside.people / (inside.people + outside.people)
    effect = np.sign(inside.mean - outside.mean) / (share * (1 - share)) ** 0.5
    return Estimate(value=float(effect), low=float(effect), high=float(effect)), 0.0


def exact_p_value(having: Mask, inside: Mask) -> float:
    """Fisher's exact p-value: whether having a property and being inside go together."""
    table = [[np.sum(has & be) for has in (having, ~having)] for be in (inside, ~inside)]
    return float(stats.fisher_exact(np.array(table)).pvalue)


def compare_shares(having: Mask, inside: Mask) -> Lift:
    """How many times more frequent a property is inside than elsewhere.

    With no customer who has it on one side, the ratio is 0 or infinite; half a customer is then
    added to every cell (Haldane–Anscombe), so that the figure stays finite and can be drawn.
    having, inside: shape (n_customers,); customers on both sides.
    """
    hits, hits_elsewhere = int((having & inside).sum()), int((having & ~inside).sum())
    size, size_elsewhere = int(inside.sum()), int((~inside).sum())
    counts = (hits, size, hits_elsewhere, size_elsewhere)
    low, high = confint_proportions_2indep(*counts, compare="ratio", method="log-adjusted")
    if min(hits, hits_elsewhere) > 0:
        ratio = (hits / size) / (hits_elsewhere / size_elsewhere)
    else:
        ratio = ((hits + 0.5) / (size + 1)) / ((hits_elsewhere + 0.5) / (size_elsewhere + 1))
    return Lift(
        customers=hits,
        share=hits / size,
        share_elsewhere=hits_elsewhere / size_elsewhere,
        ratio=Estimate(value=ratio, low=min(float(low), ratio), high=max(float(high), ratio)),
        p_value=exact_p_value(having, inside),
    )


def correct(p_values: Sequence[float]) -> tuple[float, ...]:
    """Holm's correction for the number of comparisons made together.

    Holm (1979), Scandinavian Journal of Statistics 6, 65–70. statsmodels' multipletests gives the
    same but collects garbage at every call: 0.1 s each, 1.5 s a report and minutes of the tests.
    """
    ordered = pd.Series(p_values, dtype=np.float64).sort_values(kind="stable")
    scaled = ordered * np.arange(len(ordered), 0, -1)
    return tuple(scaled.cummax().clip(upper=1.0).sort_index().tolist())
