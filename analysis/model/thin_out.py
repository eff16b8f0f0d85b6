"""Which customers of earlier months are learned from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.model.arrays import Integers
from analysis.model.candidates import learner
from analysis.model.features import Rows
from analysis.model.folds import smallest_class

# A random stream of its own for who stands in for those contacted.
STAND_IN = 1
# Of so many with the nearest risk one is drawn; people of each label to tell risks apart by.
NEAREST = 10
LEAST_OF_EACH = 4


def thin_out(rows: Rows, *, most: int, seed: int) -> Rows:
    """The rows without some of earlier months, where these are more than `most`.

    Whoever is in the rows stays with the newest month that is known of them; further months of
    the same people are drawn. Of the scored month, the last, nobody is left out. Months in which
    people were contacted count like known ones; others stand in for them, see `_stand_in`.
    """
    earlier = np.setdiff1d(np.union1d(rows.known, np.flatnonzero(rows.contacted)), rows.scored)
    drawn = pd.DataFrame(
        {
            "group": rows.groups[earlier],
            "month": -rows.month[earlier],
            "draw": np.random.default_rng(seed).random(len(earlier)),
        }
    )
    newest = drawn.sort_values(["month", "draw"]).groupby("group").cumcount() == 0
    ranked = drawn.assign(further=~newest).sort_values(["further", "draw"]).index
    kept = earlier[ranked[: max(most, int(newest.sum()))]]
    contacted = rows.contacted[kept]
    found = _stand_in(rows, kept[contacted], seed)
    return rows.take(np.sort(np.concatenate([rows.scored, kept[~contacted], found])))


def _stand_in(rows: Rows, contacted: Integers, seed: int) -> Integers:
    """For each row of somebody contacted one of somebody left alone although an offer was planned.

    At equal features both would drop as often if nothing were done, but of high risk few are left
    alone, and a model would learn little of them. So one of the nearest in risk stands in for
    each: what is learned from has as many customers of each risk as the store (matching on the
    prognostic score, Hansen (2008), Biometrika 95(2), 481-488). Nobody where too few of either
    label were left alone.
    """
    alone = np.intersect1d(rows.known, np.flatnonzero(rows.left_alone))
    if not len(contacted) or not len(alone):
        return np.empty(0, dtype=np.intp)
    known = rows.known
    if smallest_class(rows.dropped[known], rows.groups[known]) < LEAST_OF_EACH:
        return np.empty(0, dtype=np.intp)
    model = learner("logistic", seed=seed).fit(rows.features.iloc[known], rows.dropped[known])
    ordered, wanted = (
        model.predict_proba(rows.features.iloc[those])[:, 1] for those in (alone, contacted)
    )
    order = np.argsort(ordered, kind="stable")
    drawn = np.random.default_rng([seed, STAND_IN]).integers(0, NEAREST, len(contacted))
    place = np.searchsorted(ordered[order], wanted) - NEAREST // 2 + drawn
    found: Integers = alone[order[np.clip(place, 0, len(alone) - 1)]]
    return found
