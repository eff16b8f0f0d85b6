"""Values that were read but cannot be: below or above what a column may hold."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import REVENUE, Column, TableContract
from analysis.intake.facts import Notice
from analysis.intake.problems import SHOWN, report_places

TOO_LOW, TOO_HIGH = "too low", "too high"
# Interquartile ranges beyond the quartiles: Tukey (1977), "Exploratory Data Analysis", section
# 2D, has 3 for "far out"; ten is where a decimal mark was lost rather than a customer special.
FAR = 10.0


def find_impossible(contract: TableContract, frame: pd.DataFrame) -> list[DataFileError]:
    """Numbers outside their column's range (frame: index = spreadsheet row, columns = fields)."""
    columns = [c for c in contract.columns if c.kind == "number" and c.field in frame]
    schema = pa.DataFrameSchema({column.field: range_of(column) for column in columns})
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return report(contract.file, columns, errors.failure_cases)
    return []


def range_of(column: Column) -> pa.Column:
    """The column's range; a missing number has been reported where it was read."""
    checks = [
        pa.Check.ge(column.minimum, name=TOO_LOW, error=TOO_LOW),
        pa.Check.le(column.maximum, name=TOO_HIGH, error=TOO_HIGH),
    ]
    return pa.Column(float, checks, nullable=True)


def report(file: str, columns: Sequence[Column], cases: pd.DataFrame) -> list[DataFileError]:
    """The failures of pandera, column by column, in the order of the rows."""
    problems: list[DataFileError] = []
    for column in columns:
        for check in (TOO_LOW, TOO_HIGH):
            wrong = cases[(cases["column"] == column.field) & (cases["check"] == check)]
            problems.extend(report_range(file, column, check, wrong.sort_values("index")))
    return problems


def report_range(file: str, column: Column, check: str, wrong: pd.DataFrame) -> list[DataFileError]:
    """The first few values beyond one end of the range, and the count of the rest."""
    too_low = check == TOO_LOW
    limit = column.minimum if too_low else column.maximum
    beyond = "less" if too_low else "more"
    shown = [
        (
            Place(file, int(row), column.source),
            f"{told_apart(float(value), limit)} is {beyond} than {limit:g}",
        )
        for row, value in zip(wrong["index"][:SHOWN], wrong["failure_case"][:SHOWN], strict=True)
    ]
    return report_places(shown, len(wrong), say_range(column, too_low=too_low))


def told_apart(value: float, limit: float) -> str:
    """A number with as many digits as it takes to look other than the limit.

    >>> told_apart(3e15, 1e12), told_apart(1000000000001.0, 1e12), told_apart(1.0000001, 1.0)
    ('3e+15', '1000000000001', '1.0000001')
    """
    short = f"{value:g}"
    return repr(value).removesuffix(".0") if float(short) == limit else short


def say_range(column: Column, *, too_low: bool) -> str:
    """What a column may hold, at the end where a value lies beyond it."""
    if not too_low and column.maximum == 1.0:
        return "give a fraction from 0 to 1, e.g. 0.75 for 75 %"
    limit, end = (column.minimum, "least") if too_low else (column.maximum, "most")
    return f"give a number that is at {end} {limit:g}"


def notice_far(contract: TableContract, frame: pd.DataFrame) -> list[Notice]:
    """Columns with values far from all others, which are kept: a lost decimal mark, perhaps.

    Revenue has a rule of its own, which sets customers aside.
    """
    notices: list[Notice] = []
    for column in contract.columns:
        if column.kind != "number" or column.field not in frame or contract.file == REVENUE.file:
            continue
        far = far_values(frame[column.field].dropna())
        if len(far):
            worst = f"{far.iloc[int(far.abs().argmax())]:g}"
            notices.append(
                Notice(
                    key="far_values",
                    file=contract.file,
                    column=column.source,
                    detail=worst,
                    count=len(far),
                )
            )
    return notices


def far_values(values: pd.Series[float]) -> pd.Series[float]:
    """Values more than FAR interquartile ranges beyond the quartiles; none where half are equal.

    >>> far_values(pd.Series([1.0, 2.0, 3.0, 4.0, 400.0])).tolist()
    [400.0]
    """
    lower, upper = values.quantile(0.25), values.quantile(0.75)
    reach = FAR * (upper - lower)
    return values[(values < lower - reach) | (values > upper + reach)] if reach else values.iloc[:0]
