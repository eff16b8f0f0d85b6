"""The budget curve and other ways of choosing whom to contact."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.offers.budget import compare_strategies, draw_budget, order_by
from tests.analysis.offers.planning import choose


def test_customers_are_ordered_by_the_first_key_then_the_next_then_their_row():
    first, second = np.array([1.0, 2.0, 1.0, 2.0, 2.0]), np.array([5.0, 1.0, 6.0, 3.0, 3.0])
    assert order_by(first, second).tolist() == [3, 4, 1, 2, 0]


def test_the_curve_adds_up_the_best_customers_one_after_another():
    choice, customers = choose([[3.0, -1.0, 2.0, 2.0]], risk=[0.2, 0.3, 0.4, 0.5])
    points = draw_budget(choice, customers["risk"].to_numpy())
    assert [point.contacts for point in points] == [0, 1, 2, 3, 4]
    assert [point.gain for point in points] == [0, 3, 5, 7, 6]
    assert [point.gain_low for point in points] == [0, 1.5, 2.5, 3.5, 3]
    assert [point.gain_high for point in points] == [0, 6, 10, 14, 12]
    assert [point.cost for point in points] == pytest.approx([0, 0.3, 0.5, 0.7, 0.6])


@pytest.mark.parametrize(
    ("everyone", "recommended", "small"),
    [(1296, 480, False), (846, 43, True), (1296, 7, True), (50, 0, True), (50, 15, False)],
)
def test_a_small_plan_is_drawn_in_steps_of_its_own(everyone, recommended, small):
    gains = np.where(np.arange(everyone) < recommended, 1.0, -1.0)
    choice, customers = choose([gains])
    points = [point.contacts for point in draw_budget(choice, customers["risk"].to_numpy())]
    spread = np.rint(np.linspace(0, everyone, 51)).astype(int).tolist()
    within = np.rint(np.linspace(0, recommended, 16)).astype(int).tolist()
    assert points == sorted({*spread, *(within if small else [recommended])})


def test_those_to_whom_no_offer_is_open_are_in_no_list():
    liked = {"reason": "over_represented", "field": "category"}
    choice, customers = choose([[9.0, 9.0, 9.0]], {}, liked)
    assert [p.contacts for p in draw_budget(choice, customers["risk"].to_numpy())] == [0]
    for strategy in compare_strategies(choice, customers):
        assert (strategy.contacts, strategy.cost, strategy.gain) == (0, 0, 0)


def test_every_strategy_contacts_as_many_but_chosen_otherwise():
    columns = {"risk": [0.9, 0.8, 0.7, 0.8], "profit": [1.0, 3.0, 9.0, 2.0]}
    choice, customers = choose([[5.0, -2.0, 1.0, -1.01]], **columns)
    found = {s.key: (s.contacts, s.gain, s.cost) for s in compare_strategies(choice, customers)}
    assert found == {
        "recommended": (2, 6.0, 0.6),
        "everyone": (4, 2.99, 0.3),
        "highest_risk": (2, 3.0, 0.3),
        "highest_profit": (2, -1.0, -0.1),
        "random": (2, 1.5, 0.15),
    }
