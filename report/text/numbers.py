"""Numbers as readers of each language write them. Pure: every rule is a doctest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_compact_decimal, format_decimal, parse_pattern

from analysis.estimate import Estimate
from analysis.vocabulary import Language

# PT Sans has this blank but not the narrow one.
BLANK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
# From here on a sum is read as millions: "12.3M".
COMPACT_FROM = 10_000_000
# Whole percent below and above which a share would be rounded to nothing or to everything.
LEAST, MOST = 0.005, 0.995
# Sums below these are read with one and with two decimals.
ONE_DECIMAL_BELOW, TWO_DECIMALS_BELOW = 100, 10
# No more than these, however small a value is.
MOST_DECIMALS = 6


# An edition prints some seventeen thousand numbers, most of them several times.
@cache
def _written(value: float, language: Language, decimals: int) -> str:
    rounded = round(value, decimals) + 0.0
    return str(_pattern(decimals).apply(rounded, Locale(language))).replace("-", MINUS)


@cache
def _pattern(decimals: int) -> NumberPattern:
    """Grouped digits and so many decimals, read by Babel once and not for each number."""
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


def span(low: str, high: str) -> str:
    """Two formatted ends as a range; a shared percent sign or unit is written once.

    >>> span("89%", "93%"), span("0.89", "0.93"), span("−2", "3"), span("5", "5")
    ('89–93%', '0.89–0.93', '−2 … 3', '5')
    """
    if low == high:
        return low
    tail = BLANK + "%" if high.endswith(BLANK + "%") else "%" if high.endswith("%") else ""
    bare = low.removesuffix(tail) if tail else low
    return f"{bare} … {high}" if MINUS in low + high else f"{bare}{DASH}{high}"


def measure_decimals(values: Sequence[float], usual: int) -> int:
    """The usual decimals, or as many more as it takes to round no score to nothing or to all.

    >>> measure_decimals([0.914, 0.93], 2), measure_decimals([0.996, 0.9996], 2)
    (2, 4)
    >>> measure_decimals([0.0, 1.0], 2), measure_decimals([0.004], 3)
    (2, 3)
    """
    inner = [value for value in values if 0 < value < 1]
    for decimals in range(usual, MOST_DECIMALS):
        if all(0 < round(value, decimals) < 1 for value in inner):
            return decimals
    return MOST_DECIMALS


def _decimals_for(value: float) -> int:
    """How many decimals a sum of this size is read with.

    >>> _decimals_for(0), _decimals_for(3.2), _decimals_for(32), _decimals_for(320)
    (0, 2, 1, 0)
    >>> _decimals_for(0.0041)
    4
    """
    if value == 0 or abs(value) >= ONE_DECIMAL_BELOW:
        return 0
    return 1 if abs(value) >= TWO_DECIMALS_BELOW else enough_decimals(value, 2)


def enough_decimals(value: float, usual: int) -> int:
    """The usual decimals, or as many as two digits of a smaller value need.

    A store may count its revenue in thousands, and few customers meet a failure at all.

    >>> enough_decimals(4620.0, 0), enough_decimals(4.62, 0), enough_decimals(0.0462, 1)
    (0, 1, 3)
    >>> enough_decimals(0.0, 1), enough_decimals(1e-12, 1)
    (1, 6)
    """
    if value == 0:
        return usual
    return min(max(usual, 1 - floor(log10(abs(value)))), MOST_DECIMALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers as the readers of one language write them.

    unit: that of profit; store: the name of the store.
    """

    language: Language
    unit: str = ""
    store: str = ""

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with grouped digits and a fixed number of decimals.

        >>> en.number(1234.56, 1), ru.number(1234.56, 1).replace(BLANK, "_")
        ('1,234.6', '1_234,6')
        >>> en.number(-0.04, 1), ru.number(-12)
        ('0.0', '−12')
        """
        return _written(value, self.language, decimals)

    def plain(self, value: float) -> str:
        """A number with as many decimals as it has, up to three: for ticks of an axis.

        >>> en.plain(4.0), ru.plain(0.25), en.plain(12500.0)
        ('4', '0,25', '12,500')
        """
        written = format_decimal(value + 0.0, "#,##0.###", locale=self.language)
        return str(written).replace("-", MINUS)

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number that always shows its sign, zero apart.

        >>> en.signed(0.31, 1), ru.signed(-0.31, 1), en.signed(0.01, 1)
        ('+0.3', '−0,3', '0.0')
        """
        sign = "+" if round(value, decimals) > 0 else ""
        return sign + self.number(value, decimals)

    def percent(self, fraction: float) -> str:
        """A fraction as a whole percentage that never rounds something to nothing.

        >>> [en.percent(f) for f in (0.124, 0.0004, 0.9996, 0.0, 1.0, -0.05)]
        ['12%', '<1%', '>99%', '0%', '100%', '−5%']
        >>> ru.percent(0.124) == "12" + BLANK + "%"
        True
        """
        sign = BLANK + "%" if self.language == "ru" else "%"
        if 0 < fraction < LEAST:
            return "<1" + sign
        if MOST < fraction < 1:
            return ">99" + sign
        return self.number(100 * fraction) + sign

    def interval(self, estimate: Estimate, decimals: int = 2) -> str:
        """The ends of an estimate's 95 % interval.

        >>> ru.interval(Estimate(value=0.91, low=0.89, high=0.93))
        '0,89–0,93'
        """
        return span(self.number(estimate.low, decimals), self.number(estimate.high, decimals))

    def measure(self, value: float, decimals: int = 2) -> str:
        """A score from 0 to 1, such as ROC-AUC, that reads as perfect only where it is.

        >>> [en.measure(value) for value in (0.914, 0.996, 1.0)]
        ['0.91', '0.996', '1.00']
        """
        return self.number(value, measure_decimals([value], decimals))

    def measure_interval(self, estimate: Estimate, decimals: int = 2) -> str:
        """The ends of a score's 95 % interval, both with the same decimals.

        >>> en.measure_interval(Estimate(value=0.91, low=0.89, high=0.93))
        '0.89–0.93'
        >>> en.measure_interval(Estimate(value=0.996, low=0.99, high=0.9996))
        '0.9900–0.9996'
        """
        ends = (estimate.low, estimate.high)
        return self.interval(estimate, measure_decimals(ends, decimals))

    def percent_interval(self, estimate: Estimate) -> str:
        """The ends of the interval of a fraction, as percentages.

        >>> en.percent_interval(Estimate(value=0.4, low=0.35, high=0.45))
        '35–45%'
        >>> en.percent_interval(Estimate(value=0.98, low=0.88, high=0.998))
        '88–100%'
        """
        # An end may touch nothing or everything, as "88–>99%" could not be read.
        low = 0.0 if estimate.low < LEAST else estimate.low
        high = 1.0 if estimate.high > MOST else estimate.high
        return span(self.percent(low), self.percent(high))

    def amount(self, value: float) -> str:
        """A sum for readers: decimals while it is small, millions once it is large.

        >>> [en.amount(v) for v in (4.236, 52.31, 1954.4, 12_345_678, -0.5)]
        ['4.24', '52.3', '1,954', '12.3M', '−0.50']
        """
        if abs(value) >= COMPACT_FROM:
            short = format_compact_decimal(value, locale=self.language, fraction_digits=1)
            return str(short).replace("-", MINUS)
        return self.number(value, _decimals_for(value))

    def money(self, value: float) -> str:
        """A sum with its unit.

        >>> en.money(1954.4).replace(BLANK, " ")
        '1,954 units'
        """
        return f"{self.amount(value)}{BLANK}{self.unit}".rstrip()

    def money_span(self, low: float, high: float) -> str:
        """From one sum to another, both with the decimals of the larger.

        >>> en.money_span(95.2, 301).replace(BLANK, " ")
        '95–301 units'
        """
        return f"{self.amount_span(low, high)}{BLANK}{self.unit}".rstrip()

    def amount_span(self, low: float, high: float) -> str:
        """From one sum to another without their unit.

        >>> en.amount_span(95.2, 301), en.amount_span(4.2, 12_345_678)
        ('95–301', '4.20–12.3M')
        """
        return span(*self.amounts((low, high)))

    def month(self, name: str) -> str:
        """A month folder's name as a reader says it; another name is shown as it is.

        >>> ru.month("2026-10"), en.month("2026-10"), en.month("one_click")
        ('октябрь 2026', 'October 2026', 'one_click')
        """
        found = MONTH.fullmatch(name)
        if found is None:
            return name
        day = date(int(found[1]), int(found[2]), 1)
        return str(format_date(day, "LLLL y", locale=self.language))

    def amounts(self, values: Sequence[float]) -> list[str]:
        """The sums of one column, each with the decimals that the largest of them is read with.

        >>> en.amounts([0.04, 8.534, 17.04]), en.amounts([80.9, 504.2])
        (['0.0', '8.5', '17.0'], ['81', '504'])
        """
        largest = max((abs(value) for value in values), default=0.0)
        if largest >= COMPACT_FROM:
            return [self.amount(value) for value in values]
        return [self.number(value, _decimals_for(largest)) for value in values]

    def signed_amount(self, value: float) -> str:
        """A change of a sum, its sign always shown.

        >>> en.signed_amount(120.35), en.signed_amount(-4.2), en.signed_amount(0.0)
        ('+120', '−4.20', '0')
        """
        return ("+" if value > 0 else "") + self.amount(value)

    def amount_change(self, estimate: Estimate) -> str:
        """A change of a sum and its interval, all with the decimals of the largest.

        >>> en.amount_change(Estimate(value=55.1, low=-66.0, high=176.4))
        '+55 (−66…176)'
        """
        value, low, high = self.amounts((estimate.value, estimate.low, estimate.high))
        return f"{'+' if estimate.value > 0 else ''}{value} ({low}…{high})"

    def point_change(self, estimate: Estimate) -> str:
        """A change of a share in percentage points, and its interval.

        >>> en.point_change(Estimate(value=0.028, low=-0.01, high=0.046))
        '+2.8 (−1.0…4.6)'
        """
        low, high = (self.number(100 * end, 1) for end in (estimate.low, estimate.high))
        return f"{self.signed(100 * estimate.value, 1)} ({low}…{high})"
