"""Phi-k: how strongly any two fields go together, whatever their kinds.

Baak et al. (2020), Computational Statistics & Data Analysis 152, 107043. One process and the
asymptotic significance: sixteen and several hundred times faster here than the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from phik.phik import phik_matrix
from phik.significance import significance_matrix

from analysis.profile.facts import Association, AssociationMatrix, CollinearPair
from analysis.profile.labelled import Labelled, measured_fields
from analysis.settings import ProfileSettings
from analysis.vocabulary import categorical_features

LABEL = "activity"
FEWEST_VALUES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Associations:
    """What goes with the label, what with what, and which fields nearly repeat each other."""

    with_label: tuple[Association, ...]
    matrix: AssociationMatrix
    collinear: tuple[CollinearPair, ...]


def associate(customers: Labelled, settings: ProfileSettings) -> Associations:
    """Phi-k of every pair of fields; a constant field goes with nothing."""
    features = (*measured_fields(), *categorical_features())
    table = customers.table[list(features)].assign(**{LABEL: _name_label(customers.dropped)})
    phik = _measure_phik(table)
    matrix = AssociationMatrix(
        features=features,
        values=tuple(tuple(row) for row in phik[:-1, :-1].tolist()),
    )
    return Associations(
        with_label=_rank_features(table, phik[:-1, -1]),
        matrix=matrix,
        collinear=_find_collinear(customers.table, matrix, settings.collinear_phik),
    )


def _name_label(dropped: pd.Series[bool]) -> pd.Series[str]:
    return dropped.map({True: "dropped", False: "same"})


def _measure_phik(table: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Phi-k of every column with every other, ones on the diagonal; shape (columns, columns)."""
    varying, measured = _varying_columns(table)
    found = pd.DataFrame()
    if len(varying.columns) >= FEWEST_VALUES:
        found = phik_matrix(varying, interval_cols=measured, njobs=1, verbose=False)
    whole = found.reindex(index=table.columns, columns=table.columns).fillna(0.0)
    values = whole.to_numpy(dtype=np.float64, copy=True)
    np.fill_diagonal(values, 1.0)
    return values


def _varying_columns(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The columns that are not constant, and which of them hold numbers."""
    varying = table.loc[:, table.nunique() >= FEWEST_VALUES]
    return varying, [name for name in measured_fields() if name in varying]


def _rank_features(table: pd.DataFrame, phik: npt.NDArray[np.float64]) -> tuple[Association, ...]:
    """The features by their association with the label, strongest first.

    phik: shape (n_features,), in the order of the table's columns.
    """
    found = [
        Association(
            feature=str(feature),
            phik=float(strength),
            significance=_measure_significance(table[[feature, LABEL]]),
        )
        for feature, strength in zip(table.columns[:-1], phik, strict=True)
    ]
    return tuple(sorted(found, key=lambda row: -row.phik))


def _measure_significance(pair: pd.DataFrame) -> float:
    """The Z score; 0 where one of the two columns is constant."""
    varying, measured = _varying_columns(pair)
    if len(varying.columns) < len(pair.columns):
        return 0.0
    found = significance_matrix(
        varying,
        interval_cols=measured,
        significance_method="asymptotic",
        njobs=1,
        verbose=False,
    ).to_numpy(dtype=np.float64)[0, 1]
    return float(found) if np.isfinite(found) else 0.0


def _find_collinear(
    table: pd.DataFrame, matrix: AssociationMatrix, limit: float
) -> tuple[CollinearPair, ...]:
    """Pairs of features with phi-k of `limit` or more, strongest first."""
    pairs = [
        CollinearPair(
            first=first,
            second=second,
            phik=matrix.values[row][column],
            pearson=_measure_pearson(table, first, second),
        )
        for (row, first), (column, second) in combinations(enumerate(matrix.features), 2)
        if matrix.values[row][column] >= limit
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.phik))


def _measure_pearson(table: pd.DataFrame, first: str, second: str) -> float | None:
    """The linear correlation of two measurements; None where one is a category."""
    if not {first, second} <= set(measured_fields()):
        return None
    return float(table[first].corr(table[second]))
