"""The whole procedure, choice of the winner included, judged on customers it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shap
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator
from sklearn.inspection import permutation_importance
from threadpoolctl import threadpool_limits

from analysis.model.arrays import Floats, Integers
from analysis.model.explain import check_explanation, explain
from analysis.model.facts import ExplanationCheck
from analysis.model.features import Rows
from analysis.model.folds import make_folds
from analysis.model.learn import Model, learn, score
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Learn from some customers, score others. `train` and `test` are positions in the rows."""

    train: Integers
    test: Integers
    seed: int
    explain: bool
    checked: int  # customers whose explanation a long reference run checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one task found."""

    task: Task
    model: Model
    risk: Mapping[str, Floats]  # of the test customers, by candidate
    explanation: shap.Explanation | None  # of the test customers of the scored month
    check: ExplanationCheck | None
    permutation: Floats | None  # fall of ROC-AUC by feature


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfFold:
    """Risks and cuts of every customer, from models that never saw them.

    With repeats both are means over the repeats: that mean is what the report uses, and
    what its figures describe.
    """

    risk: Floats
    threshold: Floats

    @property
    def flagged(self) -> Floats:
        """1 where the risk reaches the threshold chosen without the customer's fold."""
        return (self.risk >= self.threshold).astype(np.float64)


def outer_tasks(rows: Rows, settings: Settings, *, explain: bool = True) -> tuple[Task, ...]:
    """One task per outer fold and repeat, then the task that learns from everyone.

    A customer without a label is scored with the fold that holds their labelled twin, so
    that no model ever saw the twin's label; without a labelled twin, by the last task.
    """
    known, model = rows.known, settings.model
    tasks: list[Task] = []
    for repeat in range(model.repeats):
        seed = settings.seed + 1000 * repeat
        folds = make_folds(
            rows.dropped[known], rows.groups[known], folds=model.outer_folds, seed=seed
        )
        tasks += [
            Task(
                train=known[train],
                test=_with_twins(rows, known[test]),
                seed=seed + number + 1,
                explain=explain and repeat == 0,
                checked=model.reference_customers if explain and repeat == number == 0 else 0,
            )
            for number, (train, test) in enumerate(folds)
        ]
    lonely = np.flatnonzero(np.isnan(rows.dropped) & ~np.isin(rows.groups, rows.groups[known]))
    return (*tasks, Task(train=known, test=lonely, seed=settings.seed, explain=explain, checked=0))


def run_tasks(rows: Rows, tasks: Sequence[Task], settings: Settings) -> tuple[Outcome, ...]:
    """Every task, on as many workers as the settings allow; the same figures on any number."""
    workers = min(settings.model.workers, len(tasks))
    return tuple(Parallel(n_jobs=workers)(delayed(_run)(rows, task, settings) for task in tasks))


def out_of_fold(rows: Rows, outcomes: Sequence[Outcome], candidate: str | None = None) -> OutOfFold:
    """Mean risk and threshold of each customer, by one candidate or, by default, by whichever
    won without the customer's fold."""
    risk, threshold, times = (np.zeros(len(rows)) for _ in range(3))
    for outcome in outcomes:
        key, test = candidate or outcome.model.winner, outcome.task.test
        risk[test] += outcome.risk[key]
        threshold[test] += outcome.model.thresholds[key]
        times[test] += 1
    return OutOfFold(risk=risk / times, threshold=threshold / times)


def _with_twins(rows: Rows, customers: Integers) -> Integers:
    """The customers and every unlabelled customer who is the same person."""
    twins = np.isnan(rows.dropped) & np.isin(rows.groups, rows.groups[customers])
    return np.sort(np.concatenate([customers, np.flatnonzero(twins)]))


def _run(rows: Rows, task: Task, settings: Settings) -> Outcome:
    """Learn from the training customers, score the others with every candidate, and explain each
    by the model that scored them.

    One thread of linear algebra: sums in another order would end in other digits.
    """
    with threadpool_limits(limits=1):
        train, test, wanted = rows.take(task.train), rows.take(task.test), settings.model
        model = learn(train, settings, seed=task.seed)
        winner, explanation, check = model.candidates[model.winner].classifier, None, None
        told = test.take(np.flatnonzero(np.isin(task.test, rows.scored)))
        both = train.features, told.features
        if task.explain and len(told):
            explanation = explain(winner, *both, hybrids=wanted.explained_hybrids, seed=task.seed)
        if explanation is not None and task.checked:
            check = check_explanation(
                winner,
                *both,
                explanation,
                checked=task.checked,
                sample=wanted.explained_background,
                seed=task.seed,
            )
        return Outcome(
            task=task,
            model=model,
            risk={key: score(model, test.features, key) for key in model.candidates},
            explanation=explanation,
            check=check,
            permutation=_permute(winner, test, task, settings) if task.explain else None,
        )


def _permute(winner: BaseEstimator, test: Rows, task: Task, settings: Settings) -> Floats | None:
    """Fall of ROC-AUC when a feature is shuffled among the labelled test customers (Breiman
    2001); (features,)."""
    known = test.take(test.known)
    if not len(known):
        return None
    found = permutation_importance(
        winner,
        known.features,
        known.dropped,
        scoring="roc_auc",
        n_repeats=settings.model.permutation_repeats,
        random_state=task.seed,
    )
    return np.asarray(found.importances_mean)
