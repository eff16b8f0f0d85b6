"""The customers as rows of named features, in an order that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.history.outcome import STATE, find_contacted, find_left_alone
from analysis.intake.base import Base
from analysis.model.arrays import Floats, Integers
from analysis.vocabulary import categorical_features, numeric_features

NO_LABEL = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Customers in a canonical order that depends on their data alone, never on id or file.

    features: one column per field; numbers are float64 and categories text, NaN where missing.
    dropped: 1, 0 or NaN (no label); groups: code of the person behind the ids; profit: per month.
    month: which of the months a row is of, 0 = the oldest; places: its position in that month's
    table; ids: the customer's. contacted: whose outcome is left out because an offer may have
    changed it; left_alone: for whom an offer was planned, and who did not get it.
    """

    features: pd.DataFrame
    dropped: Floats
    groups: Integers
    profit: Floats
    month: Integers
    places: Integers
    ids: NDArray[np.object_]
    contacted: NDArray[np.bool_]
    left_alone: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.dropped)

    @property
    def scored(self) -> Integers:
        """Positions of the customers of the scored month, the last."""
        return np.flatnonzero(self.month == self.month.max())

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
            month=self.month[positions],
            places=self.places[positions],
            ids=self.ids[positions],
            contacted=self.contacted[positions],
            left_alone=self.left_alone[positions],
        )


def make_rows(*months: Base) -> Rows:
    """Customers of one or several months as rows, a month's customer a row.

    Profit and id are no features; profit only breaks ties of order. Neither are fields that too
    many have no value of in any of the months.
    """
    left_out = {name for base in months for name in base.left_out}
    table = pd.concat([base.table for base in months]).drop(columns=list(left_out))
    numbers = {name: np.float64 for name in numeric_features() if name in table}
    categories = {name: object for name in (*categorical_features(), STATE) if name in table}
    features = table[[*numbers, *categories]].astype({**numbers, **categories})
    features = features.where(features.notna(), np.nan)
    profit = np.asarray(table["profit"], dtype=np.float64)
    dropped = np.concatenate([base.dropped.to_numpy(dtype=np.float64) for base in months])
    groups = np.concatenate([base.groups.to_numpy() for base in months])
    sizes = [len(base.table) for base in months]
    order = _canonical_order(features, profit, dropped)
    return Rows(
        features=features.iloc[order].reset_index(drop=True),
        dropped=dropped[order],
        groups=pd.factorize(groups[order])[0].astype(np.intp),
        profit=profit[order],
        month=np.repeat(np.arange(len(months)), sizes)[order],
        places=np.concatenate([np.arange(size) for size in sizes])[order],
        ids=table.index.to_numpy(dtype=object)[order],
        contacted=np.concatenate([find_contacted(base) for base in months])[order],
        left_alone=np.concatenate([find_left_alone(base) for base in months])[order],
    )


def _canonical_order(features: pd.DataFrame, profit: Floats, dropped: Floats) -> Integers:
    """Rows sorted by their content, so that neither id nor file order can reach a fold."""
    columns = [
        column if column.dtype == np.float64 else pd.factorize(column, sort=True)[0]
        for _, column in features.items()
    ]
    return np.lexsort((np.nan_to_num(dropped, nan=NO_LABEL), profit, *columns[::-1]))
