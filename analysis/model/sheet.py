"""The customers as the candidates see them: numbers only, in an order that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.base import Base
from analysis.vocabulary import categorical_features, numeric_features

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
NO_LABEL = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Customers in a canonical order that depends on their data alone, never on id or file.

    matrix: (customers, features); a category is the position of its level.
    levels: per feature the category's levels in alphabetical order, empty for a number.
    dropped: 1, 0 or NaN (no label); groups: code of the person behind the ids.
    rows: position of each customer in the base's table.
    """

    matrix: Floats
    names: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    dropped: Floats
    groups: Integers
    profit: Floats
    rows: Integers

    @property
    def numbers(self) -> tuple[int, ...]:
        """Columns that hold numbers."""
        return tuple(i for i, levels in enumerate(self.levels) if not levels)

    @property
    def categories(self) -> tuple[int, ...]:
        """Columns that hold the position of a category's level."""
        return tuple(i for i, levels in enumerate(self.levels) if levels)

    @property
    def labelled(self) -> Integers:
        """Customers whose label is known."""
        return np.flatnonzero(~np.isnan(self.dropped))


def make_sheet(base: Base) -> Sheet:
    """The base as a sheet. Profit and id are no features; profit only breaks ties of order."""
    known = (*numeric_features(), *categorical_features())
    names = tuple(name for name in known if name in base.table.columns)
    coded = [encode(base.table[name]) for name in names]
    matrix = np.column_stack([column for column, _ in coded])
    profit = np.asarray(base.table["profit"], dtype=np.float64)
    dropped = np.asarray(base.dropped, dtype=np.float64)
    order = canonical_order(matrix, profit, dropped)
    return Sheet(
        matrix=matrix[order],
        names=names,
        levels=tuple(levels for _, levels in coded),
        dropped=dropped[order],
        groups=pd.factorize(base.groups.to_numpy()[order])[0].astype(np.intp),
        profit=profit[order],
        rows=order,
    )


def encode(column: pd.Series) -> tuple[Floats, tuple[str, ...]]:
    """One column as numbers, and the levels of a category (none for a number)."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(np.float64), ()
    levels, codes = np.unique(column.to_numpy(dtype=str), return_inverse=True)
    return codes.astype(np.float64), tuple(str(level) for level in levels)


def canonical_order(matrix: Floats, profit: Floats, dropped: Floats) -> Integers:
    """Rows sorted by their content, so that neither id nor file order can reach a fold."""
    label = np.nan_to_num(dropped, nan=NO_LABEL)
    return np.lexsort((label, profit, *matrix.T[::-1]))
