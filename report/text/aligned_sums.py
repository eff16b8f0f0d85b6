"""Columns of sums: one number of decimals for all, so that the decimals stand under each other."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.vocabulary import Language
from report.text.numbers import COMPACT_FROM, amount, decimals_for, number


def amounts(values: Sequence[float], language: Language) -> list[str]:
    """The sums of one column, each with the decimals that the largest of them is read with.

    >>> amounts([0.04, 8.534, 17.04], "en"), amounts([80.9, 504.2], "en")
    (['0.0', '8.5', '17.0'], ['81', '504'])
    """
    largest = max((abs(value) for value in values), default=0.0)
    if largest >= COMPACT_FROM:
        return [amount(value, language) for value in values]
    return [number(value, language, decimals_for(largest)) for value in values]
