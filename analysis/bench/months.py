"""How the forecasts of several months come true, on simulated stores whose truth is known.

Each store lives for some months. Every month that can be forecast is scored with what was known
when it was new, and the drops that truly came are held against the printed interval. The forward
figure of the last month is held against what the very same model is worth for customers of that
month whom the store does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.bench.population import draw_order, make_base
from analysis.estimate import Estimate
from analysis.followup.forecast import expect_drops
from analysis.history.people import join_people
from analysis.history.read import NothingKnownError, compose_history
from analysis.intake.base import Base
from analysis.model import metrics
from analysis.model.coverage import Figure
from analysis.model.fit import learning_rows, priced, score_month
from analysis.model.forward import forward_risk
from analysis.model.scores import bootstrap_weights, interval
from analysis.sample.months import SampleHistory, SampleMonth, draw_months
from analysis.settings import Settings

CUSTOMERS, FRESH, MONTHS = 600, 2400, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastTruth:
    """One month's forecast: the drops expected, and those that came."""

    month: str
    expected: Estimate
    observed: float
    log_loss: float  # of the risks against the outcomes
    best_log_loss: float  # of the true risks against the same outcomes

    @property
    def covered(self) -> bool:
        """Whether as many dropped as was said."""
        return self.expected.holds(self.observed)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsTruth:
    """One simulated store over all its months."""

    seed: int
    forecasts: tuple[ForecastTruth, ...]
    forward: Figure | None  # ROC-AUC


def check_months(
    seed: int, settings: Settings, *, customers: int = CUSTOMERS, fresh: int = FRESH
) -> MonthsTruth:
    """One store's forecasts against its truth; fresh: customers that the store does not know."""
    world = draw_months(seed, customers=customers + fresh, months=MONTHS)
    everyone = join_people([as_base(month, settings) for month in world.months])
    mine = _choose_people(everyone, customers, seed)
    months = [_keep(base, mine) for base in everyone]
    return MonthsTruth(
        seed=seed,
        forecasts=tuple(_check_forecasts(months, world, settings)),
        forward=_check_forward(months, everyone, mine, world, settings),
    )


def as_base(month: SampleMonth, settings: Settings) -> Base:
    """The month's customers with their true outcomes, as reading its folder would give them."""
    kept = month.customers.index.difference(list(month.spoilt), sort=False)
    base = make_base(month.customers.loc[kept], month.outcome[kept], settings.data)
    return replace(base, facts=replace(base.facts, month=month.name))


def _choose_people(months: Sequence[Base], customers: int, seed: int) -> pd.Index[str]:
    """Whole persons, so many that the first month has about so many of their customers."""
    groups = pd.concat([base.groups for base in months])
    groups = groups[~groups.index.duplicated()]
    persons = pd.factorize(groups.to_numpy())[0]
    share = customers / len(months[0].table)
    chosen = draw_order(persons, seed) < share * (persons.max() + 1)
    kept: pd.Index[str] = groups.index[chosen]
    return kept


def _keep(base: Base, ids: pd.Index[str]) -> Base:
    kept = base.table.index.intersection(ids, sort=False)
    return replace(
        base,
        table=base.table.loc[kept],
        dropped=base.dropped[kept],
        groups=base.groups[kept],
        labels=base.labels[kept],
    )


def _check_forecasts(
    months: Sequence[Base], world: SampleHistory, settings: Settings
) -> Iterator[ForecastTruth]:
    for number in range(1, len(months) + 1):
        try:
            history = compose_history(months[:number], "own_label", settings, as_known_then=True)
        except NothingKnownError:
            continue
        found, truth = score_month(history, settings), world.months[number - 1]
        ids = found.risk.index
        risk = np.asarray(found.risk, dtype=np.float64)
        dropped = np.asarray(truth.outcome[ids], dtype=np.float64)
        once = np.ones((1, len(ids)))
        best = np.asarray(truth.true_risk[ids], dtype=np.float64)
        yield ForecastTruth(
            month=truth.name,
            expected=expect_drops(risk, once[0], found.level_error),
            observed=float(dropped.sum()),
            log_loss=float(metrics.log_loss(dropped, risk, once)[0]),
            best_log_loss=float(metrics.log_loss(dropped, best, once)[0]),
        )


def _check_forward(
    months: Sequence[Base],
    everyone: Sequence[Base],
    mine: pd.Index[str],
    world: SampleHistory,
    settings: Settings,
) -> Figure | None:
    """The printed forward ROC-AUC, and the true one of the same model on fresh customers."""
    last = len(months) - settings.economics.horizon_months - 1
    history = compose_history([*months[:last], everyone[last]], "own_label", settings)
    found = forward_risk(history, priced(settings, learning_rows(history.months, settings)))
    if found is None:
        return None
    ours = np.flatnonzero(pd.Index(found.rows.ids).isin(mine))
    theirs = np.setdiff1d(np.arange(len(found.rows)), ours)
    rows = found.rows.take(ours)
    weights = bootstrap_weights(rows.groups, draws=settings.model.bootstrap, seed=settings.seed)
    truth = np.asarray(
        world.months[last].true_risk[pd.Index(found.rows.ids[theirs])], dtype=np.float64
    )
    twice = np.repeat([1.0, 0.0], len(theirs))
    shares = np.concatenate([truth, 1 - truth])[None, :]
    return Figure(
        metric="roc_auc",
        printed=interval(metrics.roc_auc, rows.dropped, found.risk[ours], weights),
        true=float(metrics.roc_auc(twice, np.tile(found.risk[theirs], 2), shares)[0]),
    )
