"""Months as people and programs write them: 2026-08, август 2026, 01.08.2026, Aug-26."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel.dates import get_month_names

# A month as a number that counts on over the years: 12 * year + month - 1.
Month = int
YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
MONTH_NUMBER = r"(?P<m>0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
TIME = r"(?:[T ][0-9:.]+)?"
NAME = r"(?P<name>[^\W\d_]{3,})\.?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{YEAR}[-./]{MONTH_NUMBER}(?:[-./]{DAY}{TIME})?",
        r"(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?:[0-3][0-9])?",
        rf"(?:{DAY}[./-])?{MONTH_NUMBER}[-./]{YEAR}{TIME}",
        rf"(?:{DAY}[\s-])?{NAME}[\s.,'-]*{YEAR}(?:\s?г(?:\.|ода?)?)?",
        rf"(?:{DAY}[\s-])?{NAME}[\s.,'-]*(?P<short>[0-9]{{2}})",
        rf"{YEAR}[\s.,-]*{NAME}",
    )
)
# The other way round, as in the United States: the month before the day.
MONTH_FIRST = re.compile(rf"{MONTH_NUMBER}/{DAY}/{YEAR}{TIME}")
# What a spreadsheet makes of "3.09" and "9.90", and of the same with a year.
DATES = tuple(
    re.compile(shape)
    for shape in (
        rf"[0-9]{{1,2}}[\s.-]{NAME}",
        rf"{NAME}[\s.-]?[0-9]{{1,4}}",
        rf"{DAY}[./-](?:0?[1-9]|1[0-2])[./-](?:[0-9]{{4}}|[0-9]{{2}}){TIME}",
        rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{TIME}",
    )
)


def read_month(text: str, *, month_first: bool = False) -> Month | None:
    """The month that a text names with its year, as 12 * year + month - 1; None if it is none.

    month_first: whether "08/01/2026" is a day of August and not of January.

    >>> wanted = 12 * 2026 + 7
    >>> spellings = ("2026-08", "01.08.2026", "август 2026 г.", "Aug-26", "2026-08-01 00:00:00")
    >>> {read_month(text) == wanted for text in spellings}, read_month("8 шт 26")
    ({True}, None)
    """
    name = text.strip()
    shapes = (MONTH_FIRST, *SHAPES) if month_first else SHAPES
    found = next((match for shape in shapes if (match := shape.fullmatch(name))), None)
    if not found:
        return None
    parts = found.groupdict()
    year = int(parts["y"]) if parts.get("y") else 2000 + int(parts["short"])
    number = int(parts["m"]) if parts.get("m") else _number_of(parts["name"])
    return 12 * year + number - 1 if number else None


def read_months(texts: Iterable[str]) -> dict[str, Month]:
    """The month of each text that names one. Slashes are read in the order that fits them all.

    A day that is the same everywhere is no month: 08/01, 09/01 and 10/01 are three months.
    """
    written = list(texts)
    by_day = {text: month for text in written if (month := read_month(text)) is not None}
    by_month = {
        text: month for text in written if (month := read_month(text, month_first=True)) is not None
    }
    more = len(set(by_month.values())) > len(set(by_day.values())) or len(by_month) > len(by_day)
    return by_month if more else by_day


def name_month(month: Month) -> str:
    """How a folder writes it.

    >>> name_month(12 * 2026 + 7)
    '2026-08'
    """
    return f"{month // 12}-{month % 12 + 1:02}"


def looks_like_date(text: str) -> bool:
    """Whether a cell is what a spreadsheet makes of a number that it takes for a date.

    >>> [looks_like_date(text) for text in ("03.сен", "сен.26", "3-Sep", "01.03.2026", "3.09")]
    [True, True, True, True, False]
    """
    found = next((match for shape in DATES if (match := shape.fullmatch(text.strip()))), None)
    return found is not None and bool(_number_of(found.groupdict().get("name", "jan")))


def _number_of(name: str) -> int:
    """1 to 12 for the name of a month or the beginning of one, 0 for any other word."""
    folded = name.casefold().rstrip(".")
    return next((n for known, n in _month_names() if known.startswith(folded)), 0)


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    return tuple(
        (name.casefold().rstrip("."), number)
        for language in ("ru", "en")
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale=language).items()
    )
