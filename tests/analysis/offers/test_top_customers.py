"""Who is worth talking to in person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.offers.top_customers import MANY, SEGMENT, find_top_customers

CUSTOMERS = pd.DataFrame(
    {"risk": np.linspace(0.6, 0.99, 30), "profit": np.linspace(9.0, 1.0, 30)},
    index=[str(100 + n) for n in range(30)],
)


def ids_of(mask):
    return set(CUSTOMERS.index[mask])


def test_the_few_with_most_profit_at_risk_in_their_segment_are_singled_out():
    inside = np.arange(30) % 2 == 0
    found = find_top_customers(CUSTOMERS, {SEGMENT: inside})
    at_risk = (CUSTOMERS["risk"] * CUSTOMERS["profit"])[inside]
    assert ids_of(found) == set(at_risk.nlargest(MANY).index)


def test_of_customers_with_as_much_at_risk_the_first_by_id_is_taken():
    alike = CUSTOMERS.assign(risk=0.9, profit=5.0)
    found = find_top_customers(alike.iloc[::-1], {SEGMENT: np.ones(30, dtype=bool)})
    assert set(alike.index[::-1][found]) == {str(100 + n) for n in range(MANY)}


def test_a_segment_of_fewer_is_singled_out_whole():
    few = np.arange(30) < 3
    assert ids_of(find_top_customers(CUSTOMERS, {SEGMENT: few})) == {"100", "101", "102"}


def test_without_the_segment_nobody_is():
    assert not find_top_customers(CUSTOMERS, {}).any()
