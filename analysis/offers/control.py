"""Whom to leave without an offer, so that the next month shows what the offers bring.

The most important customers are never left out, because somebody talks to them in person. So they
belong to neither side of the comparison, and its answer is about all others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from statsmodels.stats.power import normal_power
from statsmodels.stats.proportion import proportion_effectsize

from analysis.offers.assign import Choice
from analysis.offers.facts import ControlGroup
from analysis.offers.money import add_up
from analysis.segments.conditions import Mask

POWER, SIGNIFICANCE = 0.8, 0.05


def draw_control(choice: Choice, important: Mask, seed: int) -> Mask:
    """The smallest random group that shows the assumed effect, shape (n_customers,).

    Nobody where even half of the recommended customers would not show it.
    """
    left_out = np.zeros(choice.offer.size, dtype=bool)
    powers = _find_powers(choice, important)
    enough = np.flatnonzero(powers >= POWER)
    if enough.size:
        size = int(enough[0]) + 1
        drawn = np.random.default_rng(seed).permutation(_find_compared(choice, important))
        left_out[drawn[:size]] = True
    return left_out


def _find_compared(choice: Choice, important: Mask) -> npt.NDArray[np.intp]:
    """Places of the customers of the plan whom the group is drawn from and compared with."""
    return np.flatnonzero(choice.recommended & ~important)


def _find_powers(choice: Choice, important: Mask) -> npt.NDArray[np.float64]:
    """The power of control groups of 1, 2, ... customers, up to half of those compared.

    Customers without an offer are assumed to drop as often as their risk says; an offer keeps
    the share of them that accepts. Effect size: Cohen's h (1988), from the arcsines of the shares.
    """
    rows = _find_compared(choice, important)
    sizes = np.arange(1, rows.size // 2 + 1, dtype=np.float64)
    if not sizes.size:
        return sizes
    risk = np.array([choice.offers[choice.offer[row]].risk[row] for row in rows])
    kept = np.array([choice.offers[choice.offer[row]].terms.acceptance for row in rows])
    effect = proportion_effectsize(risk.mean(), (risk * (1 - kept)).mean())
    both = 1 / (1 / sizes + 1 / (rows.size - sizes))
    return np.asarray(normal_power(effect, both, SIGNIFICANCE), dtype=np.float64)


def describe_control(choice: Choice, important: Mask, left_out: Mask) -> ControlGroup | None:
    """The drawn group as a fact; None where nobody was drawn."""
    size = int(left_out.sum())
    if not size:
        return None
    return ControlGroup(
        customers=size,
        compared=_find_compared(choice, important).size,
        power=float(_find_powers(choice, important)[size - 1]),
        significance=SIGNIFICANCE,
        gain=add_up(choice.gain[left_out]),
    )
