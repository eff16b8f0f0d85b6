"""Whom to leave without an offer, so that later months show what the offers bring.

The side is a hash of person, campaign and salt against a share, and of nothing else: run again,
exported in another order or with further customers, nobody changes sides. Lowest hashes within
each stratum of risk and offer would give exact shares, but one more customer would then move
others across the line. So strata have the share in expectation, and what is left of chance is
taken out where the outcome is compared, by the risk known before.

The most important customers are never left out, because somebody talks to them in person, and
whoever a campaign contacted whose outcome is not known yet belongs to that one. So they belong to
neither side of the comparison, and its answer is about all others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from statsmodels.stats.power import normal_power
from statsmodels.stats.proportion import proportion_effectsize

from analysis.offers.assign import Choice, close
from analysis.offers.campaigns import Restraint
from analysis.offers.facts import ControlGroup, Side
from analysis.offers.money import add_up
from analysis.segments.conditions import Mask

POWER, SIGNIFICANCE = 0.8, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who is contacted, who is left out, and who is compared; masks have shape (n_customers,).

    planned: everybody's offer, the control group's too. sent: without whoever is not contacted.
    control: left without the planned offer. compared: control, and whom it is held against.
    """

    planned: Choice
    sent: Choice
    control: Mask
    compared: Mask


def draw_control(choice: Choice, restraint: Restraint, important: Mask) -> Sides:
    """Take the control side out of the choice; important: who is never left out."""
    left_out = restraint.control & ~important
    eligible = choice.recommended & ~important & ~restraint.measured
    return Sides(
        planned=choice,
        sent=close(choice, left_out),
        control=choice.recommended & left_out,
        compared=eligible,
    )


def name_sides(sides: Sides, restraint: Restraint, twins: Mask) -> npt.NDArray[np.str_]:
    """What the campaign does with each customer; twins: who hears of it under another id."""
    sent = sides.sent.recommended
    found: list[tuple[Side, Mask]] = [
        ("global_control", restraint.global_control),
        ("earlier_control", restraint.earlier_control),
        ("rested", restraint.rested),
        ("twin", twins),
        ("control", sides.control),
        ("compared", sent & sides.compared),
        ("contacted", sent),
    ]
    return np.select([mask for _, mask in found], [side for side, _ in found], "none")


def describe_control(sides: Sides) -> ControlGroup | None:
    """The drawn group as a fact; None where nobody was drawn."""
    size = int(sides.control.sum())
    if not size:
        return None
    powers = _find_powers(sides)
    enough = np.flatnonzero(powers[: powers.size // 2] >= POWER)
    return ControlGroup(
        customers=size,
        compared=int(sides.compared.sum()),
        power=float(powers[size - 1]),
        needed=int(enough[0]) + 1 if enough.size else None,
        significance=SIGNIFICANCE,
        gain=add_up(sides.planned.gain[sides.control]),
    )


def _find_powers(sides: Sides) -> npt.NDArray[np.float64]:
    """The power of control groups of 1, 2, ... customers, up to all of those compared.

    Customers without an offer are assumed to drop as often as their risk says; an offer keeps
    the share of them that accepts. Effect size: Cohen's h (1988), from the arcsines of the shares.
    """
    choice, rows = sides.planned, np.flatnonzero(sides.compared)
    sizes = np.arange(1, rows.size + 1, dtype=np.float64)
    risk = np.array([choice.offers[choice.offer[row]].risk[row] for row in rows])
    kept = np.array([choice.offers[choice.offer[row]].terms.acceptance for row in rows])
    effect = proportion_effectsize(risk.mean(), (risk * (1 - kept)).mean())
    both = sizes * (rows.size - sizes) / rows.size
    return np.asarray(normal_power(effect, both, SIGNIFICANCE), dtype=np.float64)
