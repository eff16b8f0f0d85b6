"""The whole procedure, choice of the winner included, judged on customers it never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shap
from joblib import Parallel, delayed
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import permutation_importance
from threadpoolctl import threadpool_limits

from analysis.model.blend import Model
from analysis.model.contest import Contest, hold_contest
from analysis.model.explain import check_explanation, explain
from analysis.model.facts import ExplanationCheck
from analysis.model.folds import make_folds
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
    explanation: shap.Explanation | None  # of the test customers
    check: ExplanationCheck | None
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
        explanation = explain_fold(sheet, task, contest, settings) if scored else None
        return Outcome(
            task=task,
            risk=risk,
            thresholds={
                key: fold_threshold(sheet, task, inner, settings)
                for key, inner in contest.inner_risk.items()
            },
            explanation=explanation,
            check=check_fold(sheet, task, contest, explanation, settings),
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


class OnTable(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A model on a table of named columns, as scikit-learn and the explanation know one."""

    def __init__(self, model: Model, sheet: Sheet) -> None:
        self.model, self.sheet = model, sheet
        self.classes_ = np.array([0.0, 1.0])

    def fit(self, _x: pd.DataFrame, _y: Floats) -> OnTable:
        """Nothing to learn: the model is fitted."""
        return self

    def predict_proba(self, x: pd.DataFrame) -> Floats:
        """Probability of each class, (customers, 2)."""
        columns = [
            np.searchsorted(levels, x[name].to_numpy(str)) if levels else x[name].to_numpy(float)
            for name, levels in zip(self.sheet.names, self.sheet.levels, strict=True)
        ]
        risk = self.model.risk(np.column_stack(columns).astype(np.float64))
        return np.column_stack([1 - risk, risk])


def table_of(sheet: Sheet, customers: Integers) -> pd.DataFrame:
    """The customers' features under their names, categories as words."""
    rows = sheet.matrix[customers]
    columns = zip(sheet.names, sheet.levels, rows.T, strict=True)
    return pd.DataFrame(
        {
            name: np.array(levels, dtype=object)[values.astype(int)] if levels else values
            for name, levels, values in columns
        }
    )


def explain_fold(
    sheet: Sheet, task: Task, contest: Contest, settings: Settings
) -> shap.Explanation | None:
    """Each customer is explained by the model that scored them."""
    if not task.explain:
        return None
    return explain(
        OnTable(contest.models[contest.winner], sheet),
        table_of(sheet, task.train),
        table_of(sheet, task.test),
        pairs=settings.model.explained_pairs,
        seed=task.seed,
    )


def check_fold(
    sheet: Sheet,
    task: Task,
    contest: Contest,
    explanation: shap.Explanation | None,
    settings: Settings,
) -> ExplanationCheck | None:
    """The explanation of some customers held against a long run."""
    if explanation is None or not task.checked:
        return None
    return check_explanation(
        OnTable(contest.models[contest.winner], sheet),
        table_of(sheet, task.train),
        table_of(sheet, task.test),
        explanation,
        checked=task.checked,
        sample=settings.model.explained_background,
        seed=task.seed,
    )


def permute_fold(sheet: Sheet, task: Task, contest: Contest, settings: Settings) -> Floats | None:
    """Permutation importance (Breiman 2001) on the labelled test customers."""
    known = task.test[~np.isnan(sheet.dropped[task.test])]
    if not task.explain or not len(known):
        return None
    found = permutation_importance(
        OnTable(contest.models[contest.winner], sheet),
        table_of(sheet, known),
        sheet.dropped[known],
        scoring="roc_auc",
        n_repeats=settings.model.permutation_repeats,
        random_state=task.seed,
    )
    return np.asarray(found.importances_mean)


def run_tasks(sheet: Sheet, tasks: Sequence[Task], settings: Settings) -> tuple[Outcome, ...]:
    """Every task, on as many workers as the settings allow; the same figures on any number."""
    workers = min(settings.model.workers, len(tasks))
    jobs = (delayed(run_task)(sheet, task, settings) for task in tasks)
    return tuple(Parallel(n_jobs=workers)(jobs))
