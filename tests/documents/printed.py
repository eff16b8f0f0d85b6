"""Numbers as they are printed, read back in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.offers.rules import read_offers
from analysis.segments.rules import read_rules, rule_vocabulary
from analysis.vocabulary import Language

BLANK = "\N{NO-BREAK SPACE}"
B = rf"[{BLANK} ]"
DIGITS: Mapping[Language, str] = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
    "ru": rf"\d{{1,3}}(?:{BLANK}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?",
}
GROUP: Mapping[Language, str] = {"en": ",", "ru": BLANK}
POINT: Mapping[Language, str] = {"en": ".", "ru": ","}
MILLIONS = re.compile(rf"(?:M\b|{B}млн)")
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
        rf"(?P<percent>{B}?%|-процентн\w+|{B}(?:pp\b|п\.{B}п\.))?"
    )
    for language, digits in DIGITS.items()
}
# "89–93%": the sign after the second end stands for both.
SHARED = {
    language: re.compile(
        rf"(?:–|{B}?…{B}?|{B}(?:to|до|и|and){B})"
        rf"[+−]?(?:{digits})(?:{B}?%|{B}(?:pp\b|п\.{B}п\.))"
    )
    for language, digits in DIGITS.items()
}
# Numbers that are no facts: of figures and tables, of confidence, of a scale.
STRUCTURE: Mapping[Language, tuple[str, ...]] = {
    "en": (
        rf"\b(?:Figure|Table){B}\d+",
        r"\bDecision \d\b",
        r"\b95%(?= intervals?\b)",
        r"(?<=\()95%(?=:)",
        r"(?<=, )95%(?=\))",
        r"\b95 cases of 100\b",
        r"\bin 100\b",
        r"\bfrom 0 to 100 per cent\b",
        r"\(0\.5 is guessing\)",
    ),
    "ru": (
        rf"\b(?:Рисунок|Рисунк\w+|Таблиц\w+){B}\d+",
        r"\bРешение \d\b",
        r"\b95(?:%-н|-процентн)\w+",
        rf"(?<=\()95{B}%(?=:)",
        rf"(?<=, )95{B}%(?=\))",
        r"\b95 случаях из 100\b",
        r"\bиз 100\b",
        r"\bот 0 до 100 процентов\b",
        rf"\(0,5{B}– угадывание\)",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One number as it stands on the page.

    value: in the printed scale; decimals: digits after the point; bound: "<", ">" or "".
    """

    text: str
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
        if not any(start <= found.start("digits") < end for start, end in names):
            yield _one(found, text, language)


def _one(found: re.Match[str], text: str, language: Language) -> Printed:
    digits = found["digits"].replace(GROUP[language], "").replace(POINT[language], ".")
    return Printed(
        text=found.group().strip(),
        value=(-1 if found["sign"] == "−" else 1) * float(digits),
        decimals=len(digits.partition(".")[2]),
        percent=bool(found["percent"] or SHARED[language].match(text, found.end())),
        millions=MILLIONS.match(text, found.end("digits")) is not None,
        bound=found["bound"] or "",
    )


def names_with_digits(text: str) -> list[str]:
    """The words that `numbers` leaves out."""
    return [found.group() for found in NAME.finditer(text) if re.search(r"\d", found.group())]


def without_structure(text: str, language: Language) -> str:
    """The text without numbers that are no facts, names that hold one among them."""
    return _structure(language).sub(" · ", text)


@cache
def _structure(language: Language) -> re.Pattern[str]:
    fields = (words for f in rule_vocabulary().values() for words in (f.label, f.short) if words)
    rules = (rule.name for rule in read_rules().segments.values())
    offers = (offer.name for offer in read_offers().offers.values())
    names = {words.in_language(language) for words in (*fields, *rules, *offers)}
    numbered = sorted((n for n in names if re.search(r"\d", n)), key=len, reverse=True)
    named = (re.escape(name).replace(r"\ ", r"\s+") for name in numbered)
    return re.compile("|".join((*named, *STRUCTURE[language])), re.IGNORECASE)
