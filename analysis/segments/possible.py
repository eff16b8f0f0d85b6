"""Whether anybody can meet all conditions of a rule, as far as the rule alone tells.

Numbers are compared with numbers and quantiles with quantiles: whether a store's median is above
or below a stated number is unknown before its tables are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

from analysis.errors import SettingsError
from analysis.intake.contracts import LARGEST, describe
from analysis.segments.conditions import (
    ONE_OF,
    QUANTILE,
    Condition,
    Plain,
    stated_values,
    write_out,
)
from analysis.segments.customers import RISK, TRENDS, rule_fields

NUMBERS = "numbers"
LOWER, UPPER = ("above", "at_least", "equals"), ("below", "at_most", "equals")


@dataclass(frozen=True, slots=True)
class _Limit:
    """Where an operator holds on one scale; `scale` is NUMBERS, QUANTILE or a word of its own."""

    scale: str
    op: str
    at: float


def find_impossible(conditions: Sequence[Condition], place: str) -> Iterator[SettingsError]:
    """An error for every field whose conditions nobody can meet, whatever the tables hold."""
    for field in dict.fromkeys(condition.field for condition in conditions):
        same = [condition for condition in conditions if condition.field == field]
        if not _can_meet(same):
            yield SettingsError(
                place,
                f"nobody can meet {write_out(same)}",
                fix=f"change or remove {'one of these' if same[1:] else 'it'}{_say_range(field)}",
            )


def _can_meet(conditions: Sequence[Condition]) -> bool:
    """Whether one value of a field can meet all conditions on it."""
    if rule_fields()[conditions[0].field] != "number":
        return bool(set.intersection(*(set(stated_values(c)) for c in conditions)))
    choices = ([_limit_of(c.op, value) for value in stated_values(c)] for c in conditions)
    return any(_leaves_room(conditions[0].field, limits) for limits in product(*choices))


def _limit_of(op: str, value: Plain) -> _Limit:
    """An operator with one of its values; of a list, each is a choice."""
    at_one = "equals" if op == ONE_OF else op
    if not isinstance(value, str):
        return _Limit(NUMBERS, at_one, float(value))
    if value == "median":
        return _Limit(QUANTILE, at_one, 0.5)
    if value.startswith(QUANTILE):
        return _Limit(QUANTILE, at_one, float(value.removeprefix(QUANTILE)))
    return _Limit(value, at_one, 0.0)


def _leaves_room(field: str, limits: Sequence[_Limit]) -> bool:
    """Whether something lies between the limits on every scale."""
    lowest, highest = _range_of(field)
    ends = {NUMBERS: (lowest, highest), QUANTILE: (0.0, 1.0)}
    for scale in {limit.scale for limit in limits}:
        here = [limit for limit in limits if limit.scale == scale]
        least, most = ends.get(scale, (-inf, inf))
        # Second in each pair: of two equal limits, the one that excludes its end is the stricter.
        low = max([(least, False), *((x.at, x.op == "above") for x in here if x.op in LOWER)])
        high = min([(most, True), *((x.at, x.op != "below") for x in here if x.op in UPPER)])
        if low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1])):
            return False
    return True


def _range_of(field: str) -> tuple[float, float]:
    """The least and the largest number that a field may hold."""
    if field == RISK:
        return 0.0, 1.0
    if field in TRENDS:
        return -1.0, inf
    column = describe(field)
    return column.minimum, column.maximum


def _say_range(field: str) -> str:
    """What a field of numbers may hold, where that is known; otherwise nothing.

    >>> [_say_range(field) for field in ("risk", "failures", "profit", "service")]
    ['; risk is from 0 to 1', '; failures is never below 0', '', '']
    """
    if rule_fields()[field] != "number":
        return ""
    lowest, highest = _range_of(field)
    if highest < LARGEST:
        return f"; {field} is from {lowest:g} to {highest:g}"
    return f"; {field} is never below {lowest:g}" if lowest > -LARGEST else ""
