"""Values that were read but cannot be, and values far from all others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.contracts import Column
from analysis.intake.log import Log, Where, notice, report_cells

# Interquartile ranges beyond the quartiles: Tukey (1977), "Exploratory Data Analysis", section
# 2D, has 3 for "far out"; ten is where a decimal mark was lost rather than a customer special.
FAR = 10.0
# Only where most numbers are: with it, all of the column is divided by 100.
PERCENTAGES = "where the column holds percentages, add the sign % to its name"


def check_range(where: Where, column: Column, values: pd.Series[float]) -> Log:
    """Numbers outside their column's range (index = position)."""
    bound = f"at most {column.maximum:g}" if column.minimum else "at least 0"
    may = "a fraction from 0 to 1" if column.percent else bound
    fix = f"check the number where the table was made: it is {may}"
    low, high = values[values < column.minimum], values[values > column.maximum]
    percentages = column.percent and len(high) > len(values) / 2
    return _report(where, low, "less than", column.minimum, fix) + _report(
        where, high, "more than", column.maximum, PERCENTAGES if percentages else fix
    )


def _report(where: Where, values: pd.Series[float], than: str, limit: float, fix: str) -> Log:
    told = values.map(lambda value: told_apart(value, limit)).astype("str")
    return report_cells(where, told, lambda value: f"{value} is {than} {limit:g}", fix)


def told_apart(value: float, limit: float) -> str:
    """A number with as many digits as it takes to look other than the limit.

    >>> told_apart(3e15, 1e12), told_apart(1000000000001.0, 1e12), told_apart(1.0000001, 1.0)
    ('3e+15', '1000000000001', '1.0000001')
    """
    short = f"{value:g}"
    return repr(value).removesuffix(".0") if float(short) == limit else short


def notice_far(where: Where, values: pd.Series[float]) -> Log:
    """Values far from all others of a column, which are kept: a lost decimal mark, perhaps."""
    far = far_values(values.dropna())
    worst = f"{far.iloc[int(far.abs().argmax())]:g}" if len(far) else ""
    return notice("far_values", where.file, len(far), column=where.column, detail=worst)


def far_values(values: pd.Series[float]) -> pd.Series[float]:
    """Values more than FAR interquartile ranges beyond the quartiles; none where half are equal.

    >>> far_values(pd.Series([1.0, 2.0, 3.0, 4.0, 400.0])).tolist()
    [400.0]
    """
    if values.empty:
        return values
    lower, upper = np.quantile(values, [0.25, 0.75])
    reach = FAR * (upper - lower)
    return values[(values < lower - reach) | (values > upper + reach)] if reach else values.iloc[:0]
