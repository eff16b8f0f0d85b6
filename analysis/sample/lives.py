"""How customers come, go and change from month to month, by the table "months" of mixture.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm, truncexpon

from analysis.sample.draw import Array, draw_customers, kind_shares, repeat_twins
from analysis.sample.layout import TWIN, TWIN_SAME, Plan
from analysis.sample.mixture import Mixture
from analysis.sample.shapes import Chance

Places: TypeAlias = NDArray[np.intp]
REVENUE = ("revenue_before_previous", "revenue_previous", "revenue_current")
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The months in which each customer is in the export: from `joined` to before `left`."""

    joined: Places
    left: Places
    days: Array  # since registration, at the first month; below zero for later newcomers


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """What every customer is and does at every step, in the export or not.

    kinds: numbered in the order of the mixture; shape (steps, customers), as revenue.
    features: one a step, as `draw_customers` returns them.
    """

    kinds: Places
    revenue: Array
    features: tuple[Mapping[str, Array], ...]

    def fields(self, step: int) -> dict[str, Array]:
        """The fields that an export at this step shows, those of earlier months included."""
        revenue = zip(REVENUE, self.revenue[step - 2 : step + 1], strict=True)
        minutes = self.features[step - 1]["minutes_current"]
        return {**self.features[step], **dict(revenue), "minutes_previous": minutes}


def draw_stay(
    mixture: Mixture, plan: Plan, ends: pd.DatetimeIndex, rng: np.random.Generator
) -> Stay:
    """Who is in the export in which month; `ends`: the months' last days.

    As many join each month as leave, which is at some time or when they are too old for the
    export. The ages begin as this leaves them: exponential between youngest and oldest. Twins
    stay for good.
    """
    ages, count, months = mixture.grid["days_registered"], len(plan.kinds), len(ends)
    scale = DAYS_A_MONTH / mixture.months.leave
    first = truncexpon((ages.high - ages.low) / scale, ages.low, scale)
    days = np.floor(first.rvs(count, random_state=rng))
    joined, left = np.zeros(count, np.intp), np.full(count, months)
    for month in range(1, months):
        elapsed, length = (ends[month] - ends[0]).days, (ends[month] - ends[month - 1]).days
        here = left == months
        here[twin_places(plan)] = False
        too_old = here & (days + elapsed > ages.high)
        some = rng.choice(
            np.flatnonzero(here & ~too_old), round(mixture.months.leave * count), replace=False
        )
        gone = np.union1d(np.flatnonzero(too_old), some)
        left[gone] = month
        new = np.full(len(gone), month)
        days = np.append(days, ages.low + rng.integers(0, length, len(gone)) - elapsed)
        joined, left = np.append(joined, new), np.append(left, np.full_like(new, months))
    return Stay(joined=joined, left=left, days=days)


def twin_places(plan: Plan) -> Places:
    """Positions of all who are in the export under two ids."""
    return np.array([(twin.first, twin.again) for twin in plan.twins], np.intp).ravel()


def kind_moves(mixture: Mixture) -> Array:
    """P(kind of the next month | kind of this), a row a kind; leaves the kinds' shares as they are.

    A customer keeps the kind until the label changes, and is then of any kind of the other label.
    Twins never change, so that both ids stay one person.
    """
    dropped = np.array([kind.dropped for kind in mixture.kinds.values()])
    free = _shares_without_twins(mixture)
    falling, others = np.where(dropped, free, 0.0), np.where(dropped, 0.0, free)
    recover = mixture.months.recover
    slide = recover * falling.sum() / others.sum()
    change = np.where(free > 0, np.where(dropped, recover, slide), 0.0)[:, None]
    target = np.where(dropped[:, None], others / others.sum(), falling / falling.sum())
    return np.asarray(np.diag(1 - change[:, 0]) + change * target, dtype=np.float64)


def mean_revenue(mixture: Mixture) -> Array:
    """The mean revenue of every kind."""
    revenue = mixture.months.revenue
    return np.array([revenue.mean - revenue.lower.get(kind, 0.0) for kind in mixture.kinds])


def draw_lives(mixture: Mixture, plan: Plan, days: Array, rng: np.random.Generator) -> Lives:
    """Draw every step of every customer; `days` since registration, (steps, customers)."""
    kinds = _draw_kinds(mixture, plan, days.shape, rng)
    places = {
        name: Chance(
            hump=norm.cdf(_wander(persistence, days.shape, rng)),
            level=norm.cdf(_wander(persistence, days.shape, rng)),
        )
        for name, persistence in mixture.months.persistence.items()
    }
    return Lives(
        kinds=kinds,
        revenue=_draw_revenue(mixture, plan, kinds, rng),
        features=tuple(
            _draw_step(mixture, plan, step, kinds[step], places, days[step])
            for step in range(len(days))
        ),
    )


def _shares_without_twins(mixture: Mixture) -> Array:
    shares = kind_shares(mixture).items()
    return np.array([0.0 if kind in (TWIN, TWIN_SAME) else share for kind, share in shares])


def _draw_kinds(
    mixture: Mixture, plan: Plan, shape: tuple[int, ...], rng: np.random.Generator
) -> Places:
    names, free = list(mixture.kinds), _shares_without_twins(mixture)
    kinds = np.empty(shape, np.intp)
    kinds[0] = rng.choice(len(names), shape[1], p=free / free.sum())
    twins = twin_places(plan)
    kinds[0, twins] = [names.index(plan.kinds[place]) for place in twins]
    levels = np.cumsum(kind_moves(mixture), axis=1)[:, :-1]
    for step in range(1, len(kinds)):
        chance = rng.random((shape[1], 1))
        kinds[step] = (levels[kinds[step - 1]] <= chance).sum(axis=1)
    return kinds


def _draw_revenue(mixture: Mixture, plan: Plan, kinds: Places, rng: np.random.Generator) -> Array:
    series = mixture.months.revenue
    noise = series.sd * _wander(series.persistence, kinds.shape, rng)
    revenue = np.round(mean_revenue(mixture)[kinds] + noise, 1)
    for twin in plan.twins:
        revenue[:, twin.again] = revenue[:, twin.first]
    return revenue


def _draw_step(
    mixture: Mixture,
    plan: Plan,
    step: int,
    kinds: Places,
    places: Mapping[str, Chance],
    days: Array,
) -> Mapping[str, Array]:
    """The features of one step but for the revenue and what earlier steps decide."""

    def chance(name: str, rows: Places) -> Chance:
        return Chance(hump=places[name].hump[step, rows], level=places[name].level[step, rows])

    names = list(mixture.kinds)
    drawn = draw_customers(mixture, [names[kind] for kind in kinds], list(places), chance)
    drawn["days_registered"] = days.copy()
    repeat_twins(mixture, drawn, plan)
    return drawn


def _wander(persistence: float, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Standard normal numbers with this correlation from step to step."""
    path = rng.standard_normal(shape)
    for step in range(1, len(path)):
        path[step] = persistence * path[step - 1] + np.sqrt(1 - persistence**2) * path[step]
    return path
