"""Customers who are there twice under different ids, and the groups no split may part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.intake.facts import Notice, NoticeKey, TwinFacts
from analysis.intake.row_matching import (
    Links,
    count_differing,
    hash_cells,
    link_agreeing,
    pairs_equal,
)
from analysis.settings import DataSettings

# A group this small is a person with many ids, however small the store.
ALWAYS_A_PERSON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Groups (an integer code a customer, index = customer id), counts, and what to know."""

    groups: pd.Series[int]
    facts: TwinFacts
    notices: tuple[Notice, ...]


def find_twins(features: pd.DataFrame, dropped: pd.Series[float], settings: DataSettings) -> Twins:
    """Twins among the customers (features: every field but key, label and profit).

    Twins are equal in all of `twin_fields`; near twins differ in at most `near_twin_fields`
    features, whichever. Both go into one group, and so do twins of twins.
    """
    signs = hash_cells(features)
    twin_columns = [list(features.columns).index(name) for name in settings.twin_fields]
    columns, near = range(signs.shape[1]), settings.near_twin_fields
    rules: dict[NoticeKey | None, Links] = {
        "near_twins_too_many": link_agreeing(signs, columns, but_for=near),
        "twins_too_many": link_agreeing(signs, twin_columns, but_for=0),
        None: link_agreeing(signs, columns, but_for=0),
    }
    codes, notices = group(len(features), rules, settings)
    sizes = np.bincount(codes)
    further = [column for column in columns if column not in twin_columns]
    among_twins = count_differing(signs, twin_columns, further, at_most=near)
    among_all = count_differing(signs, [], list(columns), at_most=near)
    twins = np.unique(signs[:, twin_columns].sum(axis=1), return_inverse=True)[1]
    return Twins(
        groups=pd.Series(codes, index=features.index, dtype="int64", name="group"),
        facts=TwinFacts(
            pairs=pairs_equal(twins),
            equal_pairs=among_twins[0],
            near_pairs=sum(among_twins[1:]),
            near_elsewhere=sum(among_all) - sum(among_twins),
            label_differs=count_disagreeing(twins, dropped),
            groups=int((sizes > 1).sum()),
            customers=int(sizes[sizes > 1].sum()),
        ),
        notices=notices,
    )


def group(
    customers: int, rules: dict[NoticeKey | None, Links], settings: DataSettings
) -> tuple[NDArray[np.int64], tuple[Notice, ...]]:
    """A group code a customer from all rules that tell persons apart (notice key -> links).

    A rule that puts more than `largest_group_share` of the customers into one group describes
    the store and not a person (a subscription brings the same revenue from everybody): it is
    left out and said so. The last rule, equal in everything, always stands.
    """
    notices: list[Notice] = []
    most = max(ALWAYS_A_PERSON, settings.largest_group_share * customers)
    left = dict(rules)
    for key in rules:
        codes = components(customers, list(left.values()))
        largest = int(np.bincount(codes).max(initial=0))
        if largest <= most or key is None:
            break
        notices.append(Notice(key=key, file="", column="", detail="", count=largest))
        del left[key]
    return codes, tuple(notices)


def components(customers: int, links: Sequence[Links]) -> NDArray[np.int64]:
    """The same code for all who are linked, directly or through others."""
    first = np.concatenate([link.first for link in links])
    second = np.concatenate([link.second for link in links])
    ones = np.ones(len(first), dtype=np.int8)
    graph = coo_array((ones, (first, second)), shape=(customers, customers))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def count_disagreeing(codes: NDArray[np.int64], dropped: pd.Series[float]) -> int:
    """Pairs with the same code whose labels differ; a blank label differs from nothing."""
    ones = np.bincount(codes, weights=dropped.eq(1.0))
    zeros = np.bincount(codes, weights=dropped.eq(0.0))
    return int((ones * zeros).sum())
