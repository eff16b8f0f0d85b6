"""Folds of whole people: the ids of one person are never learned from and judged at once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from sklearn.model_selection import StratifiedKFold

from analysis.errors import ReportError
from analysis.model.arrays import Floats, Integers

# Positions of the customers learned from and of those judged: what scikit-learn takes as `cv`.
Fold: TypeAlias = tuple[Integers, Integers]
FEWEST = 2
HALF = 0.5


class TooFewLabelsError(ReportError):
    """Not enough customers of one label to learn anything."""


def make_folds(dropped: Floats, groups: Integers, *, folds: int, seed: int) -> list[Fold]:
    """At most `folds` folds; fewer where a class has too few people to be in every one.

    People are parted by whether the rarer label is among theirs. StratifiedGroupKFold weighs
    the groups one by one, which takes minutes in a large store, for folds that are as even.
    """
    people, member = np.unique(groups, return_inverse=True)
    rare = dropped == (dropped.mean() < HALF)
    holds = np.bincount(member, weights=rare) > 0
    possible = min(folds, smallest_class(dropped, groups), int((~holds).sum()))
    splitter = StratifiedKFold(max(possible, FEWEST), shuffle=True, random_state=seed)
    tested = [np.isin(member, chosen) for _, chosen in splitter.split(people, holds)]
    return [(np.flatnonzero(~test), np.flatnonzero(test)) for test in tested]


def smallest_class(dropped: Floats, groups: Integers) -> int:
    """Number of different people in the smaller class."""
    return min(len(np.unique(groups[dropped == label])) for label in (0.0, 1.0))


def require_both_classes(dropped: Floats, groups: Integers) -> None:
    """Raises TooFewLabelsError where nested folds cannot hold both classes."""
    fewest = FEWEST * FEWEST
    for label, name in ((1.0, "dropped"), (0.0, "held")):
        found = len(np.unique(groups[dropped == label]))
        if found < fewest:
            raise TooFewLabelsError(
                f"the label: {found} different customers {name}, at least {fewest} are needed\n"
                "  Fix: give a month with more labelled customers of both kinds"
            )
