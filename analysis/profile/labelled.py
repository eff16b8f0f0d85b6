"""The customers whose label is known, and how their fields are read as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.intake.base import Base
from analysis.vocabulary import categorical_features, fields, numeric_features


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Labelled customers; table, dropped (True or False) and groups share one index."""

    table: pd.DataFrame
    dropped: pd.Series[bool]
    groups: pd.Series[int]


def keep_labelled(base: Base) -> Labelled:
    """Those of the base whose label is not blank."""
    known = base.dropped.notna()
    return Labelled(
        table=base.table[known],
        dropped=base.dropped[known].astype(bool),
        groups=base.groups[known],
    )


def measured_fields() -> tuple[str, ...]:
    """The numeric fields, profit included: people expect it to differ."""
    return (*numeric_features(), "profit")


def yes_no_fields() -> tuple[str, ...]:
    """The fields that are answered with yes or no, read as the share of yes."""
    return tuple(name for name in categorical_features() if fields()[name].kind == "yes_no")


def read_numbers(table: pd.DataFrame, field: str) -> npt.NDArray[np.float64]:
    """One field as numbers, shape (n_customers,): yes is 1, no is 0."""
    column = table[field]
    if fields()[field].kind == "yes_no":
        return np.asarray(column == "yes", dtype=np.float64)
    return column.to_numpy(dtype=np.float64)
