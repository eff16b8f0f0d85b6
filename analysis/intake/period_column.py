"""Periods of a monthly table: the store's words for them, or months by name and date."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import PERIOD, Column, TableContract
from analysis.intake.log import NOTHING, Log, Where, notice, problem, report_cells, respell
from analysis.intake.month_text import Month, name_month, read_month, read_months
from analysis.intake.problem_text import quoted, some
from analysis.intake.spelling import fold, recognise, tidy

# How one says "the month before" once more.
BEFORE = re.compile(rf"пре|{fold('before')} ")
OTHER = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPeriods:
    """Kept period of each cell (index = position): missing where it is in doubt.

    unused: cells of months that are not needed. newest: the month that was taken for the current
    one, where months are named.
    """

    values: pd.Series[str]
    unused: pd.Series[bool]
    newest: Month | None
    log: Log


def read_periods(
    where: Where, contract: TableContract, column: Column, cells: pd.Series[str], folder: str
) -> ReadPeriods:
    """Cells of text (index = position) as periods.

    folder: the name of the month's folder; where it is a month, the newest here must be it.
    """
    counts = Counter(cells.tolist())
    words = {text: _meant(text, contract, column) for text in counts}
    months = read_months(tidy(text) for text, meant in words.items() if meant is None)
    dated = {text: months[tidy(text)] for text in counts if tidy(text) in months}
    read = {text: meant for text, meant in words.items() if meant is not None}
    log, newest = NOTHING, None
    if dated:
        newest = max(dated.values())
        by_age = list(contract.periods)[::-1]
        read |= {
            text: by_age[newest - month] if newest - month < len(by_age) else OTHER
            for text, month in dated.items()
        }
        shown = f"{name_month(min(dated.values()))} – {name_month(newest)}"
        log += notice(
            "months_named", where.file, len(set(dated.values())), column=where.column, detail=shown
        ) + _check_folder(where, newest, folder)
    if dated and len(dated) < len(read):
        mixed = "some periods are months, others are words"
        log += problem(
            Place(where.file, None, where.column),
            mixed,
            fix="write the periods one way throughout the file",
        )
    unused = {text for text, period in read.items() if period == OTHER}
    unknown = [text for text in counts if text not in read]
    kept = column.kept
    became = {text: kept[word] for text, word in words.items() if word is not None and word in kept}
    log += _report_unknown(where, column, cells[cells.isin(unknown)])
    if not unknown:
        log += _find_gaps(where, contract, set(read.values()))
    return ReadPeriods(
        values=cells.map({t: p for t, p in read.items() if t not in unused}).astype("str"),
        unused=cells.isin(unused),
        newest=newest,
        log=log
        + notice(
            "unused_months",
            where.file,
            sum(counts[text] for text in unused),
            column=where.column,
            detail=some(sorted(unused)),
        )
        + respell(where, became, counts),
    )


def _meant(text: str, contract: TableContract, column: Column) -> str | None:
    """The period of a word, OTHER for one that this table does not need, None for no period."""
    found = {column.spellings[name] for name in recognise(text, column.spellings)}
    if len(found) == 1:
        (period,) = found
        return period if period in contract.periods else OTHER
    known, name = [fold(name) for name in column.spellings], fold(text)
    while not found and (again := BEFORE.match(name)):
        name = name[again.end() :]
        if recognise(name, known):
            return OTHER
    return None


def _check_folder(where: Where, newest: Month, folder: str) -> Log:
    """The newest month is the folder's, where the folder is named by a month."""
    expected = read_month(folder)
    if expected is None or expected == newest:
        return NOTHING
    return problem(
        Place(where.file, None, where.column),
        f"the newest month is {name_month(newest)}, the folder's {name_month(expected)}",
        fix="put the month's own export into the folder, or name the folder by its newest month",
    )


def _find_gaps(where: Where, contract: TableContract, found: set[str]) -> Log:
    """Periods of which the whole table has no row."""
    shown = contract.periods.keys() - found
    if not shown:
        return NOTHING
    kept = contract.column(PERIOD).kept
    names = ", ".join(f"«{kept[period]}»" for period in contract.periods if period in shown)
    return problem(
        Place(where.file, None, where.column),
        f"there are no rows of {names}",
        fix="export the table again with all its months",
    )


def _report_unknown(where: Where, column: Column, cells: pd.Series[str]) -> Log:
    names = ", ".join(f"«{name}»" for name in column.allowed)
    return report_cells(
        where,
        cells,
        lambda text: f"{quoted(text)} names no period" if tidy(text) else "the period is blank",
        f"export the table with the periods {names}, or with months such as 2026-10",
    )
