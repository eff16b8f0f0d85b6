"""Who is the same person in all months: equal ids, and twins of any month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.intake.base import Base


def join_people(bases: Sequence[Base]) -> list[Base]:
    """The months with one code for each person in all of them.

    Whoever is a twin of somebody in one month stays one person with them in every month, so that
    no split can part them.
    """
    if len(bases) == 1:
        return list(bases)
    groups = pd.concat([base.groups for base in bases])
    everyone = groups.index.unique()
    # In each month, a customer is tied to the first of their group.
    tied = pd.concat([_first_of_group(base.groups) for base in bases])
    ends = everyone.get_indexer(tied.index), everyone.get_indexer(pd.Index(tied))
    ties = coo_array((np.ones(len(tied)), ends), shape=(len(everyone), len(everyone)))
    person = pd.Series(connected_components(ties, directed=False)[1], index=everyone)
    return [replace(base, groups=person.loc[base.groups.index]) for base in bases]


def _first_of_group(groups: pd.Series[int]) -> pd.Series[str]:
    ids = pd.Series(groups.index, index=groups.index)
    return ids.groupby(groups.to_numpy()).transform("first")
