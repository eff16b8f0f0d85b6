"""Columns of words: every spelling of a known value read as that value, and logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import Column
from analysis.intake.facts import Notice, Repair
from analysis.intake.numbers import NO_BLANK
from analysis.intake.problems import quoted, report_cells, some
from analysis.intake.spelling import fold, recognise, stands_for_nothing, tidy

# More values that nobody described than this are no categories of goods.
MOST_NEW = 50
# Kind of column -> what its cells may hold besides the described values.
OR_ELSE = {"label": ", or leave the cell blank", "open_choice": ", or name another category"}
LONGEST_NEW = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A column read as kept values: missing where the cell is blank or a problem says why."""

    values: pd.Series[str]
    problems: tuple[DataFileError, ...]
    repairs: tuple[Repair, ...]
    notices: tuple[Notice, ...]


def read_words(file: str, column: Column, cells: pd.Series[str]) -> Words:
    """Cells of text (index = spreadsheet row) as kept values of the column."""
    counts = Counter(cells.tolist())
    # Only the label may be blank, and a program that has nothing to write may write so.
    blank = {t for t in counts if column.kind == "label" and stands_for_nothing(tidy(t))}
    meant = {text: find_meant(text, column) for text in counts if tidy(text) and text not in blank}
    one = {text: found[0] for text, found in meant.items() if len(found) == 1}
    new = [text for text, found in meant.items() if not found and names_something(text)]
    accepted = name_new_values(new, counts) if column.kind == "open_choice" else {}
    kept = {text: column.spellings[source] for text, source in one.items()} | accepted
    repaired = [*one.items(), *accepted.items(), *((text, "") for text in blank)]
    return Words(
        values=cells.map(kept).astype("str"),
        problems=(
            *find_problems(file, column, cells, meant, accepted),
            *refuse_many(file, column, sorted(set(accepted.values()))),
        ),
        repairs=tuple(
            Repair(file=file, column=column.source, found=text, became=name, rows=counts[text])
            for text, name in sorted(repaired)
            if text != name
        ),
        notices=tuple(notice_new(file, column, accepted, counts)),
    )


def find_meant(text: str, column: Column) -> tuple[str, ...]:
    """The source's spellings a text may stand for: one, none, or several equally near.

    A value that other tables know is not allowed here, but must be recognised: «препредыдущий»
    is no slip of «предыдущий». A new category that is called as a known one is kept ("textile")
    would be counted with it: it is taken for it, and logged.
    """
    if column.kind == "open_choice":
        kept = {fold(value): source for source, value in column.spellings.items()}
        if fold(text) in kept:
            return (kept[fold(text)],)
    found = recognise(text, column.spellings)
    return found if set(found) <= set(column.allowed) else ()


def names_something(text: str) -> bool:
    """Whether a text may be the name of a category: not damaged, no stand-in for a blank.

    >>> [names_something(text) for text in ("Сад", "NULL", "—", "???", "Са\ufffd")]
    [True, False, False, False, False]
    """
    name = tidy(text)
    return not stands_for_nothing(name) and len(name) <= LONGEST_NEW and "\ufffd" not in name


def refuse_many(file: str, column: Column, new: Sequence[str]) -> list[DataFileError]:
    """A column with so many values that nobody described that it must hold something else."""
    if len(new) <= MOST_NEW:
        return []
    return [
        DataFileError(
            Place(file, None, column.source),
            f"{len(new):,} values that are not described: {some(new)}",
            fix="check that the column holds categories; describe new ones in "
            "analysis/vocabulary/values.toml",
        )
    ]


def name_new_values(texts: Sequence[str], counts: Counter[str]) -> dict[str, str]:
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


def notice_new(
    file: str, column: Column, accepted: dict[str, str], counts: Counter[str]
) -> list[Notice]:
    """One notice for every new value that was kept as the store writes it."""
    totals: Counter[str] = Counter()
    for text, name in accepted.items():
        totals[name] += counts[text]
    return [
        Notice(key="new_value", file=file, column=column.source, detail=name, count=count)
        for name, count in sorted(totals.items())
    ]


def find_problems(
    file: str,
    column: Column,
    cells: pd.Series[str],
    meant: dict[str, tuple[str, ...]],
    accepted: dict[str, str],
) -> list[DataFileError]:
    """Blank cells (but of the label), unknown values, and slips equally near two values."""
    allowed = ", ".join(f"«{name}»" for name in column.allowed)
    blank = cells[~cells.isin(list(meant))]
    unknown = [text for text, found in meant.items() if not found and text not in accepted]
    unclear = {text: found for text, found in meant.items() if len(found) > 1}

    def is_between(text: str) -> str:
        return f"{quoted(text)} is equally near " + " and ".join(
            f"«{name}»" for name in unclear[text]
        )

    fix = f"write one of: {allowed}" + OR_ELSE.get(column.kind, "")
    return [
        *report_cells(
            file,
            column.source,
            blank if column.kind != "label" else blank.iloc[:0],
            lambda _: "the cell is blank",
            NO_BLANK,
        ),
        *report_cells(
            file,
            column.source,
            cells[cells.isin(unknown)],
            lambda text: f"{quoted(text)} is not a value of this column",
            fix,
        ),
        *report_cells(file, column.source, cells[cells.isin(list(unclear))], is_between, fix),
    ]
