"""The customers as rows of named features, in an order that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.base import Base
from analysis.model.arrays import Floats, Integers
from analysis.vocabulary import categorical_features, numeric_features

NO_LABEL = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Customers in a canonical order that depends on their data alone, never on id or file.

    features: one column per field; numbers are float64 and categories text, NaN where missing.
    dropped: 1, 0 or NaN (no label); groups: code of the person behind the ids; profit: per month.
    places: position of each customer in the base's table.
    """

    features: pd.DataFrame
    dropped: Floats
    groups: Integers
    profit: Floats
    places: Integers

    def __len__(self) -> int:
        return len(self.dropped)

    @property
    def known(self) -> Integers:
        """Positions of the customers whose label is known."""
        return np.flatnonzero(~np.isnan(self.dropped))

    def take(self, positions: Integers) -> Rows:
        """The rows at these positions."""
        return Rows(
            features=self.features.iloc[positions].reset_index(drop=True),
            dropped=self.dropped[positions],
            groups=self.groups[positions],
            profit=self.profit[positions],
            places=self.places[positions],
        )


def make_rows(base: Base) -> Rows:
    """The base as rows. Profit and id are no features; profit only breaks ties of order.

    Neither are fields that too many have no value of.
    """
    table = base.table.drop(columns=list(base.left_out))
    numbers = {name: np.float64 for name in numeric_features() if name in table}
    categories = {name: object for name in categorical_features() if name in table}
    features = table[[*numbers, *categories]].astype({**numbers, **categories})
    features = features.where(features.notna(), np.nan)
    profit = np.asarray(table["profit"], dtype=np.float64)
    dropped = np.asarray(base.dropped, dtype=np.float64)
    order = _canonical_order(features, profit, dropped)
    return Rows(
        features=features.iloc[order].reset_index(drop=True),
        dropped=dropped[order],
        groups=pd.factorize(base.groups.to_numpy()[order])[0].astype(np.intp),
        profit=profit[order],
        places=order,
    )


def _canonical_order(features: pd.DataFrame, profit: Floats, dropped: Floats) -> Integers:
    """Rows sorted by their content, so that neither id nor file order can reach a fold."""
    columns = [
        column if column.dtype == np.float64 else pd.factorize(column, sort=True)[0]
        for _, column in features.items()
    ]
    return np.lexsort((np.nan_to_num(dropped, nan=NO_LABEL), profit, *columns[::-1]))
