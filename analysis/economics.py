"""What losing a customer would cost, and what contacting one is expected to bring."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def earned(profit: ArrayLike) -> NDArray[np.float64]:
    """Profit with losses counted as nothing; profit: per month.

    A store cannot lose what it does not earn: with losses counted, a few unprofitable customers
    at risk would hide the profit that others are about to take away.

    >>> earned([2.0, -3.0]).tolist()
    [2.0, 0.0]
    """
    return np.maximum(np.asarray(profit, dtype=np.float64), 0.0)


def profit_at_risk(risk: ArrayLike, profit: ArrayLike) -> NDArray[np.float64]:
    """Risk times what each customer brings; profit: per month. Both broadcast together."""
    return np.asarray(risk, dtype=np.float64) * earned(profit)


def share_of(part: float, whole: float) -> float:
    """`part` over `whole`, and 0 where the whole is not positive and a share says nothing.

    >>> share_of(1.0, 4.0), share_of(0.0, 0.0)
    (0.25, 0.0)
    """
    return part / whole if whole > 0 else 0.0


def expected_gain(
    *,
    risk: ArrayLike,
    value: ArrayLike,
    acceptance: ArrayLike,
    contact_cost: ArrayLike,
    incentive: ArrayLike,
) -> NDArray[np.float64]:
    """Expected net gain of contacting each customer; all arguments broadcast together.

    risk: probability of a drop; value: profit over the horizon that a drop would cost;
    acceptance: probability that a dropping customer who is offered the incentive stays; below
    zero where the offer drives customers away, as a share of the drops without it.
    A dropping customer who accepts keeps `value` and costs the incentive; a customer who
    would have stayed takes the incentive for nothing; every contact costs `contact_cost`:

        risk * acceptance * (value - incentive) - (1 - risk) * incentive - contact_cost

    Money in the unit of `value`. Source: the retention campaign of the expected maximum
    profit measure, Verbraken, Verbeke and Baesens (2013), "A novel profit maximizing metric
    for measuring classification performance of customer churn prediction models", IEEE
    Transactions on Knowledge and Data Engineering 25(5), 961-973, per customer rather than
    with one lifetime value for all. Raises ValueError: a probability outside [0, 1], an
    acceptance outside [-1, 1], a negative cost.
    """
    probability, accepts = _within("risk", risk, 0), _within("acceptance", acceptance, -1)
    contact, given = _cost("contact_cost", contact_cost), _cost("incentive", incentive)
    kept = np.asarray(value, dtype=np.float64) - given
    return probability * accepts * kept - (1 - probability) * given - contact


def _within(name: str, numbers: ArrayLike, lowest: int) -> NDArray[np.float64]:
    """The numbers as an array. Raises ValueError unless all lie from the lowest to 1."""
    array = np.asarray(numbers, dtype=np.float64)
    if not ((array >= lowest) & (array <= 1)).all():
        raise ValueError(f"{name} must lie between {lowest} and 1")
    return array


def _cost(name: str, numbers: ArrayLike) -> NDArray[np.float64]:
    """The numbers as an array. Raises ValueError if any is negative or missing."""
    array = np.asarray(numbers, dtype=np.float64)
    if not (array >= 0).all():
        raise ValueError(f"{name} must not be negative")
    return array
