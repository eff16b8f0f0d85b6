"""Who is worth talking to in person."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.offers.top_customers import SEGMENT, find_top_customers

CUSTOMERS = pd.DataFrame(
    {"risk": np.linspace(0.6, 0.99, 30), "profit": np.linspace(9.0, 1.0, 30)},
    index=[str(100 + n) for n in range(30)],
)
AT_RISK = CUSTOMERS["risk"] * CUSTOMERS["profit"]


@pytest.mark.parametrize("inside", [np.arange(30) % 2 == 0, np.arange(30) < 3])
def test_the_few_with_most_profit_at_risk_in_their_segment_are_singled_out(inside):
    found = find_top_customers(CUSTOMERS, {SEGMENT: inside})
    assert set(CUSTOMERS.index[found]) == set(AT_RISK[inside].nlargest(10).index)
    assert not find_top_customers(CUSTOMERS, {}).any()


def test_of_customers_with_as_much_at_risk_the_first_by_id_is_taken():
    alike = CUSTOMERS.assign(risk=0.9, profit=5.0).iloc[::-1]
    found = find_top_customers(alike, {SEGMENT: np.ones(30, dtype=bool)})
    assert set(alike.index[found]) == {str(100 + n) for n in range(10)}
