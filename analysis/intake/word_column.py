"""Columns of words: every spelling of a known value read as that value, and logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import CONSENT, LABEL, Column
from analysis.intake.log import (
    NOTHING,
    Log,
    ReadColumn,
    Where,
    join_logs,
    notice,
    problem,
    report_cells,
    report_faults,
    respell,
)
from analysis.intake.problem_text import quoted, some
from analysis.intake.spelling import DAMAGED, fold, recognise, stands_for_nothing, tidy

# More values that nobody described than this are no categories of goods.
MOST_NEW = 50
LONGEST_NEW = 1000
NO_CONSENT = "no"
ALSO = {"label": ", or leave the cell blank", "open_choice": ", or name another category"}
# What a label may be written as without saying which of the two it means.
CODES = ("0", "1", "2", "0.0", "1.0", "2.0", "true", "false", "да", "нет", "yes", "no")


def read_words(where: Where, column: Column, cells: pd.Series[str]) -> ReadColumn:
    """Cells of text (index = position) as kept values of the column.

    A blank is a missing value, and a blank consent is no consent.
    """
    counts = Counter(cells.tolist())
    blank = {text for text in counts if _is_blank(text, column)}
    meant = {text: _find_meant(text, column) for text in counts if text not in blank}
    one = {text: found[0] for text, found in meant.items() if len(found) == 1}
    new = [text for text, found in meant.items() if not found and _may_name(text)]
    accepted = _name_new_values(new, counts) if column.kind == "open_choice" else {}
    kept = {text: column.spellings[name] for text, name in one.items()} | accepted
    if column.field == CONSENT:
        kept |= dict.fromkeys(blank, NO_CONSENT)
    shown = column.kept
    became = {text: shown[column.spellings[name]] for text, name in one.items()} | accepted
    became |= {text: "" for text in blank if tidy(text)}
    blanks = sum(counts[text] for text in blank) if column.field == CONSENT else 0
    return ReadColumn(
        values=cells.map(kept).astype("str"),
        missing=cells.isin(blank),
        log=respell(where, became, counts)
        + notice("blank_consent", where.file, blanks, column=where.column)
        + _find_problems(where, column, cells, meant, accepted)
        + _log_new(where, accepted, counts),
    )


def read_texts(cells: pd.Series[str]) -> ReadColumn:
    """Cells of text (index = position) as they are but for blanks around; "" where none is."""
    names = {text: tidy(text) for text in cells.unique().tolist()}
    said = {text: "" if stands_for_nothing(name) else name for text, name in names.items()}
    values = cells.map(said)
    return ReadColumn(values=values, missing=values.eq(""), log=NOTHING)


def _is_blank(text: str, column: Column) -> bool:
    """Whether a cell says nothing; a dash is a word where the column has it among its words."""
    name = tidy(text)
    return not name or (stands_for_nothing(name) and name not in column.spellings)


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


def _log_new(where: Where, accepted: Mapping[str, str], counts: Mapping[str, int]) -> Log:
    """A notice for every new value, or a problem where they are too many to be categories."""
    totals = Counter[str]()
    for text, name in accepted.items():
        totals[name] += counts[text]
    if len(totals) <= MOST_NEW:
        return join_logs(
            notice("new_value", where.file, count, column=where.column, detail=name)
            for name, count in sorted(totals.items())
        )
    return problem(
        Place(where.file, None, where.column),
        f"{len(totals):,} values that are not described: {some(sorted(totals))}",
        fix="check that the column holds categories; describe new ones in "
        "analysis/vocabulary/values.toml",
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
    fix = f"write one of: {allowed}{ALSO.get(column.kind, '')}"
    values = f"[values.{column.field}]"
    unknown = [text for text, found in meant.items() if not found and text not in accepted]
    coded = [text for text in unknown if column.field == LABEL and _is_code(text)]
    codes = ", ".join(quoted(text) for text in sorted(map(tidy, coded))[:4])
    fixes = {
        "holds a damaged letter": "export the table again, in UTF-8",
        f"the codes {codes} do not say which of them is a drop": f"say it in the section {values} "
        'of the settings, e.g. "1" = "dropped"',
        "is not a value of this column": f"{fix}, or say in {values} of the settings which of them "
        "it means",
    }
    damage, code, other = fixes
    faults = {
        text: damage if DAMAGED in text else code if text in coded else other for text in unknown
    }
    near = {
        text: " and ".join(f"«{name}»" for name in found)
        for text, found in meant.items()
        if len(found) > 1
    }
    return report_faults(where, cells, faults, fixes) + report_cells(
        where,
        cells[cells.isin(list(near))],
        lambda text: f"{quoted(text)} is equally near {near[text]}",
        fix,
    )


def _is_code(text: str) -> bool:
    """Whether a label is a code that means nothing by itself: 0 and 1, true and false.

    >>> [_is_code(text) for text in ("1", "0.0", "TRUE", "да", "Выросла")]
    [True, True, True, True, False]
    """
    return tidy(text).casefold() in CODES
