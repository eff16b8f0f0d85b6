"""What happens to the features before a model sees them: one pipeline per combination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectPercentile, VarianceThreshold, f_classif
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    OneHotEncoder,
    RobustScaler,
    StandardScaler,
)

from analysis.model.engineered import Recipe, append_engineered, possible_recipes
from analysis.model.sheet import Floats, Sheet

SCALERS = {
    "standard": StandardScaler,
    "minmax": MinMaxScaler,
    "robust": RobustScaler,
}
EVERYTHING = 100
ENGINEERED = "engineered=yes"
LARGEST = 1e300


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One way to prepare the features. `keep`: percent of the columns that are kept."""

    scaler: str
    keep: int = EVERYTHING
    engineered: bool = False

    def __str__(self) -> str:
        made = f", {ENGINEERED}" if self.engineered else ""
        return f"scaler={self.scaler}, keep={self.keep}%{made}"


def preparation_pipeline(
    preparation: Preparation, sheet: Sheet, recipes: Sequence[Recipe] = ()
) -> Pipeline:
    """Engineer, scale numbers and split categories, drop constants, keep the best columns.

    recipes: engineered features to add where the preparation does not add them all.
    Everything is fitted on the customers that are learned from and on no others.
    """
    used = possible_recipes(sheet.names) if preparation.engineered else tuple(recipes)
    made = range(len(sheet.names), len(sheet.names) + len(used))
    numbers = [*sheet.numbers, *made]
    scaler = "passthrough" if preparation.scaler == "none" else SCALERS[preparation.scaler]()
    steps = [
        (
            "engineer",
            FunctionTransformer(append_engineered, kw_args={"names": sheet.names, "used": used}),
        ),
        (
            "columns",
            ColumnTransformer(
                [
                    ("numbers", scaler, numbers),
                    (
                        "categories",
                        OneHotEncoder(handle_unknown="ignore", sparse_output=False),
                        list(sheet.categories),
                    ),
                ]
            ),
        ),
        ("constant", VarianceThreshold()),
    ]
    if preparation.keep < EVERYTHING:
        steps.append(("select", SelectPercentile(separation, percentile=preparation.keep)))
    return Pipeline(steps)


def separation(features: Floats, dropped: Floats) -> tuple[Floats, Floats]:
    """F statistic and p-value of each column, (columns,) each.

    A column that parts the labels without a rest has an infinite one: no fault, but a
    percentile beside it must stay a number.
    """
    with np.errstate(divide="ignore"):
        statistic, p_value = f_classif(features, dropped)
    return np.minimum(statistic, LARGEST), p_value
