"""The budget curve, and what other ways of choosing whom to contact would bring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.offers.assign import Choice
from analysis.offers.facts import BudgetPoint, Strategy
from analysis.offers.money import HUNDRED, Cents, add_up
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
    order = order_by(choice.exact, risk)[: count_open(choice)]
    contacts = choose_points(order.size, int(choice.recommended.sum()))
    sums = [
        np.concatenate([[0], np.cumsum(cents[order])])
        for cents in (choice.cost, choice.gain_low, choice.gain, choice.gain_high)
    ]
    return tuple(
        BudgetPoint(
            contacts=int(many),
            cost=int(sums[0][many]) / HUNDRED,
            gain_low=int(sums[1][many]) / HUNDRED,
            gain=int(sums[2][many]) / HUNDRED,
            gain_high=int(sums[3][many]) / HUNDRED,
        )
        for many in contacts
    )


def count_open(choice: Choice) -> int:
    """How many customers have any offer open to them."""
    return int(np.isfinite(choice.exact).sum())


def choose_points(everyone: int, recommended: int) -> list[int]:
    """Numbers of contacts to show, evenly spread, ascending; a small plan has steps of its own.

    Steps as wide as the plan would let half of the gain begin where nine tenths do.
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
    many, everyone = int(choice.recommended.sum()), count_open(choice)
    reachable = np.isfinite(choice.exact).astype(np.float64)
    orders: Mapping[str, Order] = {
        "recommended": order_by(choice.exact, risk)[:many],
        "everyone": order_by(reachable)[:everyone],
        "highest_risk": order_by(reachable, risk, profit)[:many],
        "highest_profit": order_by(reachable, profit, risk)[:many],
    }
    named = [sum_up_strategy(key, choice, chosen) for key, chosen in orders.items()]
    return (*named, draw_at_random(choice, many, everyone))


def sum_up_strategy(key: str, choice: Choice, chosen: Order) -> Strategy:
    """The cost and the gain of contacting the chosen customers."""
    return Strategy(
        key=key,
        contacts=int(chosen.size),
        cost=add_up(choice.cost[chosen]),
        gain=add_up(choice.gain[chosen]),
    )


def draw_at_random(choice: Choice, many: int, everyone: int) -> Strategy:
    """As many contacts as recommended, each of the reachable customers as likely as any."""
    part = many / everyone if everyone else 0.0
    reachable = np.isfinite(choice.exact)
    return Strategy(
        key="random",
        contacts=many,
        cost=scale(choice.cost[reachable], part),
        gain=scale(choice.gain[reachable], part),
    )


def scale(cents: Cents, part: float) -> float:
    """A part of a sum, in the unit of profit, to the cent."""
    return round(int(cents.sum()) * part) / HUNDRED
