"""The few customers who are worth talking to in person."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.economics import profit_at_risk
from analysis.segments.conditions import Mask
from analysis.segments.customers import RISK

# The segment that they are chosen from, and how many one person can talk to.
SEGMENT, MANY = "most_profitable_at_risk_60", 10


def find_top_customers(customers: pd.DataFrame, inside: Mapping[str, Mask]) -> Mask:
    """Those with the most profit at risk among the most profitable, shape (n_customers,).

    Among equals the first by id. Nobody where the rules have no such segment.
    """
    found = np.zeros(len(customers), dtype=bool)
    rows = np.flatnonzero(inside.get(SEGMENT, found))
    at_stake = profit_at_risk(customers[RISK], customers["profit"])[rows]
    ids = customers.index.astype(str)[rows]
    found[rows[np.lexsort((ids, -at_stake))[:MANY]]] = True
    return found
