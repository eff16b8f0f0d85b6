"""The budget curve, and what other ways of choosing whom to contact would bring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.economics import share_of
from analysis.offers.assign import Choice
from analysis.offers.facts import BudgetPoint, Strategy, StrategyKey
from analysis.offers.money import HUNDRED, add_up
from analysis.segments.customers import RISK

POINTS = 51
# At least so many of the points lie within the plan, where it has as many contacts.
WITHIN = 16

Order = npt.NDArray[np.int64]


def order_by(*keys: npt.NDArray[np.float64]) -> Order:
    """Places of the customers, largest first key first; ties go to the next key, then by row."""
    return np.lexsort([-key for key in reversed(keys)]).astype(np.int64)


def draw_budget(choice: Choice, risk: npt.NDArray[np.float64]) -> tuple[BudgetPoint, ...]:
    """Cost and gain of contacting the best customers, for some fifty numbers of contacts.

    None, everyone and the recommended number are among them. Customers to whom no offer is
    open cannot be contacted.
    """
    order = order_by(choice.exact, risk)[: np.isfinite(choice.exact).sum()]
    return tuple(
        BudgetPoint(contacts=many, **choice.sums(order[:many]))
        for many in _choose_points(order.size, int(choice.recommended.sum()))
    )


def _choose_points(everyone: int, recommended: int) -> list[int]:
    """Numbers of contacts to show, evenly spread, ascending.

    A small plan has narrower steps of its own, or the curve's bend would fall into one step.
    """
    spread = np.rint(np.linspace(0, everyone, POINTS)).astype(int)
    within = np.array([recommended])
    if (spread <= recommended).sum() < WITHIN:
        within = np.rint(np.linspace(0, recommended, WITHIN)).astype(int)
    return sorted({*spread.tolist(), *within.tolist()})


def compare_strategies(choice: Choice, customers: pd.DataFrame) -> tuple[Strategy, ...]:
    """The recommended contacts beside as many chosen otherwise, and beside everyone.

    Each customer would get their best offer in every strategy: only the choice of whom to
    contact differs. "random" is what a draw brings on average.
    """
    risk = customers[RISK].to_numpy(dtype=np.float64)
    profit = customers["profit"].to_numpy(dtype=np.float64)
    reachable = np.isfinite(choice.exact).astype(np.float64)
    many, everyone = int(choice.recommended.sum()), int(reachable.sum())
    chosen: Mapping[StrategyKey, Order] = {
        "recommended": order_by(choice.exact, risk)[:many],
        "everyone": order_by(reachable)[:everyone],
        "highest_risk": order_by(reachable, risk, profit)[:many],
        "highest_profit": order_by(reachable, profit, risk)[:many],
    }
    named = [
        Strategy(
            key=key,
            contacts=rows.size,
            cost=add_up(choice.cost[rows]),
            gain=add_up(choice.gain[rows]),
        )
        for key, rows in chosen.items()
    ]
    # Each of the reachable customers as likely as any; customers without an open offer have no
    # cost and no gain.
    part = share_of(many, everyone)
    drawn = Strategy(
        key="random",
        contacts=many,
        cost=round(int(choice.cost.sum()) * part) / HUNDRED,
        gain=round(int(choice.gain.sum()) * part) / HUNDRED,
    )
    return (*named, drawn)
