"""The budget curve and other ways of choosing whom to contact."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.offers.budget import choose_points
from tests.analysis.offers.planning import CUSTOMERS


def test_budget_curve_holds_nobody_everyone_and_the_recommended_number(outcome):
    points = {point.contacts: point for point in outcome.plan.budget}
    plan = outcome.plan
    assert {0, plan.contacts, CUSTOMERS} <= set(points)
    assert len(points) <= 60
    best = points[plan.contacts]
    assert (best.cost, best.gain_low, best.gain, best.gain_high) == (
        plan.cost,
        plan.gain_low,
        plan.gain,
        plan.gain_high,
    )
    assert best.gain == max(point.gain for point in points.values())
    assert (points[0].cost, points[0].gain) == (0.0, 0.0)


@pytest.mark.parametrize(("everyone", "recommended"), [(1296, 480), (846, 43), (1296, 7), (50, 0)])
def test_a_small_plan_is_drawn_in_steps_of_its_own(everyone, recommended):
    points = choose_points(everyone, recommended)
    assert points == sorted(set(points))
    assert {0, recommended, everyone} <= set(points)
    within = [many for many in points if many <= recommended]
    steps = np.diff(within)
    assert (steps <= max(1, recommended / 12)).all()


def test_no_other_strategy_is_expected_to_bring_more(outcome):
    gains = {strategy.key: strategy.gain for strategy in outcome.plan.strategies}
    assert set(gains) == {"recommended", "everyone", "random", "highest_risk", "highest_profit"}
    assert gains["recommended"] == outcome.plan.gain
    assert all(gains["recommended"] > gain for key, gain in gains.items() if key != "recommended")
    many = {s.contacts for s in outcome.plan.strategies if s.key != "everyone"}
    assert many == {outcome.plan.contacts}
