"""Months that no chart or sentence expects."""

from __future__ import annotations

from dataclasses import replace

from analysis.estimate import Estimate
from analysis.intake.facts import TwinFacts
from analysis.profile.facts import AssociationMatrix
from analysis.results.facts import Results
from tests.report.facts_factory import (
    make_category,
    make_customers,
    make_data,
    make_feature,
    make_model,
    make_plan,
    make_profile,
    make_results,
    make_segment,
)

LONG = "Очень длинное название категории, которого никто не ждал в таблице магазина, №"


def nothing_found() -> Results:
    """Every list is empty: nothing repaired, nothing differs, nothing to recommend."""
    twins = TwinFacts(pairs=0, equal_pairs=0, near_pairs=0, label_differs=0, groups=0, customers=0)
    return make_results(
        segments={},
        overlaps=(),
        customers=(),
        versions={},
        plan=replace(make_plan(), contacts=0, decisions=(), budget=(), strategies=()),
        data=make_data(repairs=(), set_aside=(), twins=twins, notices=()),
        profile=make_profile(
            features=(),
            categories=(),
            label_association=(),
            matrix=AssociationMatrix(features=(), values=()),
            collinear=(),
            portrait=(),
        ),
        model=make_model(
            search=(),
            policies=(),
            profit_curve=(),
            reliability=(),
            importance=(),
            dependence=(),
            sentinels=(),
            splits=(),
            published=(),
            engineered=(),
        ),
    )


def nobody_differs() -> Results:
    """Groups alike, model no better than chance, one candidate."""
    alike = [
        replace(row, differs=False, effect=Estimate(value=0.0, low=-0.1, high=0.1))
        for row in make_profile().portrait
    ]
    model = make_model(beats_chance=False, simplest_not_worse="svc")
    return make_results(
        profile=make_profile(
            portrait=tuple(alike),
            categories=tuple(replace(row, verdict="same") for row in make_profile().categories),
        ),
        model=replace(model, candidates=model.candidates[:1]),
    )


def many_categories() -> Results:
    """Forty categories with long names, one feature constant."""
    rows = tuple(make_category(f"{LONG} {i}", 30 + i, 0.2 + 0.01 * i) for i in range(40))
    flat = replace(
        make_feature("failures", 3.0, 3.0),
        edges=(2.5, 3.5),
        dropped_counts=(494,),
        same_counts=(802,),
    )
    return make_results(profile=make_profile(categories=rows, features=(flat,)))


def losses() -> Results:
    """Contacting costs more than it brings, and profit is in millions."""
    model = make_model()
    curve = [replace(p, expected_profit=-1e7 * p.contacted_share) for p in model.profit_curve]
    policies = [replace(p, expected_profit=-1e7 * p.contacted_share) for p in model.policies]
    return make_results(
        model=replace(model, profit_curve=tuple(curve), policies=tuple(policies)),
        segments={"high_risk_high_value": make_segment("high_risk_high_value", profit=-3e7)},
        customers=make_customers(60, profit_scale=1e6),
    )


ODD = (nothing_found, nobody_differs, many_categories, losses)
