"""Which rows of a table agree in all columns but a few, without comparing every pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.util import hash_array

# Codes of different columns are never equal.
COLUMN_STRIDE = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Pairs of rows by position: enough of them to join all that belong together."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]


def hash_cells(table: pd.DataFrame) -> NDArray[np.uint64]:
    """A 64-bit hash for every cell, equal where column and value are; a missing value equals none.

    The sum of a row's hashes over some columns stands for its values there: for a million rows
    the chance that any two different rows share a sum is below 1 in 10,000,000.
    """
    hashes = []
    for place, name in enumerate(table.columns, start=1):
        codes = pd.factorize(table[name])[0]
        alone = np.where(codes < 0, len(table) + np.arange(len(table)), codes)
        hashes.append(hash_array(alone.astype(np.int64) + place * COLUMN_STRIDE))
    return np.column_stack(hashes)


def sums_without(
    signs: NDArray[np.uint64], free: Sequence[int], fixed: Sequence[int], leave_out: int
) -> Iterable[NDArray[np.uint64]]:
    """Sums over `fixed` and `free` columns without every choice of `leave_out` free ones."""
    whole = signs[:, [*fixed, *free]].sum(axis=1, dtype=np.uint64)
    for columns in combinations(free, leave_out):
        yield whole - signs[:, list(columns)].sum(axis=1, dtype=np.uint64)


def link_agreeing(signs: NDArray[np.uint64], columns: Sequence[int], *, but_for: int) -> Links:
    """Links that join all rows which agree in `columns` but for at most `but_for` of them."""
    first, second = [], []
    for sums in sums_without(signs, columns, [], min(but_for, len(columns))):
        order = np.argsort(sums, kind="stable")
        same = np.flatnonzero(sums[order][1:] == sums[order][:-1])
        first.append(order[same])
        second.append(order[same + 1])
    return Links(first=np.concatenate(first), second=np.concatenate(second))


def count_differing(
    signs: NDArray[np.uint64], fixed: Sequence[int], free: Sequence[int], *, at_most: int
) -> list[int]:
    """Pairs equal in `fixed` that differ in exactly 0, 1, ... `at_most` of the `free` columns.

    Counted by inclusion and exclusion: a pair that differs in e columns agrees outside d of
    them for C(m - e, d - e) of the choices of d columns out of m.
    """
    exact: list[int] = []
    for left_out in range(min(at_most, len(free)) + 1):
        agree = sum(pairs_equal(sums) for sums in sums_without(signs, free, fixed, left_out))
        fewer = sum(
            comb(len(free) - differ, left_out - differ) * count
            for differ, count in enumerate(exact)
        )
        exact.append(agree - fewer)
    return exact


def pairs_equal(sums: NDArray[np.uint64] | NDArray[np.int64]) -> int:
    """Pairs of equal numbers."""
    sizes = np.unique(sums, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())
