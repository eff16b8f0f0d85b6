"""Every number of `results.json` with its path, and whether a printed number is one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeAlias

from tests.documents.printed import Printed, numbers

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
MILLION = 1_000_000
# What is too close to nothing or to everything to be rounded.
BOUNDS = {("<", 1.0, True), (">", 99.0, True), ("<", 0.001, False)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number of the results: where it stands, and how it is written there."""

    path: str
    value: float
    whole: bool  # a count, printed without decimals


def facts_of(value: Json, path: str = "") -> Iterator[Fact]:
    """The numbers below `value`; those inside texts (a rule, a name) count as well."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, dict):
        for key, below in value.items():
            yield from facts_of(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from facts_of(below, f"{path}.{place}")
    elif isinstance(value, str):
        for found in numbers(value, "en"):
            scale = 0.01 if found.percent else 1.0
            yield Fact(path=path, value=found.value * scale, whole=False)
    else:
        yield Fact(path=path, value=float(value), whole=isinstance(value, int))


@dataclass(frozen=True, slots=True)
class Scope:
    """The facts that one part of a document may print."""

    facts: tuple[Fact, ...]

    def meant_by(self, printed: Printed) -> Iterator[Fact]:
        """The facts that, formatted as the number is, give that number."""
        return (fact for fact in self.facts if says(fact, printed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of one thing: a segment, a model, a bar; and those that any sentence may use."""

    path: str
    own: Scope
    base: Scope

    def holds(self, row: Iterable[Printed]) -> bool:
        """Whether all of the numbers are among the facts."""
        return all(self.fields(printed) for printed in row)

    def fields(self, printed: Printed) -> set[str]:
        """What the number may be of the record: "share", "roc_auc.low"; a base fact by its path."""
        own = {fact.path.removeprefix(self.path) for fact in self.own.meant_by(printed)}
        return own | {fact.path for fact in self.base.meant_by(printed)}


def scope(facts: Sequence[Fact], patterns: Iterable[str]) -> Scope:
    """The facts whose paths match one of the patterns."""
    kept: list[Fact] = []
    for pattern in patterns:
        kept += [fact for fact in facts if fnmatchcase(fact.path, pattern)]
    return Scope(tuple(kept))


def records(facts: Sequence[Fact], patterns: Iterable[str], base: Scope) -> list[Record]:
    """Every record whose path matches a pattern."""
    found: dict[str, list[Fact]] = {}
    for pattern in patterns:
        depth = pattern.count(".") + 1
        for fact in facts:
            record = ".".join(fact.path.split(".")[:depth])
            if record != fact.path and fnmatchcase(record, pattern):
                found.setdefault(record, []).append(fact)
    return [Record(path=path, own=Scope(tuple(own)), base=base) for path, own in found.items()]


def says(fact: Fact, printed: Printed) -> bool:
    """Whether the fact, rounded as it is printed, is the printed number."""
    if printed.percent and (abs(fact.value) > 1 or fact.whole):
        return False
    value = fact.value * (100 if printed.percent else 1) / (MILLION if printed.millions else 1)
    if printed.bound:
        if (printed.bound, printed.value, printed.percent) not in BOUNDS:
            return False
        return value < printed.value if printed.bound == "<" else value > printed.value
    if fact.whole and not printed.millions:
        return value == printed.value and not printed.decimals
    half = 0.5 * 10.0**-printed.decimals
    return abs(value - printed.value) <= half * (1 + 1e-9) + 1e-9
