"""How many customers stand at which risk."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.results.facts import RiskStep

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
