"""Which column a header means: its names in both languages, with units or sums around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from analysis.intake.contracts import DESCRIBED, PERIOD, Column, TableContract
from analysis.intake.month_text import read_month
from analysis.intake.spelling import fold, recognise
from analysis.vocabulary import fields

WORD = re.compile(r"[^\W_]+|[₽$€%]")
# What pivots and queries put before the name of what they add up.
SUM_WORDS = "сумма по полю sum of total итого всего"
# For what is a customer's mean or state, the mean of a customer's single row is the same.
MEAN_WORDS = "среднее значение average avg mean"
# A sum of money in a header or a cell: it is no part of the number, but worth proposing as unit.
MONEY = re.compile(
    r"(?:(?:тыс|млн)\.?\s?)?(?:₽|руб(?:\.|лей|ля|ль)?|р\.|rub\b|rur\b|usd\b|eur\b|[$€])",
    re.IGNORECASE,
)
# No name is longer; a text that is holds something else.
LONGEST_NAME = 120
MONEY_WORDS = "тыс млн руб рублей рубля рубль р rub rur usd eur ₽ $ €"


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, as `fold` makes them comparable.

    >>> words_of("Прибыль, тыс. руб.") == words_of("money[Прибыль тыс руб]")[1:]
    True
    """
    return tuple(WORD.findall(fold(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedColumn:
    """A column with its names as `words_of` has them, and the words that may stand beside one."""

    column: Column
    names: frozenset[str]
    beside: frozenset[str]


def match_names(contract: TableContract, found: Sequence[str]) -> dict[int, Column]:
    """Position -> column of the contract that the name there means, from left to right.

    A column whose name is right is never lost to a neighbour whose name is nearly so: names
    that are equal come first, then those with units or sums around them, then slips of the pen.
    Where several names are equally good for one column, all are there.
    """
    texts = {n: name for n, name in enumerate(found) if len(name) <= LONGEST_NAME}
    words = {place: " ".join(words_of(name)) for place, name in texts.items()}
    claims: dict[int, Column] = {}
    for meant in (_is_name, _holds_name, _is_slip):
        taken = {column.field for column in claims.values()}
        left = [known for known in _known(contract) if known.column.field not in taken]
        for place in [place for place in words if place not in claims and words[place]]:
            fits = [known.column for known in left if meant(words[place], known)]
            if len(fits) == 1:
                claims[place] = fits[0]
    return {place: claims[place] for place in sorted(claims)}


def _known(contract: TableContract) -> tuple[NamedColumn, ...]:
    own = tuple(column.names for column in contract.columns)
    return _name_columns(contract.file, own)


@cache
def _name_columns(file: str, names: tuple[tuple[str, ...], ...]) -> tuple[NamedColumn, ...]:
    contract = next(table for table in DESCRIBED if table.file == file)
    return tuple(
        NamedColumn(
            column=replace(column, names=own),
            names=frozenset(" ".join(words_of(name)) for name in (column.source, *own)),
            beside=_beside(column, contract),
        )
        for column, own in zip(contract.columns, names, strict=True)
    )


def _is_name(words: str, known: NamedColumn) -> bool:
    return words in known.names


def _holds_name(words: str, known: NamedColumn) -> bool:
    """Whether the name is there among words that say nothing else."""
    padded = f" {words} "
    return any(
        known.beside.issuperset(padded.replace(f" {name} ", " ", 1).split())
        for name in known.names
        if f" {name} " in padded
    )


def _is_slip(words: str, known: NamedColumn) -> bool:
    return not words.isdecimal() and bool(recognise(words, known.names))


def _beside(column: Column, contract: TableContract) -> frozenset[str]:
    """Words that may stand beside the column's name without changing what it holds."""
    mean = "" if column is contract.measure and contract.periods else MEAN_WORDS
    money = MONEY_WORDS if column.money else ""
    sums = f"{SUM_WORDS} {mean}" if column.kind == "number" else ""
    return frozenset(words_of(f"{contract.stem} {column.units} {money} {sums}"))


def unit_in(name: str) -> str:
    """The unit of money that a name or a cell states, "" where there is none.

    >>> unit_in("Прибыль, тыс. руб."), unit_in("Прибыль")
    ('тыс. руб.', '')
    """
    found = MONEY.search(name)
    return found.group().strip() if found else ""


def match_periods(contract: TableContract, found: Sequence[str]) -> dict[int, str]:
    """Position -> period, where a table has a column per period: its spelling, or the month.

    "Выручка_текущий_месяц" and "revenue_current" name a period, and so does "Выручка 2026-08".
    """
    if not contract.periods:
        return {}
    meant = {place: _period_in(contract, name) for place, name in enumerate(found)}
    return {place: period for place, period in meant.items() if period}


def _period_in(contract: TableContract, name: str) -> str:
    known, measure = _known(contract)[-1], contract.measure
    if len(name) > LONGEST_NAME:
        return ""
    for period, names in _wide_names(contract.file).items():
        if " ".join(words_of(name)) in names:
            return period
    beside = known.beside | set(words_of(" ".join((measure.source, *measure.names))))
    parts = re.split(r"[\s_:;,()\[\]'\"]+", name)
    left = " ".join(part for part in parts if not beside.issuperset(words_of(part)))
    if left and read_month(left) is not None:
        return left
    column = contract.column(PERIOD)
    meant = recognise(left, column.spellings) if left else ()
    return column.kept[column.spellings[meant[0]]] if len(meant) == 1 else ""


@cache
def _wide_names(file: str) -> Mapping[str, frozenset[str]]:
    """Period as the source spells it -> names of the field that it fills."""
    contract = next(table for table in DESCRIBED if table.file == file)
    kept = contract.column(PERIOD).kept
    return {
        kept[period]: frozenset(
            " ".join(words_of(name)) for name in (field, *fields()[field].names)
        )
        for period, field in contract.periods.items()
    }
