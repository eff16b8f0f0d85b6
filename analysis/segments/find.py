"""Who is in which segment, and how each segment differs from all other customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import numpy as np
import pandas as pd

from analysis.economics import earned, profit_at_risk, share_of
from analysis.errors import SettingsError
from analysis.intake.base import Base
from analysis.segments.compare import Comparison, compare_with_rest
from analysis.segments.conditions import Mask, Test, all_hold, resolve, write_out, write_value
from analysis.segments.customers import RISK, describe_customers
from analysis.segments.facts import ConditionFacts, Operator, Overlap, SegmentFacts
from analysis.segments.rules import QUADRANTS, SegmentRule, SegmentRules
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutcome:
    """The segments by rank, who is in them, and how they overlap.

    facts: no offers yet. membership: bool, customers (index of the base) x segment keys.
    overlaps: every pair of segments but two quadrants, which never meet.
    """

    facts: tuple[SegmentFacts, ...]
    membership: pd.DataFrame
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One segment's rule, its conditions with numbers, and its customers."""

    key: str
    rule: SegmentRule
    tests: tuple[Test, ...]
    inside: Mask


def find_segments(
    base: Base, risk: pd.Series[float], rules: SegmentRules, settings: Settings
) -> SegmentOutcome:
    """The segments of the month. risk: probability of a drop, index of the base.

    Raises SettingsError where the quadrants leave a customer out or hold one twice.
    """
    customers = describe_customers(base, risk)
    found = [
        _find_one(key, rule, customers, settings.risk.high_risk)
        for key, rule in rules.segments.items()
    ]
    _check_quadrants(found, rules.file)
    added = _count_added(found)
    facts = [
        _describe_segment(segment, rank, added[segment.key], base, customers, settings)
        for rank, segment in enumerate(found, start=1)
    ]
    masks = {segment.key: segment.inside for segment in found}
    return SegmentOutcome(
        facts=tuple(facts),
        membership=pd.DataFrame(masks, index=customers.index, dtype=bool),
        overlaps=_find_overlaps(found),
    )


def _find_one(key: str, rule: SegmentRule, customers: pd.DataFrame, high_risk: float) -> _Found:
    tests = tuple(resolve(condition, customers, high_risk) for condition in rule.when)
    return _Found(key=key, rule=rule, tests=tests, inside=all_hold(tests, customers))


def _check_quadrants(found: Sequence[_Found], file: str) -> None:
    """Raises SettingsError unless every customer is in exactly one quadrant."""
    quadrants = [segment for segment in found if segment.rule.quadrant]
    if not quadrants:
        return
    times = np.sum([segment.inside for segment in quadrants], axis=0)
    astray = int((times != 1).sum())
    if astray:
        raise SettingsError(
            f"{file}, segments {', '.join(repr(segment.key) for segment in quadrants)}",
            f"{astray} of {times.size} customers are in none or in several of these quadrants",
            fix="let every customer satisfy exactly one rule marked quadrant = true",
        )


def _count_added(found: Sequence[_Found]) -> Mapping[str, int]:
    """How many customers each segment has that no segment before it has.

    Quadrants hold everybody, so they are left out of this count and keep all of theirs.
    """
    added: dict[str, int] = {}
    seen: Mask = np.zeros(found[0].inside.size if found else 0, dtype=bool)
    for segment in found:
        if segment.rule.quadrant:
            added[segment.key] = int(segment.inside.sum())
            continue
        added[segment.key] = int((segment.inside & ~seen).sum())
        seen = seen | segment.inside
    return added


def _find_overlaps(found: Sequence[_Found]) -> tuple[Overlap, ...]:
    """Customers in both segments of each pair, in the order of rank."""
    return tuple(
        Overlap(
            first=first.key,
            second=second.key,
            customers=int((first.inside & second.inside).sum()),
        )
        for first, second in combinations(found, 2)
        if not (first.rule.quadrant and second.rule.quadrant)
    )


def _describe_segment(
    segment: _Found,
    rank: int,
    adds: int,
    base: Base,
    customers: pd.DataFrame,
    settings: Settings,
) -> SegmentFacts:
    """One segment's size, money and differences; a small one keeps its sums only."""
    chosen = customers[segment.inside]
    too_few = len(chosen) < settings.risk.minimum_segment
    compared = Comparison()
    if not too_few:
        compared = compare_with_rest(base, segment.inside, settings.profile.significance)
    risk_level, profit_level = QUADRANTS.get(segment.key, (None, None))
    at_risk = _sum_at_risk(chosen)
    return SegmentFacts(
        key=segment.key,
        quadrant=segment.rule.quadrant,
        risk_level=risk_level,
        profit_level=profit_level,
        featured=False,
        rule=write_out(segment.rule.when),
        rank=rank,
        customers=len(chosen),
        share=share_of(len(chosen), len(customers)),
        too_few=too_few,
        mean_risk=float(chosen[RISK].mean()) if len(chosen) else 0.0,
        profit=float(chosen["profit"].sum()),
        profit_share=share_of(_sum_earned(chosen), _sum_earned(customers)),
        profit_at_risk=at_risk,
        profit_at_risk_share=share_of(at_risk, _sum_at_risk(customers)),
        top_categories=compared.categories,
        differences=compared.differences,
        trend=compared.trend,
        offers=(),
        adds=adds,
        conditions=tuple(_state_condition(test) for test in segment.tests),
        always_featured=segment.rule.always_featured,
    )


def _sum_at_risk(customers: pd.DataFrame) -> float:
    return float(profit_at_risk(customers[RISK], customers["profit"]).sum())


def _sum_earned(customers: pd.DataFrame) -> float:
    return float(earned(customers["profit"]).sum())


def _state_condition(test: Test) -> ConditionFacts:
    condition = test.condition
    return ConditionFacts(
        field=condition.field,
        op=cast("Operator", condition.op),  # read_rules refuses any other word
        written=write_value(condition),
        threshold=test.threshold,
    )
