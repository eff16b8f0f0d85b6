"""Recognise a name of the tables under a slip of the pen: case, blanks, a wrong letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

# Invisible characters, stripped from every cell: control characters but blanks, the soft hyphen,
# zero-width characters, marks that turn the direction of writing, code points of no character.
INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x1C),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFDD0, 0xFDF0),
        0xFEFF,
        *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
    ]
)
# What stands where a byte or a letter was damaged.
DAMAGED = "\N{REPLACEMENT CHARACTER}"
# Latin letters that look like Cyrillic ones are typed for them; ё and е name the same thing.
LOOKALIKE = str.maketrans("aceopxykmtbhё", "асеорхукмтвне")
# What programs and people write where there is no value.
NOTHING = {
    *("nan", "null", "none", "nil", "na", "n/a", "#n/a", "<na>", "(null)", "(blank)", "\\n"),
    *("#н/д", "н/д", "нд", "нет данных", "нет значения", "не указано", "(пусто)", "пусто"),
}
# A dash, dots or question marks in place of a value. "####" is a number in a narrow column.
PLACEHOLDER = re.compile(r"[-\u2010-\u2015\u2212.…?_ ]+")
BLANKS = re.compile(r"\s+")
JOINTS = re.compile(r"[\s_-]+")
# They tell names apart («6_мес», «премиум+») and are never a slip of the pen.
TELLING = re.compile(r"[0-9]+|\+")
# Shorter names differ from each other by little more than a slip («да» and «на»): exact only.
SHORT, MIDDLING = 3, 12
# Two slips in a word as short make another word («детей» and «дверей»).
SHORT_WORD = 6


def tidy(text: str) -> str:
    """The text without stray blanks and invisible characters, letters composed.

    >>> tidy(" Товары\\u00a0 для детей\\u200b")
    'Товары для детей'
    """
    if text.isascii() and text.isalnum():
        return text  # most cells: nothing to tidy
    visible = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return BLANKS.sub(" ", visible).strip()


def stands_for_nothing(name: str) -> bool:
    """Whether a tidied text is what programs and people write where there is no value.

    >>> [stands_for_nothing(name) for name in ("NULL", "n/a", "—", "", "Na-7")]
    [True, True, True, False, False]
    """
    return name.casefold() in NOTHING or PLACEHOLDER.fullmatch(name) is not None


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """What two spellings of one name have in common.

    >>> fold("Тип_сервиса ") == fold("ТИП  сервиса")
    True
    """
    return JOINTS.sub(" ", tidy(text).casefold().translate(LOOKALIKE))


def recognise(found: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known name that was meant: one, none, or several that are equally near.

    The same name but for case, blanks and look-alike letters always wins. Otherwise the
    nearest by edit distance, if it is near enough as a whole and word by word, and if its
    digits and plus signs are the same.
    """
    names, wanted = tuple(known), fold(found)
    same = tuple(name for name in names if fold(name) == wanted)
    if same:
        return same[:1]
    distances = {
        name: OSA.distance(wanted, fold(name)) for name in names if _may_be(wanted, fold(name))
    }
    close = {
        name: count
        for name, count in distances.items()
        if count <= _tolerance(fold(name)) and _has_same_words(wanted, fold(name))
    }
    nearest = min(close.values(), default=0)
    return tuple(name for name, count in close.items() if count == nearest)


def _may_be(found: str, name: str) -> bool:
    return (
        abs(len(found) - len(name)) <= _tolerance(name)
        and TELLING.findall(found) == TELLING.findall(name)
        and bool(found)
    )


def _has_same_words(found: str, name: str) -> bool:
    """Whether no short word holds more than one slip; a blank lost or added hides the words.

    >>> _has_same_words("товары для дверей", "товары для детей"), _has_same_words("нт", "нет")
    (False, True)
    """
    pairs = list(zip(found.split(), name.split(), strict=False))
    if len(found.split()) != len(name.split()):
        return True
    return all(len(word) > SHORT_WORD or OSA.distance(other, word) <= 1 for other, word in pairs)


def _tolerance(name: str) -> int:
    """How many slips a name of this length forgives."""
    if len(name) <= SHORT:
        return 0
    return 1 if len(name) <= MIDDLING else 2
