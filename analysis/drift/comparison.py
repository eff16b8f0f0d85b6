"""One feature of two months' customers: how far it moved, and whether by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.linalg import pinvh
from scipy.stats import chi2, norm

from analysis.drift.facts import Comparison
from analysis.estimate import Estimate
from analysis.settings import DriftSettings

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# Added to each bin for its share, since an empty one has no logarithm.
HALF_A_CUSTOMER = 0.5
# Eigenvalues below this share of the largest are rounding.
RELATIVE_ZERO = 1e-9
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Rows (customer, month) of two months, one per customer of each.

    customer: a code, equal in both months for the same customer; now: whether of the later one.
    """

    customer: npt.NDArray[np.int64]
    now: Mask

    @property
    def stays(self) -> Mask:
        """Which rows are of customers who are in both months."""
        return np.asarray(np.bincount(self.customer)[self.customer] > 1)

    def of(self, rows: Mask) -> Months:
        """Some of the rows."""
        return Months(customer=self.customer[rows], now=self.now[rows])

    def contribute(self, values: Numbers) -> Numbers:
        """What each customer adds to the difference of the months' means, later minus earlier.

        values: (rows, columns), NaN = missing, which adds nothing; returns (customers, columns).
        """
        known = ~np.isnan(values)
        each = np.zeros((int(self.customer.max()) + 1, values.shape[1]))
        for month, sign in ((self.now, 1), (~self.now, -1)):
            count = np.maximum(known[month].sum(axis=0), 1)
            each[self.customer[month]] += sign * np.nan_to_num(values[month]) / count
        return each


def list_rows(before: pd.Index[str], now: pd.Index[str]) -> Months:
    """The rows of two months by their customers' ids, the earlier month's first."""
    customer, _ = pd.factorize(before.append(now))
    return Months(customer=customer, now=np.arange(len(customer)) >= len(before))


def compare_numbers(
    values: Numbers, months: Months, settings: DriftSettings, *, spread: float
) -> Comparison:
    """Compare a number by its mean and by its bins; values: one a row, NaN = missing.

    spread: the standard deviation that sizes are told in. Two tests of one feature, so the
    smaller p counts twice (Bonferroni).
    """
    bins = _one_hot(_bin(values, settings.bins))
    p = min(_p_of_change(part, months) for part in (values[:, np.newaxis], bins))
    size = estimate_change(values / spread, months) if spread > 0 else NO_CHANGE
    return _summarise(bins, months, settings, p=min(1.0, 2 * p), size=size)


def compare_categories(
    values: npt.NDArray[np.str_], months: Months, settings: DriftSettings
) -> Comparison:
    """Compare a category by the shares of its values; values: one a row."""
    bins = _one_hot(values)
    most = int(np.abs(months.contribute(bins).sum(axis=0)).argmax())
    return _summarise(
        bins,
        months,
        settings,
        p=_p_of_change(bins, months),
        size=estimate_change(bins[:, most], months),
        value=str(np.unique(values)[most]),
    )


def estimate_change(values: Numbers, months: Months) -> Estimate:
    """Difference of the months' means with its 95 % interval; values: one a row, NaN = missing.

    Customers of both months count as pairs, the others as independent: the variance of partially
    overlapping samples (Looney and Jones 2003, Statistics in Medicine 22). No change where a
    month has no value.
    """
    means = [float(pd.Series(values[month]).mean()) for month in (~months.now, months.now)]
    value = means[1] - means[0]
    if np.isnan(value):
        return NO_CHANGE
    own = values - np.where(months.now, means[1], means[0])
    error = float(np.linalg.norm(months.contribute(own[:, np.newaxis])))
    margin = float(norm.ppf((1 + CONFIDENCE) / 2)) * error
    return Estimate(value=value, low=value - margin, high=value + margin)


NO_CHANGE = Estimate(value=0.0, low=0.0, high=0.0)


def _summarise(
    bins: Numbers,
    months: Months,
    settings: DriftSettings,
    *,
    p: float,
    size: Estimate,
    value: str = "",
) -> Comparison:
    """The comparison, with the index of its bins.

    Between independent sets the index is by chance about chi-squared with one degree of freedom
    less than bins, times 1/n + 1/m (Yurdakul 2018, dissertation, Western Michigan University).
    """
    parts = bins[~months.now], bins[months.now]
    several = bins.shape[1]
    before, now = (
        (part.sum(axis=0) + HALF_A_CUSTOMER) / (len(part) + several * HALF_A_CUSTOMER)
        for part in parts
    )
    by_chance = float(chi2.isf(settings.significance, several - 1)) if several > 1 else 0.0
    return Comparison(
        customers_before=len(parts[0]),
        customers_now=len(parts[1]),
        psi=float(((now - before) * np.log(now / before)).sum()),
        psi_critical=by_chance * sum(1 / len(part) for part in parts),
        p=p,
        size=size,
        value=value,
    )


def _bin(values: Numbers, bins: int) -> Numbers:
    """Each row's quantile bin of both months together, ties merged; NaN where missing."""
    missing = np.isnan(values)
    if missing.all():
        return values
    borders = np.unique(np.quantile(values[~missing], np.linspace(0, 1, bins + 1)[1:-1]))
    return np.where(missing, np.nan, np.searchsorted(borders, values))


def _one_hot(values: Numbers | npt.NDArray[np.str_]) -> Numbers:
    """A column of ones and zeros for each value, in their order; missing values come last."""
    codes, names = pd.factorize(values, sort=True, use_na_sentinel=False)
    return np.eye(len(names))[codes]


def _p_of_change(values: Numbers, months: Months) -> float:
    """Score test that both months have the same means, by customer; values: (rows, columns).

    The covariance of the difference is the sum of the outer products of what each customer
    contributes, under the hypothesis of one common mean. Where nobody is in both months this is
    Pearson's test of homogeneity, where everybody is, that of Stuart and Maxwell; neither takes
    what lies between.
    """
    common = np.nansum(values, axis=0) / np.maximum((~np.isnan(values)).sum(axis=0), 1)
    each = months.contribute(values - common)
    inverse, rank = pinvh(each.T @ each, rtol=RELATIVE_ZERO, return_rank=True)
    change = each.sum(axis=0)
    return float(chi2.sf(change @ inverse @ change, rank)) if rank else 1.0
