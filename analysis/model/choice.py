"""The rule that chooses the winner, written down before any outer fold is looked at.

Among the candidates whose ROC-AUC is not significantly below the best one's (the 95 %
interval of the paired difference reaches 0), the one with the least log loss; with the
setting "simplest", the simplest of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.model import metrics
from analysis.model.arrays import Floats
from analysis.model.candidates import COMPLEXITY
from analysis.model.scores import difference


def not_worse(dropped: Floats, risks: Mapping[str, Floats], weights: Floats) -> tuple[str, ...]:
    """Keys of the candidates whose ROC-AUC is not significantly below the best."""
    best = max(risks, key=lambda key: metrics.plain(metrics.roc_auc, dropped, risks[key]))
    return tuple(
        key
        for key, risk in risks.items()
        if key == best or difference(metrics.roc_auc, dropped, risk, risks[best], weights).high >= 0
    )


def choose(dropped: Floats, risks: Mapping[str, Floats], weights: Floats, *, simplest: bool) -> str:
    """The winner by the rule; risks are out-of-fold within the training set."""
    eligible = not_worse(dropped, risks, weights)
    if simplest:
        return min(eligible, key=COMPLEXITY.__getitem__)
    return min(eligible, key=lambda key: metrics.plain(metrics.log_loss, dropped, risks[key]))
