"""Columns of words: every spelling of a known value read as that value, and logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import CONSENT, LABEL, Column
from analysis.intake.facts import Repair
from analysis.intake.log import NOTHING, Log, Where, join_logs, notice, problem, report_cells
from analysis.intake.problem_text import quoted, some
from analysis.intake.read_column import ReadColumn
from analysis.intake.spelling import DAMAGED, fold, recognise, stands_for_nothing, tidy

# More values that nobody described than this are no categories of goods.
MOST_NEW = 50
LONGEST_NEW = 1000
NO_CONSENT = "no"
ALSO = {"label": ", or leave the cell blank", "open_choice": ", or name another category"}
# What a label may be written as without saying which of the two it means.
CODES = ("0", "1", "2", "0.0", "1.0", "2.0", "true", "false", "да", "нет", "yes", "no")
DAMAGED_FIX = "export the table again, in UTF-8"


def read_words(where: Where, column: Column, cells: pd.Series[str]) -> ReadColumn:
    """Cells of text (index = position) as kept values of the column.

    A blank is a missing value, and a blank consent is no consent.
    """
    counts = Counter(cells.tolist())
    blank = {text for text in counts if not tidy(text) or stands_for_nothing(tidy(text))}
    meant = {text: _find_meant(text, column) for text in counts if text not in blank}
    one = {text: found[0] for text, found in meant.items() if len(found) == 1}
    new = [text for text, found in meant.items() if not found and _may_name(text)]
    accepted = _name_new_values(new, counts) if column.kind == "open_choice" else {}
    kept = {text: column.spellings[name] for text, name in one.items()} | accepted
    if column.field == CONSENT:
        kept |= dict.fromkeys(blank, NO_CONSENT)
    became = {text: _shown(name, column) for text, name in one.items()} | accepted
    stand_ins = {text: "" for text in blank if tidy(text)}
    repairs = tuple(
        Repair(file=where.file, column=where.column, found=text, became=name, rows=counts[text])
        for text, name in sorted({**became, **stand_ins}.items())
        if text != name
    )
    blanks = sum(counts[text] for text in blank) if column.field == CONSENT else 0
    log = Log(repairs=repairs) + notice("blank_consent", where.file, blanks, column=where.column)
    return ReadColumn(
        values=cells.map(kept).astype("str"),
        missing=cells.isin(blank),
        log=log
        + _find_problems(where, column, cells, meant, accepted)
        + _refuse_many(where, sorted(set(accepted.values())))
        + _notice_new(where, accepted, counts),
    )


def _shown(name: str, column: Column) -> str:
    """The source's own spelling of what a spelling means."""
    return column.kept[column.spellings[name]]


def _find_meant(text: str, column: Column) -> tuple[str, ...]:
    """The spellings of values that a text may stand for: one, none, or several equally near."""
    found = recognise(text, column.spellings) if DAMAGED not in text else ()
    values = dict.fromkeys(column.spellings[name] for name in found)
    if len(values) == 1:
        return found[:1]
    return tuple(column.kept[value] for value in values)


def _may_name(text: str) -> bool:
    """Whether a text may be the name of a category: not damaged, no stand-in for a blank.

    >>> [_may_name(text) for text in ("Сад", "###", "Са\ufffd", "#REF!")]
    [True, False, False, False]
    """
    name = tidy(text)
    return len(name) <= LONGEST_NEW and DAMAGED not in name and not name.startswith("#")


def _refuse_many(where: Where, new: Sequence[str]) -> Log:
    """A column with so many values that nobody described that it must hold something else."""
    if len(new) <= MOST_NEW:
        return NOTHING
    return problem(
        Place(where.file, None, where.column),
        f"{len(new):,} values that are not described: {some(new)}",
        fix="check that the column holds categories; describe new ones in "
        "analysis/vocabulary/values.toml",
    )


def _name_new_values(texts: Sequence[str], counts: Counter[str]) -> dict[str, str]:
    """Each text nobody described -> how the store writes it: its most frequent spelling.

    Spellings that differ by case, blanks or look-alike letters only are one value.
    """
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        spellings.setdefault(fold(text), Counter())[tidy(text)] += counts[text]
    best = {
        folded: min(tidied, key=lambda name: (-tidied[name], name))
        for folded, tidied in spellings.items()
    }
    return {text: best[fold(text)] for text in texts}


def _notice_new(where: Where, accepted: Mapping[str, str], counts: Mapping[str, int]) -> Log:
    """One notice for every new value that was kept as the store writes it."""
    totals = Counter[str]()
    for text, name in accepted.items():
        totals[name] += counts[text]
    return join_logs(
        notice("new_value", where.file, count, column=where.column, detail=name)
        for name, count in sorted(totals.items())
    )


def _find_problems(
    where: Where,
    column: Column,
    cells: pd.Series[str],
    meant: Mapping[str, tuple[str, ...]],
    accepted: Mapping[str, str],
) -> Log:
    """Damaged letters, unknown values, digits for the label, slips equally near two values."""
    allowed = ", ".join(f"«{name}»" for name in column.allowed)
    unknown = [text for text, found in meant.items() if not found and text not in accepted]
    damaged = [text for text in unknown if DAMAGED in text]
    coded = [t for t in unknown if column.field == LABEL and _is_code(t)]
    unclear = {text: found for text, found in meant.items() if len(found) > 1}
    codes = ", ".join(quoted(text) for text in sorted(map(tidy, coded))[:4])
    fix = f"write one of: {allowed}{ALSO.get(column.kind, '')}"
    own = f", or say in [values.{column.field}] of the settings which of them it means"

    def is_between(text: str) -> str:
        names = " and ".join(f"«{name}»" for name in unclear[text])
        return f"{quoted(text)} is equally near {names}"

    rest = [text for text in unknown if text not in damaged and text not in coded]
    return (
        report_cells(
            where,
            cells[cells.isin(damaged)],
            lambda text: f"{quoted(text)} holds a damaged letter",
            DAMAGED_FIX,
        )
        + report_cells(
            where,
            cells[cells.isin(coded)],
            lambda _: f"the codes {codes} do not say which of them is a drop",
            f'say it in the section [values.{column.field}] of the settings, e.g. "1" = "dropped"',
        )
        + report_cells(
            where,
            cells[cells.isin(rest)],
            lambda text: f"{quoted(text)} is not a value of this column",
            fix + own,
        )
        + report_cells(where, cells[cells.isin(list(unclear))], is_between, fix)
    )


def _is_code(text: str) -> bool:
    """Whether a label is a code that means nothing by itself: 0 and 1, true and false.

    >>> [_is_code(text) for text in ("1", "0.0", "TRUE", "да", "Выросла")]
    [True, True, True, True, False]
    """
    return tidy(text).casefold() in CODES
