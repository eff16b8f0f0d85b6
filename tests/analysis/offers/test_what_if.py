"""Whoever weighs the offers again from the what-if's facts finds the plan."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.economics import expected_gain
from analysis.offers.facts import PlanFacts, WhatIf
from tests.analysis.offers.planning import planned
from tests.analysis.random_store import change_economics


def plan_of(store, **economics) -> PlanFacts:
    plan: PlanFacts = planned(store, change_economics(**economics)).plan
    return plan


def best_gains(facts: WhatIf, plan: PlanFacts) -> list[float]:
    """Each customer's gain from the best offer of their menu, computed one by one."""
    return [
        max(
            float(
                expected_gain(
                    risk=risk,
                    value=value,
                    acceptance=facts.offers[place].acceptance,
                    contact_cost=plan.contact_cost * facts.offers[place].contact,
                    incentive=plan.incentive * facts.offers[place].incentive,
                )
            )
            for place in facts.menus[menu]
        )
        for risk, value, menu in zip(facts.risk, facts.value, facts.menu, strict=True)
    ]


@pytest.mark.parametrize("acceptance", [0.05, 0.2, 0.9])
def test_the_facts_give_the_plan_again_to_the_cent(store, acceptance):
    plan = plan_of(store, acceptance=acceptance)
    gains = np.array(best_gains(plan.what_if, plan))
    assert plan.contacts == (gains > 0).sum() > 0
    assert plan.gain == int(np.rint(gains[gains > 0] * 100).sum()) / 100
    assert plan.budget[-1].contacts == len(gains)


def test_what_is_open_to_whom_does_not_depend_on_money(store):
    dear, cheap = (plan_of(store, contact_cost=cost).what_if for cost in (0.3, 0.0))
    assert dear == cheap


def test_the_order_of_the_facts_says_nothing_about_the_order_of_the_tables(store):
    facts = plan_of(store).what_if
    assert list(facts.risk) == sorted(facts.risk, reverse=True)
