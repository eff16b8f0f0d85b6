"""Numbers as exports spell them: marks of decimals and thousands, percent, units, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.intake.column_names import MONEY, words_of
from analysis.intake.contracts import Column
from analysis.intake.facts import NoticeKey
from analysis.intake.log import NOTHING, Log, ReadColumn, Where, join_logs, notice, report_faults
from analysis.intake.month_text import looks_like_date
from analysis.intake.spelling import DAMAGED, stands_for_nothing, tidy

DIGITS = r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?"
NUMBER = re.compile(rf"[+-]?{DIGITS}")
# Groups of three digits: parted by blanks or apostrophes, or by one mark before another, or twice.
GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:[ '’][0-9]{3})+(?:[.,][0-9]*)?"
    r"|(?:,[0-9]{3})+\.[0-9]*|(?:\.[0-9]{3})+,[0-9]*|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})"
)
# "4,472" may be four thousand or four and a bit; "0,472" and "4,47" can only be decimals.
UNCLEAR = {mark: re.compile(rf"[+-]?[1-9][0-9]{{0,2}}\{mark}[0-9]{{3}}") for mark in ",."}
LONG_WHOLE = re.compile(r"[+-]?[1-9][0-9]{3,}")
BRACKETS = re.compile(r"\(([^()+-]+)\)|([0-9][^()+-]*)-")
WITH_WORD = re.compile(r"([(+-]?[0-9][0-9 .,]*\)?)\s?([^\W\d_]+)\.?")
# Separator of cells -> decimal mark, by country.
HABIT = {";": ",", ",": "."}
MINUS = str.maketrans("\u2212\u2013", "--")
# Fractions of a bound that computing leaves: 1.0000000000000002 is 1.
NOISE = 1e-9

NUMBERS = "export the column as numbers"
# One program does this to every column of a file.
LOST_TO_DATES = (
    "the numbers are lost in this file: export it again and open it with these columns as text, "
    "or leave it unopened"
)
MARKS = "write thousands as 4472 and decimals as 4.4720 throughout the file"
# What a cell that cannot be read as a number is -> how to repair it.
FAULTS = {
    "is a date: a spreadsheet has turned numbers into dates": LOST_TO_DATES,
    "is what a spreadsheet shows where a formula failed or a column is too narrow": "repair it "
    "where the table was made, and export it again",
    "is a percentage": "a percentage stands in a column of shares only",
    "may be a percentage or a share among percentages": "write all of the column one way",
    "may be thousands or decimals": MARKS,
    "has another unit than the rest of the column": "write the whole column in one unit",
    "holds a damaged letter": "export the table again, in UTF-8",
    "is not a number": "write a number such as 12.5, or leave the cell blank where it is not known",
}
ERROR_CELL = re.compile(r"#+|#[^ ]+[!?]|#[A-ZА-Я/0]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How a file writes numbers.

    decimal, grouping: the marks that are shown to part decimals, or thousands.
    """

    decimal: frozenset[str]
    grouping: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """The number in a cell's text, and what stood beside its digits."""

    number: str  # "" where the cell is blank
    traits: frozenset[str] = field(default=frozenset())  # "blanks", "brackets", "percent"
    unit: str = ""


def is_number(text: str) -> bool:
    """Whether a text is a number in one of the spellings."""
    number = spell(text).number
    return bool(NUMBER.fullmatch(number) or GROUPED.fullmatch(number))


def spell(text: str, units: frozenset[str] = frozenset()) -> Spelling:
    """Take a cell's text apart; a text that is no number stays as it is, tidied.

    units: words that may stand beside the number.

    >>> spell(" 4\\u00a0472,5 ₽").number, spell("(3,79)").number, spell("24 %").traits
    ('4472,5', '-3,79', frozenset({'percent'}))
    """
    if text.isascii() and text.isdigit():
        return Spelling(number=text)  # most cells
    tidied = tidy(text)
    blanks = frozenset(["blanks"] if tidied != text else [])
    tidied = tidied.translate(MINUS)
    if NUMBER.fullmatch(tidied):
        return Spelling(number=tidied, traits=blanks)
    traits, unit, number = set[str](), "", tidied
    found = MONEY.search(number)
    if found:
        unit, number = found.group().strip(), MONEY.sub("", number, count=1).strip()
    elif number.endswith("%") or number.startswith("%"):
        traits, number = {"percent"}, number.strip("% ")
    elif (words := WITH_WORD.fullmatch(number)) and set(words_of(words[2])) <= units:
        number, unit = words[1].strip(), words[2]
    if bracketed := BRACKETS.fullmatch(number):
        traits, number = traits | {"brackets"}, f"-{(bracketed[1] or bracketed[2]).strip()}"
    if GROUPED.fullmatch(number) or re.fullmatch(r"[+-] ?[0-9].*", number):
        plain = re.sub("[ '’]", "", number)
        traits, number = traits | ({"blanks"} if plain != number else set()), plain
    if not (NUMBER.fullmatch(number) or GROUPED.fullmatch(number)):
        return Spelling(number=tidied)
    return Spelling(number=number, traits=frozenset(traits), unit=unit)


def find_marks(columns: Iterable[Iterable[str]], separator: str) -> Marks:
    """Which marks part decimals and thousands in the number columns of one file (their texts).

    A mark parts thousands where another follows it or where it stands twice in a number; it
    parts decimals where it follows such a mark and where it can do nothing else ("0,5", "12.25").
    Where one mark alone is used and every such number is like "4.472", it parts decimals if a
    number of four digits stands without it beside, or if all numbers have it and it is what the
    country uses whose exports have this separator. Otherwise nobody can tell.
    """
    numbers = [[spell(text).number for text in texts] for texts in columns]
    marked = [[n for n in column if "," in n or "." in n] for column in numbers]
    decimal, grouping = set[str](), set[str]()
    for number in {n for column in marked for n in column}:
        if GROUPED.fullmatch(number):
            marks = [letter for letter in number if letter in ",."]
            grouping.update(marks[:-1])
            (decimal if len(set(marks)) > 1 else grouping).add(marks[-1])
        elif NUMBER.fullmatch(number):
            decimal.update(m for m in ",." if m in number and not UNCLEAR[m].fullmatch(number))
    used = {letter for column in marked for n in column if NUMBER.fullmatch(n) for letter in n}
    used &= {",", "."}
    if used == {",", "."} and not grouping:
        return Marks(decimal=frozenset(), grouping=frozenset())
    if used and not decimal and not grouping and _is_habit(next(iter(used)), numbers, separator):
        decimal |= used
    return Marks(decimal=frozenset(decimal), grouping=frozenset(grouping))


def _is_habit(mark: str, columns: Sequence[Sequence[str]], separator: str) -> bool:
    texts = [text for column in columns if any(mark in n for n in column) for text in column]
    texts = [text for text in texts if NUMBER.fullmatch(text)]
    if any(LONG_WHOLE.fullmatch(text) for text in texts):
        return True
    return HABIT.get(separator) == mark and all(mark in text for text in texts)


def read_numbers(
    where: Where, column: Column, cells: pd.Series[str], marks: Marks, *, percents: bool = False
) -> ReadColumn:
    """Cells of text (index = position) as float64; NaN where there is no value or a problem.

    percents: the header says that the numbers are percentages, if most are above 1.
    """
    units = frozenset(words_of(column.units))
    counts = Counter(cells.tolist())
    spelled = {text: spell(text, units) for text in counts}
    missing = {t for t, s in spelled.items() if not s.number or stands_for_nothing(s.number)}
    values = {t: _to_float(s.number, marks) for t, s in spelled.items() if t not in missing}
    faults = {t: _fault_of(t, spelled[t]) for t, v in values.items() if np.isnan(v)}
    shares, unclear = _read_percents(column, spelled, values, counts, percents=percents)
    odd, log = _compare_units(where, spelled, values, counts)
    faults |= unclear | odd
    read = values | shares | dict.fromkeys([*missing, *faults], float("nan"))
    bounded = {text: _without_noise(value, column) for text, value in read.items()}
    touched: dict[NoticeKey, Iterable[str]] = {
        "blanks_in_numbers": [text for text in values if "blanks" in spelled[text].traits],
        "brackets": [text for text in values if "brackets" in spelled[text].traits],
        "thousands": [text for text in values if _is_grouped(spelled[text].number, marks)],
        "percent": shares,
        "rounding_noise": [t for t, v in bounded.items() if v != read[t] and not np.isnan(v)],
    }
    log += join_logs(
        notice(key, where.file, sum(counts[text] for text in texts), column=where.column)
        for key, texts in touched.items()
    )
    log += report_faults(where, cells, faults, FAULTS)
    return ReadColumn(
        values=cells.map(bounded).astype("float64") + 0.0,  # "-0" is 0
        missing=cells.isin(missing),
        log=log,
    )


def _decimal_mark(number: str, marks: Marks) -> str | None:
    """The mark that parts decimals, "" where all part thousands, None where it is unclear."""
    if GROUPED.fullmatch(number):
        there = [letter for letter in number if letter in ",."]
        return there[-1] if len(set(there)) > 1 else ""
    mark = "," if "," in number else "."
    if NUMBER.fullmatch(number) and not UNCLEAR[mark].fullmatch(number):
        return mark
    if not NUMBER.fullmatch(number) or (mark in marks.decimal) == (mark in marks.grouping):
        return None
    return mark if mark in marks.decimal else ""


def _is_grouped(number: str, marks: Marks) -> bool:
    return GROUPED.fullmatch(number) is not None or _decimal_mark(number, marks) == ""


def _to_float(number: str, marks: Marks) -> float:
    """The number, or NaN where the text is none or is unclear."""
    decimal = _decimal_mark(number, marks)
    if decimal is None:
        return float("nan")
    plain = "".join(letter for letter in number if letter not in ",." or letter == decimal)
    value = float(plain.replace(",", "."))
    return value if np.isfinite(value) else float("nan")


def _fault_of(text: str, spelling: Spelling) -> str:
    """Why a text cannot be read as a number: a key of FAULTS."""
    name = tidy(text)
    if NUMBER.fullmatch(spelling.number) and np.isfinite(float(spelling.number.replace(",", "."))):
        return "may be thousands or decimals"
    if looks_like_date(name):
        return "is a date: a spreadsheet has turned numbers into dates"
    if ERROR_CELL.fullmatch(name):
        return "is what a spreadsheet shows where a formula failed or a column is too narrow"
    return "holds a damaged letter" if DAMAGED in text else "is not a number"


def _read_percents(
    column: Column,
    spelled: Mapping[str, Spelling],
    values: Mapping[str, float],
    counts: Mapping[str, int],
    *,
    percents: bool,
) -> tuple[dict[str, float], dict[str, str]]:
    """Percentages as fractions in a column of shares, and faults, as they are in any other.

    A bare number among percentages is a share only where those are few.
    """
    signed = {text for text in values if "percent" in spelled[text].traits}
    if not column.percent:
        return {}, dict.fromkeys(signed, "is a percentage")
    above = sum(counts[text] for text, value in values.items() if value > 1 + NOISE)
    if percents and above > sum(counts[text] for text, value in values.items() if 0 < value <= 1):
        return {text: _hundredth(value) for text, value in values.items()}, {}
    bare = [t for t, value in values.items() if t not in signed and value]
    many = sum(counts[t] for t in signed) > sum(counts[t] for t in bare)
    unclear = "may be a percentage or a share among percentages"
    fractions = {text: _hundredth(values[text]) for text in signed}
    return fractions, dict.fromkeys(bare, unclear) if many else {}


def _hundredth(value: float) -> float:
    """A percentage as a fraction, without noise: 24.4 % is 0.244."""
    return round(value / 100, 12)


def _compare_units(
    where: Where,
    spelled: Mapping[str, Spelling],
    values: Mapping[str, float],
    counts: Mapping[str, int],
) -> tuple[dict[str, str], Log]:
    """The unit that a whole column states, as a proposal; cells of another unit as faults."""
    units = Counter[str]()
    for text, value in values.items():
        if not np.isnan(value) or spelled[text].unit:
            units[spelled[text].unit.casefold().rstrip(".")] += counts[text]
    if not set(units) - {""}:
        return {}, NOTHING
    usual = units.most_common(1)[0][0]
    odd = [t for t in values if spelled[t].unit.casefold().rstrip(".") != usual]
    odd = [text for text in odd if not np.isnan(values[text])]
    shown = next((s.unit for s in spelled.values() if s.unit.casefold().rstrip(".") == usual), "")
    log = notice("unit_found", where.file, 1 if usual else 0, column=where.column, detail=shown)
    return dict.fromkeys(odd, "has another unit than the rest of the column"), log


def _without_noise(value: float, column: Column) -> float:
    """The bound where a number lies beyond it by what computing leaves."""
    bound = min(max(value, column.minimum), column.maximum)
    return bound if abs(value - bound) <= NOISE else value
