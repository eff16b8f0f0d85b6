"""Folds that keep the classes in proportion and never part a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from analysis.errors import ReportError
from analysis.model.sheet import Floats, Integers

FEWEST = 2
# scikit-learn's splitter of groups weighs them one by one. From so many customers on that takes
# minutes an edition, and a plain split of the groups by label comes out as even: the few groups
# of twins no longer tip a fold.
MANY = 3000
HALF = 0.5


class TooFewLabelsError(ReportError):
    """Not enough customers of one label to learn anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Positions of the customers learned from and of those judged."""

    train: Integers
    test: Integers


def make_folds(dropped: Floats, groups: Integers, *, folds: int, seed: int) -> tuple[Fold, ...]:
    """At most `folds` folds; fewer where a class has too few groups to be in every one."""
    possible = min(folds, smallest_class(dropped, groups))
    if len(dropped) >= MANY:
        return split_people(dropped, groups, folds=possible, seed=seed)
    splitter = StratifiedGroupKFold(possible, shuffle=True, random_state=seed)
    parts = splitter.split(np.zeros((len(dropped), 1)), dropped, groups)
    return tuple(Fold(train=train, test=test) for train, test in parts)


def split_people(dropped: Floats, groups: Integers, *, folds: int, seed: int) -> tuple[Fold, ...]:
    """Folds of whole groups, parted by whether the rarer label is among theirs."""
    people, member = np.unique(groups, return_inverse=True)
    rare = dropped == (dropped.mean() < HALF)
    hold = np.bincount(member, weights=rare) > 0
    splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    tests = [np.isin(member, chosen) for _, chosen in splitter.split(people, hold)]
    return tuple(Fold(train=np.flatnonzero(~test), test=np.flatnonzero(test)) for test in tests)


def smallest_class(dropped: Floats, groups: Integers) -> int:
    """Number of distinct groups in the smaller class."""
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
