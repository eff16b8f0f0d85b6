"""How many customers have which risk, and from which profit on they count as profitable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.results.facts import RiskStep, ScoredCustomer
from analysis.segments.facts import SegmentFacts

STEPS = 20


def count_steps(risk: npt.ArrayLike, high_risk: float) -> tuple[RiskStep, ...]:
    """Customers by risk in even steps from 0 to 1; a step holds its lower end, the last both.

    risk: shape (n_customers,), fractions.
    """
    found = np.asarray(risk, dtype=np.float64)
    edges = [step / STEPS for step in range(STEPS + 1)]
    counts, _ = np.histogram(found, bins=edges)
    above, _ = np.histogram(found[found >= high_risk], bins=edges)
    return tuple(
        RiskStep(low=low, high=high, customers=int(many), high_risk=int(risky))
        for (low, high), many, risky in zip(pairwise(edges), counts, above, strict=True)
    )


def find_profit_cut(
    customers: Iterable[ScoredCustomer], segments: Mapping[str, SegmentFacts]
) -> float | None:
    """The least profit of a customer in a quadrant of high profit; None where there is nobody."""
    high = {key for key, segment in segments.items() if segment.profit_level == "high"}
    return min((c.profit for c in customers if high.intersection(c.segments)), default=None)
