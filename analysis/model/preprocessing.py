"""What happens to the features before a classifier sees them, as steps of its pipeline."""

from __future__ import annotations

from warnings import catch_warnings, simplefilter

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.feature_selection import SelectPercentile, f_classif
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from analysis.model.arrays import Floats
from analysis.model.engineered import NONE, Engineer

LARGEST = 1e300


def prepared(model: BaseEstimator | None, *, scale: bool = True, keep: int = 100) -> Pipeline:
    """The classifier behind its preprocessing; without a classifier, the preprocessing alone.

    Steps: engineer features, fill and scale numbers and split categories, keep the `keep`
    percent of the columns that tell the labels apart best. A missing number is the median, with
    a column that says so; a missing category is a level of its own. Everything is learned from
    the customers that the classifier learns from and from no others.
    """
    fill = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    # Trees ask only for the order of values.
    scaler = StandardScaler() if scale else "passthrough"
    number = make_column_selector(dtype_include="number")
    category = make_column_selector(dtype_exclude="number")
    split = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = ColumnTransformer(
        [
            ("numbers", Pipeline([("fill", fill), ("scale", scaler)]), number),
            ("categories", split, category),
        ]
    )
    select = SelectPercentile(_separation, percentile=keep)
    steps = [("engineer", Engineer(NONE)), ("columns", columns), ("select", select)]
    return Pipeline([*steps, ("model", model)] if model is not None else steps)


def _separation(features: Floats, dropped: Floats) -> tuple[Floats, Floats]:
    """F statistic and p-value of each column, (columns,) each.

    A constant column has none and counts least. A column that parts the labels without a rest
    has an infinite one, and a percentile beside it must stay a number.
    """
    with catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        simplefilter("ignore", UserWarning)
        statistic, p_value = f_classif(features, dropped)
    return np.minimum(np.nan_to_num(statistic, nan=-1.0, posinf=LARGEST), LARGEST), p_value
