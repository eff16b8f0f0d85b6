"""Checks for self-deception, computed at every run, each with a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier
from threadpoolctl import threadpool_limits

from analysis.history.outcome import STATE
from analysis.model.arrays import Floats, Integers
from analysis.model.candidates import learner
from analysis.model.estimators import out_of_fold
from analysis.model.facts import Sentinel, Verdict
from analysis.model.features import Rows
from analysis.model.folds import Fold, make_folds
from analysis.model.validate import Outcome, OutOfFold
from analysis.settings import ModelSettings, Settings

CURRENT_MONTH = "_current"
FEATURE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue_before_previous", "revenue_previous", "revenue_current"),
    "minutes": ("minutes_previous", "minutes_current"),
    "visits": ("pages_per_visit", "categories_per_visit"),
    "marketing": ("marketing_6m", "marketing_current"),
    "cart_and_failures": ("unpaid_goods", "failures"),
    "promo_share": ("promo_share",),
    "state": (STATE,),
    "customer": ("days_registered", "service", "consent", "category"),
}
SHUFFLES = 3
CHANCE = 0.5
CHANCE_MARGIN = 0.05
NOISE = 3.0  # standard errors of a ROC-AUC at chance
LEAK_FALL = 0.05  # a group of features that carries more than this alone deserves a look
TWIN_LIFT = 0.005
TOO_GOOD = 0.95
RARE = 0.1
STABLE = 0.5
DECILES = 10
DRIFT = 0.01
NEIGHBOURS = 15
ORDER_FOLDS = 5


def watch(
    rows: Rows,
    outcomes: Sequence[Outcome],
    procedure: OutOfFold,
    settings: Settings,
) -> tuple[Sentinel, ...]:
    """Every sentinel; refits use cheap models, for the direction and not the third digit."""
    known, risk = rows.take(rows.known), procedure.risk[rows.known]
    winners = [outcome.model.winner for outcome in outcomes]
    with threadpool_limits(limits=1):
        return (
            *_refits(known, settings),
            *order_signals(known, settings.seed),
            _twins(known, settings),
            class_balance(known.dropped),
            enough_customers(len(known), settings.model),
            stable_winner(winners[-1], winners[:-1]),
            too_good(known.dropped, risk),
            calibration_drift(known.dropped, risk, known.profit),
        )


def _refits(known: Rows, settings: Settings) -> list[Sentinel]:
    """Logistic regression with shuffled labels and without each part of the features."""
    # Folds of the true labels, so that every figure is of the same folds.
    folds = _folds(known, known.groups, settings)

    def auc(features: pd.DataFrame = known.features, labels: Floats = known.dropped) -> float:
        return _auc("logistic", features, labels, folds, settings)

    random = np.random.default_rng(settings.seed)
    shuffled = [auc(labels=random.permutation(known.dropped)) for _ in range(SHUFFLES)]
    full, names = auc(), list(known.features.columns)
    current = tuple(name for name in names if name.endswith(CURRENT_MONTH))
    parts = {"current_month": current, **FEATURE_GROUPS}
    return [
        by_chance("shuffled_labels", float(np.mean(shuffled)), known.dropped, otherwise="fail"),
        *(
            without_part(
                part, full, auc(known.features.drop(columns=list(fields), errors="ignore"))
            )
            for part, fields in parts.items()
            if set(fields) & set(names) and set(names) - set(fields)
        ),
    ]


def _folds(known: Rows, groups: Integers, settings: Settings) -> list[Fold]:
    return make_folds(known.dropped, groups, folds=settings.model.outer_folds, seed=settings.seed)


def _auc(
    key: str, features: pd.DataFrame, labels: Floats, folds: list[Fold], settings: Settings
) -> float:
    """Out-of-fold ROC-AUC of one candidate, unsearched.

    Customers who are alike in all features are told apart by chance.
    """
    if (features.nunique(dropna=False) == 1).all():
        return CHANCE
    model = learner(key, pairwise=settings.model.pairwise_customers)
    return float(roc_auc_score(labels, out_of_fold(model, features, labels, folds)))


def _sentinel(
    key: str,
    figure: float,
    reference: float,
    *,
    well: bool,
    otherwise: Verdict = "warn",
    customers: int = 0,
) -> Sentinel:
    return Sentinel(
        key=key,
        verdict="pass" if well else otherwise,
        figure=float(figure),
        reference=float(reference),
        customers=customers,
    )


def without_part(part: str, full: float, left: float) -> Sentinel:
    """ROC-AUC without a part of the features, against all of them."""
    return _sentinel(f"without_{part}", left, full, well=full - left < LEAK_FALL)


def by_chance(key: str, figure: float, dropped: Floats, *, otherwise: Verdict) -> Sentinel:
    """A ROC-AUC that should be that of chance, within 0.05 or three standard errors."""
    positive = float(dropped.sum())
    negative = len(dropped) - positive
    error = float(np.sqrt((len(dropped) + 1) / (12 * positive * negative)))
    well = abs(figure - CHANCE) <= max(CHANCE_MARGIN, NOISE * error)
    return _sentinel(key, figure, CHANCE, well=well, otherwise=otherwise)


def order_signals(known: Rows, seed: int) -> list[Sentinel]:
    """What the id alone, and the place in the file alone, tell about the label.

    Neither is a feature of any candidate: a signal is seen, said, and shut out.
    """
    numbers = _id_numbers([str(each) for each in known.ids])
    signals = {"id_signal": numbers, "row_order": known.places.astype(np.float64)}
    return [
        by_chance(key, _order_auc(values, known.dropped, seed), known.dropped, otherwise="warn")
        for key, values in signals.items()
    ]


def _id_numbers(ids: Sequence[str]) -> Floats:
    """Ids as numbers; where not all are, their places in alphabetical order."""
    if all(text.isdecimal() for text in ids):
        return np.asarray(stats.rankdata([int(text) for text in ids]))
    return np.asarray(stats.rankdata(pd.factorize(np.array(ids), sort=True)[0]))


def _order_auc(values: Floats, labels: Floats, seed: int) -> float:
    """Out-of-fold ROC-AUC of the nearest neighbours along one number."""
    folds = min(ORDER_FOLDS, int(min(labels.sum(), (1 - labels).sum())))
    splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    model = KNeighborsClassifier(min(NEIGHBOURS, len(labels) // 4))
    return float(roc_auc_score(labels, out_of_fold(model, values[:, None], labels, splitter)))


def _twins(known: Rows, settings: Settings) -> Sentinel:
    """ROC-AUC with twins parted by the folds, against twins kept together."""

    def auc(groups: Integers) -> float:
        folds = _folds(known, groups, settings)
        return _auc("svc", known.features, known.dropped, folds, settings)

    counts, together = np.bincount(known.groups), auc(known.groups)
    parted = auc(np.arange(len(known))) if counts.max() > 1 else together
    return twins_across_folds(parted, together, customers=int(counts[counts > 1].sum()))


def twins_across_folds(parted: float, together: float, *, customers: int) -> Sentinel:
    """Twins on both sides of a split flatter a model; customers: how many have a twin."""
    well = parted - together <= TWIN_LIFT
    return _sentinel("twins_across_folds", parted, together, well=well, customers=customers)


def class_balance(dropped: Floats) -> Sentinel:
    """Share of dropped customers; a rare class leaves little to learn from."""
    share, many = float(dropped.mean()), int(dropped.sum())
    return _sentinel("class_balance", share, RARE, well=RARE <= share <= 1 - RARE, customers=many)


def enough_customers(count: int, model: ModelSettings) -> Sentinel:
    """Labelled customers against the settings' two limits."""
    otherwise: Verdict = "fail" if count < model.too_few_customers else "warn"
    limit = model.too_few_customers if otherwise == "fail" else model.few_customers
    well = count >= limit
    return _sentinel("few_customers", count, limit, well=well, otherwise=otherwise, customers=count)


def stable_winner(final: str, winners: Sequence[str]) -> Sentinel:
    """Share of outer folds whose own choice was the winner's."""
    share = float(np.mean([winner == final for winner in winners]))
    return _sentinel("stable_winner", share, STABLE, well=share >= STABLE)


def too_good(dropped: Floats, risk: Floats) -> Sentinel:
    """An honest ROC-AUC that is hardly believable on such data points to a leak."""
    figure = roc_auc_score(dropped, risk)
    return _sentinel("too_good", figure, TOO_GOOD, well=figure <= TOO_GOOD)


def calibration_drift(dropped: Floats, risk: Floats, profit: Floats) -> Sentinel:
    """p-value that risk is as well calibrated in every profit decile (chi-square)."""
    ordered = np.argsort(profit, kind="stable")
    gaps = [
        (dropped[part] - risk[part]).sum() ** 2 / (risk[part] * (1 - risk[part])).sum()
        for part in np.array_split(ordered, min(DECILES, len(ordered)))
    ]
    p_value = stats.chi2.sf(sum(gaps), len(gaps))
    return _sentinel("calibration_drift", p_value, DRIFT, well=p_value >= DRIFT)
