"""Who is in a table: every customer, or customer and period, once."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import KEY, PERIOD, PERIOD_SOURCE, TableContract
from analysis.intake.log import NOTHING, Log, Where, and_more, notice, problem
from analysis.intake.problem_text import legible, quoted
from analysis.intake.spelling import recognise


def drop_repeated(
    contract: TableContract, frame: pd.DataFrame, wheres: dict[str, Where], cells: pd.DataFrame
) -> tuple[pd.DataFrame, Log]:
    """The frame (index = position, columns = fields) with equal rows once.

    Rows of one key that differ are a problem; `cells` are their texts as written.
    """
    key = list(contract.key)
    if not key or not set(key) <= set(frame.columns) or not frame.duplicated(key).any():
        return frame, NOTHING
    equal = frame.duplicated()
    left = frame[~equal]
    log = notice("repeated_rows", contract.file, int(equal.sum()))
    differing = left[left.duplicated(key)]
    if len(differing):
        log += _report_differing(contract, left, differing, wheres, cells)
    return left, log


def _report_differing(
    contract: TableContract,
    frame: pd.DataFrame,
    again: pd.DataFrame,
    wheres: dict[str, Where],
    cells: pd.DataFrame,
) -> Log:
    key = list(contract.key)
    second = again.iloc[0]
    same = (frame[key] == second[key]).all(axis=1)
    first = frame[same].iloc[0]
    differ = first.drop(key).compare(second.drop(key)).index
    here, there = int(str(first.name)), int(str(second.name))
    shown = ", ".join(
        f"'{wheres[name].column}' is {quoted(str(cells[name][here]))} there and "
        f"{quoted(str(cells[name][there]))} here"
        for name in differ[:3]
    )
    period = f" with the period «{cells[PERIOD][there]}»" if PERIOD in key else ""
    rows = [int(wheres[KEY].rows.iloc[int(n)]) for n in again.index[1:4]]
    return problem(
        wheres[KEY].at(there),
        f"customer {legible(str(second[KEY]))}{period} is already in row "
        f"{wheres[KEY].at(here).row}, but {shown}{and_more(rows, len(again) - 1)}",
        fix="find out which row is right where the table was made, and export it again",
    )


def find_grain(contract: TableContract, frame: pd.DataFrame, unused: Iterable[str]) -> Log:
    """A table of customers with several rows for each, and a column that says why.

    unused: names of columns beside those of the contract.
    """
    if PERIOD in contract.key or KEY not in frame or not frame[KEY].duplicated().any():
        return NOTHING
    if not any(recognise(name, [PERIOD_SOURCE]) for name in unused):
        return NOTHING
    return problem(
        Place(contract.file, None, PERIOD_SOURCE),
        f"there is a row per customer and period, but {contract.grain} is expected",
        fix="give one row per customer; data_files/README.md says what each column holds",
    )
