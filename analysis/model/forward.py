"""Forward in time: learned from what was known then, judged on what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

from analysis.history.reach import months_later
from analysis.history.read import History
from analysis.model import metrics
from analysis.model.arrays import Floats, Integers
from analysis.model.facts import ForwardCheck
from analysis.model.features import Rows, make_rows
from analysis.model.folds import Fold, make_folds, smallest_class
from analysis.model.learn import learn, score
from analysis.model.scores import bootstrap_weights, difference, judge
from analysis.model.thin_out import thin_out
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardRisk:
    """What a model of the past says of the newest month whose outcome is known.

    rows: the judged customers; risk, threshold: (rows,).
    """

    month: int  # position among the history's months
    learned_from: tuple[str, ...]
    known_then: bool
    rows: Rows
    risk: Floats
    threshold: Floats


def forward_risk(history: History, settings: Settings) -> ForwardRisk | None:
    """Score the newest month with a known outcome by a model of the months before it.

    That model learns from the outcomes that were known when the judged month was new. Where no
    month is old enough for that, it learns from all earlier months, but judges other people than
    it learned from: people hardly change within the horizon, and it would know its own answers.
    None where there is no earlier month, or too few of either outcome in it or in the judged one.
    settings: with costs in the unit of profit.
    """
    number = history.newest_known
    judged = history.months[number]
    known = [base for base in history.months[:number] if base.dropped.notna().any()]
    horizon, name = history.facts.horizon_months, judged.facts.month
    then = [base for base in known if months_later(base.facts.month, horizon) <= name]
    past = then or known
    if not past:
        return None
    rows = make_rows(*past, judged)
    rows = thin_out(rows, most=settings.months.learn_from_rows, seed=settings.seed)
    test = np.intersect1d(rows.scored, rows.known)
    train = np.setdiff1d(rows.known, rows.scored)
    if min(_smaller(rows, part) for part in (train, test)) < settings.data.least_of_each:
        return None
    tasks = [(train, test)] if then else _other_people(rows, train, test, settings)
    workers = min(settings.model.workers, len(tasks))
    found = Parallel(n_jobs=workers)(delayed(_learn)(rows, *task, settings) for task in tasks)
    risk, threshold = np.zeros(len(rows)), np.zeros(len(rows))
    for (_, part), (risks, cut) in zip(tasks, found, strict=True):
        risk[part], threshold[part] = risks, cut
    return ForwardRisk(
        month=number,
        learned_from=tuple(base.facts.month for base in past),
        known_then=bool(then),
        rows=rows.take(test),
        risk=risk[test],
        threshold=threshold[test],
    )


def check_forward(
    history: History, rows: Rows, across: Floats, settings: Settings
) -> ForwardCheck | None:
    """The forward figures, and how ROC-AUC differs from that across customers.

    rows, across: what was learned from, and its risk across customers; the two are compared on the
    customers of the judged month who are in both.
    """
    found = forward_risk(history, settings)
    if found is None:
        return None
    judged, risk = found.rows, found.risk
    flagged = (risk >= found.threshold).astype(np.float64)
    draws, seed = settings.model.bootstrap, settings.seed
    weights = bootstrap_weights(judged.groups, draws=draws, seed=seed)
    there = np.flatnonzero(rows.month == found.month)
    _, ours, theirs = np.intersect1d(judged.ids, rows.ids[there], return_indices=True)
    return ForwardCheck(
        month=history.months[found.month].facts.month,
        learned_from=found.learned_from,
        known_then=found.known_then,
        customers=len(judged),
        scores=judge(judged.dropped, risk, flagged, judged.groups, weights),
        roc_auc_difference=difference(
            metrics.roc_auc,
            judged.dropped[ours],
            risk[ours],
            across[there[theirs]],
            weights[:, ours],
        ),
    )


def _smaller(rows: Rows, positions: Integers) -> int:
    return smallest_class(rows.dropped[positions], rows.groups[positions])


def _other_people(rows: Rows, train: Integers, test: Integers, settings: Settings) -> list[Fold]:
    """Folds of people: each part of the judged month by a model of the past of all others."""
    people, seed = settings.model.outer_folds, settings.seed
    folds = make_folds(rows.dropped[test], rows.groups[test], folds=people, seed=seed)
    return [
        (train[~np.isin(rows.groups[train], rows.groups[test[part]])], test[part])
        for _, part in folds
    ]


def _learn(rows: Rows, train: Integers, test: Integers, settings: Settings) -> tuple[Floats, float]:
    """Risk of the judged customers, and the cut of the model's own choice.

    One thread of linear algebra: sums in another order would end in other digits.
    """
    with threadpool_limits(limits=1):
        model = learn(rows.take(train), settings)
        return score(model, rows.features.iloc[test]), model.thresholds[model.winner]
