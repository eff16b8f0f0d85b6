"""How much ROC-AUC falls when one feature is shuffled among customers not learned from."""

from __future__ import annotations

import numpy as np
from scipy import stats

from analysis.estimate import Estimate
from analysis.model.blend import Model
from analysis.model.metrics import roc_auc
from analysis.model.scores import INTERVAL, plain_weights
from analysis.model.sheet import Floats


def shuffled_loss(
    model: Model, rows: Floats, dropped: Floats, *, repeats: int, seed: int
) -> Floats:
    """Mean fall of ROC-AUC over the shuffles of each feature (Breiman 2001); (features,).

    All shuffled copies are asked for at once: a call costs more than a customer.
    """
    random = np.random.default_rng(seed)
    count, features = rows.shape
    copies = np.tile(rows, (repeats * features, 1, 1))
    for copy in range(len(copies)):
        column = copy % features
        copies[copy, :, column] = random.permutation(rows[:, column])
    risks = model.risk(np.concatenate([rows, copies.reshape(-1, features)]))
    once = plain_weights(count)
    aucs = [roc_auc(dropped, risk, once)[0] for risk in risks.reshape(-1, count)]
    return np.asarray(aucs[0] - np.reshape(aucs[1:], (repeats, features)).mean(axis=0))


def over_folds(falls: Floats) -> Estimate:
    """Mean over folds with its t interval."""
    mean = float(np.nanmean(falls))
    spread = float(np.nanstd(falls, ddof=1) / np.sqrt(len(falls)))
    low, high = (mean + stats.t.ppf(end, len(falls) - 1) * spread for end in INTERVAL)
    return Estimate(value=mean, low=float(low), high=float(high))
