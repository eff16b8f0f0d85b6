"""Columns of words: every spelling of a known value read as that value, and logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataFileError
from analysis.intake.contracts import Column
from analysis.intake.facts import Notice, Repair
from analysis.intake.numbers import NO_BLANK
from analysis.intake.problems import report_cells
from analysis.intake.spelling import fold, recognise, tidy


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
    # Known to other tables is not allowed here, but must be recognised: «препредыдущий» is no
    # slip of «предыдущий».
    meant = {
        text: found if set(found) <= set(column.allowed) else ()
        for text, found in ((t, recognise(t, column.spellings)) for t in counts if tidy(t))
    }
    one = {text: found[0] for text, found in meant.items() if len(found) == 1}
    new = name_new_values([text for text, found in meant.items() if not found], counts)
    accepted = new if column.kind == "open_choice" else {}
    kept = {text: column.spellings[source] for text, source in one.items()} | accepted
    repaired = [(text, source) for text, source in [*one.items(), *accepted.items()]]
    return Words(
        values=cells.map(kept).astype("str"),
        problems=tuple(find_problems(file, column, cells, meant, accepted)),
        repairs=tuple(
            Repair(file=file, column=column.source, found=text, became=name, rows=counts[text])
            for text, name in sorted(repaired)
            if text != name
        ),
        notices=tuple(notice_new(file, column, accepted, counts)),
    )


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
        return f"{text!r} is equally near " + " and ".join(f"«{name}»" for name in unclear[text])

    fix = f"write one of: {allowed}"
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
            lambda text: f"{text!r} is not a value of this column",
            fix,
        ),
        *report_cells(file, column.source, cells[cells.isin(list(unclear))], is_between, fix),
    ]
