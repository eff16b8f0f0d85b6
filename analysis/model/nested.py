"""The whole procedure, choice of the winner included, judged on customers it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

from analysis.model.contest import Contest, hold_contest
from analysis.model.explain import Explained, explain_and_check
from analysis.model.folds import make_folds
from analysis.model.importance import shuffled_loss
from analysis.model.sheet import Floats, Integers, Sheet
from analysis.model.threshold import policy_thresholds
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Learn on some customers, score others. `train` and `test` are positions in the sheet."""

    train: Integers
    test: Integers
    seed: int
    explain: bool
    checked: int  # customers whose explanation a long reference run checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one task found; risks and thresholds by candidate, no model kept."""

    task: Task
    risk: Mapping[str, Floats]  # of the test customers
    thresholds: Mapping[str, float]  # chosen on the training customers' out-of-fold risk
    contest: Contest
    explained: Explained | None
    permutation: Floats | None  # fall of ROC-AUC by feature


def outer_tasks(sheet: Sheet, settings: Settings, *, explain: bool = True) -> tuple[Task, ...]:
    """One task per outer fold and repeat, then the task that learns from everyone.

    A customer without a label is scored with the fold that holds their labelled twin, so
    that no model ever saw the twin's label; without a labelled twin, by the last task.
    """
    known = sheet.labelled
    tasks: list[Task] = []
    for repeat in range(settings.model.repeats):
        seed = settings.seed + 1000 * repeat
        folds = make_folds(
            sheet.dropped[known], sheet.groups[known], folds=settings.model.outer_folds, seed=seed
        )
        for number, fold in enumerate(folds):
            test = with_twins(sheet, known[fold.test])
            tasks.append(
                Task(
                    train=known[fold.train],
                    test=test,
                    seed=seed + number + 1,
                    explain=explain and repeat == 0,
                    checked=settings.model.reference_customers if explain and not tasks else 0,
                )
            )
    lonely = np.flatnonzero(np.isnan(sheet.dropped) & ~np.isin(sheet.groups, sheet.groups[known]))
    return (*tasks, Task(train=known, test=lonely, seed=settings.seed, explain=explain, checked=0))


def with_twins(sheet: Sheet, customers: Integers) -> Integers:
    """The customers and every unlabelled customer who is the same person."""
    twins = np.isnan(sheet.dropped) & np.isin(sheet.groups, sheet.groups[customers])
    return np.sort(np.concatenate([customers, np.flatnonzero(twins)]))


def run_task(sheet: Sheet, task: Task, settings: Settings) -> Outcome:
    """Hold the contest on the training customers and score the others with every candidate.

    One thread of linear algebra: sums in another order would end in other digits.
    """
    with threadpool_limits(limits=1):
        contest = hold_contest(sheet, task.train, settings.model, task.seed)
        rows = sheet.matrix[task.test]
        scored = len(rows) > 0
        risk = {
            key: contest.models[key].risk(rows) if scored else np.empty(0)
            for key in contest.inner_risk
        }
        return Outcome(
            task=task,
            risk=risk,
            thresholds={
                key: fold_threshold(sheet, task, inner, settings)
                for key, inner in contest.inner_risk.items()
            },
            explained=explain_fold(sheet, task, contest, settings) if scored else None,
            permutation=permute_fold(sheet, task, contest, settings) if scored else None,
            contest=contest,
        )


def fold_threshold(sheet: Sheet, task: Task, inner: Floats, settings: Settings) -> float:
    """The chosen policy's cut on the training customers' own out-of-fold risk."""
    cuts = policy_thresholds(
        sheet.dropped[task.train],
        inner,
        sheet.profit[task.train],
        settings.economics,
        settings.model.recall_target,
    )
    return cuts[settings.model.threshold_policy]


def explain_fold(
    sheet: Sheet, task: Task, contest: Contest, settings: Settings
) -> Explained | None:
    """Each customer is explained by the model that scored them."""
    if not task.explain:
        return None
    return explain_and_check(
        contest.models[contest.winner],
        sheet.matrix[task.test],
        sheet.matrix[task.train],
        pairs=settings.model.explained_pairs,
        background=settings.model.explained_background,
        checked=task.checked,
        seed=task.seed,
    )


def permute_fold(sheet: Sheet, task: Task, contest: Contest, settings: Settings) -> Floats | None:
    """Permutation importance on the labelled test customers."""
    known = task.test[~np.isnan(sheet.dropped[task.test])]
    if not task.explain or not len(known):
        return None
    return shuffled_loss(
        contest.models[contest.winner],
        sheet.matrix[known],
        sheet.dropped[known],
        repeats=settings.model.permutation_repeats,
        seed=task.seed,
    )


def run_tasks(sheet: Sheet, tasks: Sequence[Task], settings: Settings) -> tuple[Outcome, ...]:
    """Every task, on as many workers as the settings allow; the same figures on any number."""
    workers = min(settings.model.workers, len(tasks))
    jobs = (delayed(run_task)(sheet, task, settings) for task in tasks)
    return tuple(Parallel(n_jobs=workers)(jobs))
