"""Each numeric feature among dropped and steady customers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.profile.contrast import describe
from analysis.profile.facts import ClassSummary, FeatureProfile
from analysis.profile.labelled import Labelled, measured_fields, read_numbers
from analysis.vocabulary import fields


def profile_features(customers: Labelled, bins: int) -> tuple[FeatureProfile, ...]:
    """One profile per numeric feature, in the order of the vocabulary."""
    dropped = customers.dropped.to_numpy(dtype=bool)
    return tuple(
        _profile_feature(field, read_numbers(customers.table, field), dropped, bins)
        for field in measured_fields()
    )


def _profile_feature(
    field: str, values: npt.NDArray[np.float64], dropped: npt.NDArray[np.bool_], bins: int
) -> FeatureProfile:
    known = ~np.isnan(values)
    values, dropped = values[known], dropped[known]
    edges = _choose_edges(values, bins, share=fields()[field].percent)
    return FeatureProfile(
        feature=field,
        edges=tuple(edges.tolist()),
        dropped_counts=tuple(np.histogram(values[dropped], bins=edges)[0].tolist()),
        same_counts=tuple(np.histogram(values[~dropped], bins=edges)[0].tolist()),
        dropped=_summarise_class(values[dropped]),
        same=_summarise_class(values[~dropped]),
    )


def _choose_edges(
    values: npt.NDArray[np.float64], bins: int, *, share: bool = False
) -> npt.NDArray[np.float64]:
    """Equal bins over the known values; one bin per value where the values are a few whole numbers.

    Bins that cut whole numbers unevenly would show peaks that are not in the data. A bin around
    each of the shares 0 and 1 would reach below 0 and beyond 100 %.
    """
    if not values.size:
        return np.linspace(0.0, 1.0, bins + 1)
    low, high = values.min(), values.max()
    whole = bool(np.all(values == np.round(values)))
    if whole and share:
        return np.linspace(0.0, 1.0, bins + 1)
    if whole and high - low < bins:
        return np.arange(low - 0.5, high + 1.0, 1.0)
    return np.histogram_bin_edges(values, bins=bins)


def _summarise_class(values: npt.NDArray[np.float64]) -> ClassSummary:
    moments = describe(values, values.size)
    # A class without customers gets zeros.
    quartiles = np.quantile(values, [0.25, 0.5, 0.75]) if values.size else np.zeros(3)
    return ClassSummary(
        customers=int(values.size),
        mean=moments.mean,
        sd=moments.sd,
        lower_quartile=float(quartiles[0]),
        median=float(quartiles[1]),
        upper_quartile=float(quartiles[2]),
    )
