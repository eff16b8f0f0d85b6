"""Where along the ids each kind of customer stands: runs of the label, twins, who is spoilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.sample.mixture import Mixture

# Fewer have no room for every quirk of the export.
FEWEST = 200
TWIN, TWIN_SAME = "twin", "twin_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One customer under two ids, by position."""

    first: int
    again: int
    same_label: bool
    other_category: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The kind of the customer at each position, and the quirks by position."""

    kinds: tuple[str, ...]
    twins: tuple[Twin, ...]
    may_be_spoilt: tuple[int, ...]
    inactive: int
    outliers: int
    service_typos: int


def lay_out(mixture: Mixture, customers: int) -> Plan:
    """A store of so many customers, the layout's counts in proportion.

    Raises ValueError below 200 customers.
    """
    if customers < FEWEST:
        raise ValueError(f"{customers} customers are too few, expected at least {FEWEST}")
    layout = mixture.layout

    def scaled(count: float) -> int:
        return round(count * customers / layout.customers)

    ends = [scaled(end) for end in np.cumsum(layout.runs)]
    twins = _place_twins(
        first=scaled(layout.twins_from),
        border=ends[1],
        differing=scaled(layout.twins_again_same),
        equal=scaled(layout.twins_again_equal),
    )
    kinds = _name_kinds(mixture, ends, twins)
    return Plan(
        kinds=tuple(kinds),
        twins=tuple(twins),
        may_be_spoilt=tuple(n for n in range(ends[0]) if kinds[n] != TWIN),
        inactive=max(1, scaled(layout.inactive)),
        outliers=max(1, scaled(layout.outliers)),
        service_typos=max(1, scaled(layout.service_typos)),
    )


def _place_twins(*, first: int, border: int, differing: int, equal: int) -> list[Twin]:
    """Twins at neighbouring ids whose second ids straddle the border of two runs."""
    return [
        Twin(
            first=first + n,
            again=border - differing + n,
            same_label=n >= differing,
            other_category=n == differing,
        )
        for n in range(differing + equal)
    ]


def _name_kinds(mixture: Mixture, ends: Sequence[int], twins: Sequence[Twin]) -> list[str]:
    """The kind at each position: twins in their places, the others by label and share."""
    kinds = [""] * ends[-1]
    for twin in twins:
        kinds[twin.first] = TWIN
        kinds[twin.again] = TWIN if twin.same_label else TWIN_SAME
    starts = [0, *ends[:-1]]
    for dropped in (True, False):
        runs = list(zip(starts, ends, strict=True))[0 if dropped else 1 :: 2]
        free = [n for start, end in runs for n in range(start, end) if not kinds[n]]
        for place, kind in zip(free, _share_out(mixture, dropped, len(free)), strict=True):
            kinds[place] = kind
    return kinds


def _share_out(mixture: Mixture, dropped: bool, count: int) -> list[str]:
    """So many customers of one label by the shares of their kinds, kind after kind."""
    shares = {
        name: kind.share
        for name, kind in mixture.kinds.items()
        if kind.dropped == dropped and name not in (TWIN, TWIN_SAME)
    }
    ends = np.rint(np.cumsum(list(shares.values())) / sum(shares.values()) * count).astype(int)
    counts = np.diff(ends, prepend=0)
    return [name for name, many in zip(shares, counts, strict=True) for _ in range(many)]
