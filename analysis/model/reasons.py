"""Contributions as a reader meets them: importance, dependence, three reasons a customer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import spearmanr

from analysis.model.facts import Dependence, ExplanationCheck, Importance, Reason
from analysis.model.importance import over_folds
from analysis.model.nested import Outcome
from analysis.model.sheet import Floats, Sheet

REASONS = 3
TOP = 3
CLEAR = 0.3  # rank correlation of value and contribution above which there is a direction
METHOD = "permutation walks with antithetic orders, against shap.KernelExplainer"


def all_contributions(sheet: Sheet, outcomes: Sequence[Outcome]) -> Floats:
    """Contributions of every customer, each from the model that scored them first."""
    contributions = np.zeros_like(sheet.matrix)
    for outcome in outcomes:
        if outcome.explained is not None:
            contributions[outcome.task.test] = outcome.explained.contributions
    return contributions


def check_explanation(outcomes: Sequence[Outcome]) -> ExplanationCheck:
    """Correlation of fast and long contributions over the checked customers."""
    pairs = [
        (o.explained.contributions[o.explained.checked].ravel(), o.explained.reference.ravel())
        for o in outcomes
        if o.explained is not None and len(o.explained.reference)
    ]
    fast, slow = (np.concatenate(side) for side in zip(*pairs, strict=True))
    features = outcomes[0].explained.contributions.shape[1] if outcomes[0].explained else 1
    same = fast.std() == 0 or slow.std() == 0
    return ExplanationCheck(
        method=METHOD,
        customers=len(fast) // features,
        correlation=float(np.allclose(fast, slow))
        if same
        else float(np.corrcoef(fast, slow)[0, 1]),
    )


def importances(
    sheet: Sheet, outcomes: Sequence[Outcome], contributions: Floats
) -> tuple[Importance, ...]:
    """Every feature, strongest mean contribution first."""
    falls = np.array([o.permutation for o in outcomes if o.permutation is not None])
    rows = [
        Importance(
            feature=name,
            mean_abs_shap=float(np.abs(contributions[:, i]).mean()),
            direction=direction(sheet, contributions, i),
            permutation=over_folds(falls[:, i]),
        )
        for i, name in enumerate(sheet.names)
    ]
    return tuple(sorted(rows, key=lambda row: -row.mean_abs_shap))


def direction(sheet: Sheet, contributions: Floats, feature: int) -> str:
    """Whether higher values go with higher risk."""
    values, given = sheet.matrix[:, feature], contributions[:, feature]
    if sheet.levels[feature]:
        return "category"
    if values.std() == 0 or given.std() == 0:
        return "mixed"
    tie = float(spearmanr(values, given).statistic)
    if abs(tie) < CLEAR:
        return "mixed"
    return "more" if tie > 0 else "less"


def dependences(
    sheet: Sheet, contributions: Floats, importance: Sequence[Importance]
) -> tuple[Dependence, ...]:
    """Contribution against value for the strongest numeric features."""
    numeric = [row.feature for row in importance if row.direction != "category"][:TOP]
    return tuple(
        Dependence(
            feature=name,
            values=tuple(sheet.matrix[:, sheet.names.index(name)].tolist()),
            contributions=tuple(contributions[:, sheet.names.index(name)].tolist()),
        )
        for name in numeric
    )


def usual_values(sheet: Sheet) -> tuple[float | str, ...]:
    """Median, or most frequent level, of the customers who keep theirs."""
    kept = sheet.matrix[sheet.dropped == 0]
    return tuple(
        levels[int(np.bincount(kept[:, i].astype(np.intp)).argmax())]
        if levels
        else float(np.median(kept[:, i]))
        for i, levels in enumerate(sheet.levels)
    )


def reasons_of(
    sheet: Sheet, contributions: Floats, flagged: Floats
) -> tuple[tuple[Reason, ...], ...]:
    """Per customer of the sheet the features that speak most for what the model says.

    For a customer at or above the threshold: what raises the risk most; below it: what
    lowers it most.
    """
    usual = usual_values(sheet)
    sign = np.where(flagged == 1, 1.0, -1.0)
    ranked = np.argsort(-contributions * sign[:, None], axis=1, kind="stable")[:, :REASONS]
    return tuple(
        tuple(reason(sheet, contributions, usual, customer, int(i)) for i in features)
        for customer, features in enumerate(ranked)
    )


def reason(
    sheet: Sheet,
    contributions: Floats,
    usual: Sequence[float | str],
    customer: int,
    feature: int,
) -> Reason:
    """One feature's part in one customer's risk."""
    value, levels = float(sheet.matrix[customer, feature]), sheet.levels[feature]
    return Reason(
        feature=sheet.names[feature],
        value=levels[int(value)] if levels else value,
        usual=usual[feature],
        contribution=float(contributions[customer, feature]),
    )
