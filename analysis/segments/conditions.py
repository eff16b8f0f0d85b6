"""A condition on one field of a customer, as the rule files state it.

    { field = "profit", op = "at_least", value = "quantile 0.75" }

A value of a field of numbers is a number, or a word that stands for one: "mean", "median",
"quantile Q" (of the whole base), or "high_risk" (the setting risk.high_risk).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Annotated, TypeAlias

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from analysis.errors import SettingsError
from analysis.segments.customers import RISK, rule_fields, rule_values
from analysis.settings import Section

# For annotations only: the documents read the rules, and importing pandas takes 0.3 s.
if TYPE_CHECKING:
    import pandas as pd

Mask: TypeAlias = npt.NDArray[np.bool_]
Plain: TypeAlias = float | str

ORDER: Mapping[str, Callable[[pd.Series[float], float], pd.Series[bool]]] = {
    "above": gt,
    "at_least": ge,
    "below": lt,
    "at_most": le,
    "equals": eq,
}
ONE_OF = "one_of"
WORD_OPERATORS = ("equals", ONE_OF)
QUANTILE = "quantile"
WORDS_FOR_NUMBERS = 'a number, "mean", "median", "quantile 0.75" (any from 0 to 1)'


def _plain_value(value: object, read: ValidatorFunctionWrapHandler) -> object:
    """A number, a word or a list of them. Raises ValueError for anything else."""
    try:
        if not isinstance(value, bool):
            return read(value)
    except ValidationError:
        pass
    raise ValueError("write a number, a word, or a list of either")


class Condition(Section):
    """One condition as written; `value` is a list for one_of only."""

    field: str
    op: str
    value: Annotated[float | str | tuple[float | str, ...], WrapValidator(_plain_value)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A condition with its words turned into numbers, ready to be applied.

    threshold: the number or the words that the field is held against, as a tuple.
    """

    condition: Condition
    threshold: tuple[Plain, ...]


def check_condition(condition: Condition, place: str) -> None:
    """Raises SettingsError for a field, an operator or a value that does not exist."""
    kinds = rule_fields()
    if condition.field not in kinds:
        raise _wrong(place, f"there is no field {condition.field!r}", sorted(kinds))
    numeric = kinds[condition.field] == "number"
    allowed = (*ORDER, ONE_OF) if numeric else WORD_OPERATORS
    if condition.op not in allowed:
        raise _wrong(place, f"{condition.op!r} is no operator for {condition.field!r}", allowed)
    _check_shape(condition, place)
    for value in stated_values(condition):
        if numeric:
            _check_number(condition.field, value, place)
        elif value not in rule_values(condition.field):
            raise _wrong(
                place, f"{condition.field!r} is never {value!r}", rule_values(condition.field)
            )


def _check_shape(condition: Condition, place: str) -> None:
    """Raises SettingsError unless one_of has a list, and every other operator one value."""
    listed = isinstance(condition.value, tuple)
    if listed == (condition.op == ONE_OF) and condition.value != ():
        return
    fix = 'write a list, e.g. ["a", "b"]' if condition.op == ONE_OF else "write one value"
    found = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    raise SettingsError(place, f"{condition.op!r} cannot be used with {found!r}", fix=fix)


def _check_number(field: str, value: Plain, place: str) -> None:
    """Raises SettingsError unless the value is a number or a word that stands for one."""
    if not isinstance(value, str) or value in ("mean", "median"):
        return
    if value == "high_risk" and field == RISK:
        return
    if _is_quantile(value):
        return
    choices = WORDS_FOR_NUMBERS + (', "high_risk"' if field == RISK else "")
    raise SettingsError(place, f"{value!r} is no threshold for {field!r}", fix=f"write {choices}")


def _is_quantile(value: str) -> bool:
    word, _, level = value.partition(" ")
    try:
        return word == QUANTILE and 0 <= float(level) <= 1
    except ValueError:
        return False


def _wrong(place: str, problem: str, allowed: Sequence[str]) -> SettingsError:
    return SettingsError(place, problem, fix=f"write one of {', '.join(allowed)}")


def stated_values(condition: Condition) -> tuple[Plain, ...]:
    """The value, or the values, that a condition names."""
    return condition.value if isinstance(condition.value, tuple) else (condition.value,)


def resolve(condition: Condition, customers: pd.DataFrame, high_risk: float) -> Test:
    """The condition with "mean", "quantile 0.75" and the like taken from all customers."""
    numeric = rule_fields()[condition.field] == "number"
    column = customers[condition.field]
    threshold = tuple(
        _find_number(value, column, high_risk) if numeric else value
        for value in stated_values(condition)
    )
    return Test(condition=condition, threshold=threshold)


def _find_number(value: Plain, column: pd.Series[float], high_risk: float) -> float:
    """The number that a value stands for; a column without numbers has no mean: NaN."""
    if not isinstance(value, str):
        return float(value)
    if value == "high_risk":
        return high_risk
    if value == "mean":
        return float(column.mean())
    if value == "median":
        return float(column.median())
    return float(column.quantile(float(value.removeprefix(QUANTILE))))


def _holds(test: Test, customers: pd.DataFrame) -> Mask:
    """For which customers the condition holds, shape (n_customers,); never for a blank."""
    column = customers[test.condition.field]
    if test.condition.op == ONE_OF:
        return column.isin(list(test.threshold)).to_numpy(dtype=bool)
    compare = ORDER[test.condition.op]
    return np.asarray(compare(column, test.threshold[0]), dtype=bool)  # type: ignore[arg-type]


def all_hold(tests: Sequence[Test], customers: pd.DataFrame) -> Mask:
    """For which customers every condition holds; all customers where there is none."""
    kept: Mask = np.ones(len(customers), dtype=bool)
    for test in tests:
        kept = kept & _holds(test, customers)
    return kept


def write_out(conditions: Sequence[Condition]) -> str:
    """The conditions as one line, e.g. "profit above mean and service equals premium"."""
    return " and ".join(f"{c.field} {c.op} {write_value(c)}" for c in conditions)


def write_value(condition: Condition) -> str:
    """The value of a condition as the file states it."""
    stated = stated_values(condition)
    return ", ".join(value if isinstance(value, str) else f"{value:g}" for value in stated)
