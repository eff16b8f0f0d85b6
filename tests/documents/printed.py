"""Numbers as they are printed, read back in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.vocabulary import Language

BLANK = "\N{NO-BREAK SPACE}"
DIGITS: Mapping[Language, str] = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
    "ru": rf"\d{{1,3}}(?:{BLANK}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?",
}
GROUP: Mapping[Language, str] = {"en": ",", "ru": BLANK}
POINT: Mapping[Language, str] = {"en": ".", "ru": ","}
MILLIONS = re.compile(rf"(?:M\b|[{BLANK} ]млн)")
# Words with digits in them, dotted names and dates: no quantity.
NAME = re.compile(
    r"[^\W\d_]+[\w.]*\d[\w.-]*"  # F1, d37e1, results.v1
    r"|\d+(?:\.\d+){2,}\w*"  # 1.9.1
    r"|\d{4}-\d{2}(?:-\d{2})?"  # 2026-10
    r"|\d+[^\W\d_]\w*"  # 6m, 25th
    r"|[\w-]+\.(?:csv|xlsx|json|toml|txt|md|py)\b"
    r"|[^\W\d_]+(?:-[^\W\d_]+)*-\d+\b"  # UTF-8, cp-1251
)
NUMBER = {
    language: re.compile(
        rf"(?P<bound>[<>])?(?P<sign>[+−±])?(?P<digits>{digits})"
        rf"(?P<percent>[{BLANK} ]?%|-процентн\w+|[{BLANK} ](?:pp\b|п\.[{BLANK} ]п\.))?"
    )
    for language, digits in DIGITS.items()
}
# "89–93%": the sign after the second end stands for both.
SHARED = {
    language: re.compile(
        rf"(?:–|[{BLANK} ]?…[{BLANK} ]?|[{BLANK} ](?:to|до|и|and)[{BLANK} ])"
        rf"[+−]?(?:{digits})(?:[{BLANK} ]?%|[{BLANK} ](?:pp\b|п\.[{BLANK} ]п\.))"
    )
    for language, digits in DIGITS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One number as it stands on the page.

    value: in the printed scale; decimals: digits after the point; bound: "<", ">" or "".
    """

    text: str
    start: int
    value: float
    decimals: int
    percent: bool
    millions: bool = False
    bound: str = ""

    @property
    def key(self) -> tuple[float, int, bool, bool, str]:
        """What must be the same in the other language."""
        return (self.value, self.decimals, self.percent, self.millions, self.bound)


def numbers(text: str, language: Language) -> Iterator[Printed]:
    """Every number of a run of text, names with digits left out."""
    names = [found.span() for found in NAME.finditer(text)]
    for found in NUMBER[language].finditer(text):
        if any(start <= found.start("digits") < end for start, end in names):
            continue
        yield one(found, text, language)


def one(found: re.Match[str], text: str, language: Language) -> Printed:
    """The number of one match."""
    digits = found["digits"].replace(GROUP[language], "").replace(POINT[language], ".")
    rest = text[found.end() :]
    sign = -1 if found["sign"] == "−" else 1
    millions = MILLIONS.match(text, found.end("digits")) is not None
    return Printed(
        text=found.group().strip(),
        start=found.start(),
        value=sign * float(digits),
        decimals=len(digits.partition(".")[2]),
        percent=bool(found["percent"]) or SHARED[language].match(rest) is not None,
        millions=millions,
        bound=found["bound"] or "",
    )


def names_with_digits(text: str) -> list[str]:
    """The words that `numbers` leaves out."""
    return [found.group() for found in NAME.finditer(text) if re.search(r"\d", found.group())]
