"""Who is in which segment, and what sets each segment apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.economics import earned, profit_at_risk, share_of
from analysis.errors import SettingsError
from analysis.intake.base import Base
from analysis.segments.compare import Comparison, compare_with_rest
from analysis.segments.conditions import Mask, Test, all_hold, resolve, write_out, write_value
from analysis.segments.customers import RISK, describe_customers
from analysis.segments.facts import ConditionFacts, Overlap, SegmentFacts
from analysis.segments.rules import SegmentRule, SegmentRules
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
class Found:
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
        find_one(key, rule, customers, settings.risk.high_risk)
        for key, rule in rules.segments.items()
    ]
    check_quadrants(found, rules.file)
    added = count_added(found)
    facts = [
        describe_segment(segment, rank, added[segment.key], base, customers, settings)
        for rank, segment in enumerate(found, start=1)
    ]
    masks = {segment.key: segment.inside for segment in found}
    return SegmentOutcome(
        facts=tuple(facts),
        membership=pd.DataFrame(masks, index=customers.index, dtype=bool),
        overlaps=find_overlaps(found),
    )


def find_one(key: str, rule: SegmentRule, customers: pd.DataFrame, high_risk: float) -> Found:
    """Apply one rule."""
    tests = tuple(resolve(condition, customers, high_risk) for condition in rule.when)
    return Found(key=key, rule=rule, tests=tests, inside=all_hold(tests, customers))


def check_quadrants(found: Sequence[Found], file: str) -> None:
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


def count_added(found: Sequence[Found]) -> Mapping[str, int]:
    """How many customers each segment has that none of a smaller rank has.

    Quadrants hold everybody, so they neither add to the others nor take from them.
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


def find_overlaps(found: Sequence[Found]) -> tuple[Overlap, ...]:
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


def describe_segment(
    segment: Found,
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
    at_risk = sum_at_risk(chosen)
    return SegmentFacts(
        key=segment.key,
        quadrant=segment.rule.quadrant,
        featured=False,
        rule=write_out(segment.rule.when),
        rank=rank,
        customers=len(chosen),
        share=share_of(len(chosen), len(customers)),
        too_few=too_few,
        mean_risk=float(chosen[RISK].mean()) if len(chosen) else 0.0,
        profit=float(chosen["profit"].sum()),
        profit_share=share_of(sum_earned(chosen), sum_earned(customers)),
        profit_at_risk=at_risk,
        profit_at_risk_share=share_of(at_risk, sum_at_risk(customers)),
        top_categories=compared.categories,
        differences=compared.differences,
        trend=compared.trend,
        offers=(),
        adds=adds,
        conditions=tuple(state_condition(test) for test in segment.tests),
        always_featured=segment.rule.always_featured,
    )


def sum_at_risk(customers: pd.DataFrame) -> float:
    """Monthly profit weighted by the probability of losing it."""
    return float(profit_at_risk(customers[RISK], customers["profit"]).sum())


def sum_earned(customers: pd.DataFrame) -> float:
    """Monthly profit of those who bring any."""
    return float(earned(customers["profit"]).sum())


def state_condition(test: Test) -> ConditionFacts:
    """One condition of the rule as a fact."""
    condition = test.condition
    return ConditionFacts(
        field=condition.field,
        op=condition.op,
        written=write_value(condition),
        threshold=test.threshold,
    )
