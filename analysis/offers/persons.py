"""Who is one person, and on which side of a comparison a person falls."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.segments.conditions import Mask

SPAN = 2**64


def name_persons(groups: pd.Series[int]) -> pd.Series[str]:
    """Each customer's person by the first id that the person has, index as `groups`.

    groups: code of the person, index = customer id. A shorter id counts as an earlier one, as
    stores number their customers, so that a new account of somebody known leaves the name as it
    was.
    """
    ids = pd.Series(groups.index.astype(str), index=groups.index)
    ordered = ids.to_frame("id").assign(length=ids.str.len(), person=groups)
    ordered = ordered.sort_values(["length", "id"])
    return groups.map(ordered.groupby("person")["id"].first())


def draw_share(persons: Sequence[str], share: float, *of_what: str) -> Mask:
    """Whom a draw of this share takes, shape (n_customers,).

    A person is drawn if the SHA-256 of what is drawn for and of the person, as a fraction of its
    range, is below the share. So nobody's side depends on who else is there, on the order of the
    rows or on when the draw is made; the number drawn varies by chance as a binomial's does.
    """
    return np.asarray(_hash_each(persons, of_what) < share, dtype=bool)


def _hash_each(persons: Sequence[str], of_what: Sequence[str]) -> npt.NDArray[np.float64]:
    """A number from 0 to below 1 for each person."""
    texts = ("\n".join((*of_what, person)).encode("utf-8") for person in persons)
    starts = (int.from_bytes(sha256(text).digest()[:8], "big") for text in texts)
    return np.fromiter((start / SPAN for start in starts), dtype=np.float64)


def spread_over_persons(mask: Mask, groups: pd.Series[int]) -> Mask:
    """The mask for everybody who is one person with somebody in it."""
    marked = pd.Series(mask, index=groups.index)
    return marked.groupby(groups.to_numpy()).transform("any").to_numpy(dtype=bool)
