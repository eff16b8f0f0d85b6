"""Checks for self-deception, computed at every run, each with a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits

from analysis.intake.base import Base
from analysis.model.facts import Sentinel
from analysis.model.folds import make_folds
from analysis.model.nested import Outcome
from analysis.model.quick import order_auc, quick_auc
from analysis.model.sheet import Floats, Sheet
from analysis.model.verdict import OutOfFold
from analysis.settings import Settings

CURRENT_MONTH = "_current"
FEATURE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue_before_previous", "revenue_previous", "revenue_current"),
    "minutes": ("minutes_previous", "minutes_current"),
    "visits": ("pages_per_visit", "categories_per_visit"),
    "marketing": ("marketing_6m", "marketing_current"),
    "cart_and_failures": ("unpaid_goods", "failures"),
    "promo_share": ("promo_share",),
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


def watch(
    base: Base,
    sheet: Sheet,
    outcomes: Sequence[Outcome],
    procedure: OutOfFold,
    settings: Settings,
) -> tuple[Sentinel, ...]:
    """Every sentinel; refits use cheap models, for the direction and not the third digit."""
    with threadpool_limits(limits=1):
        return (
            *refit_sentinels(sheet, settings),
            *order_sentinels(base, sheet, settings.seed),
            twins(sheet, settings),
            class_balance(sheet),
            enough_customers(sheet, settings),
            stable_winner(outcomes),
            too_good(sheet, procedure),
            calibration_drift(sheet, procedure),
        )


def refit_sentinels(sheet: Sheet, settings: Settings) -> list[Sentinel]:
    """Logistic regression with shuffled labels and without each part of the features."""
    known = sheet.labelled
    dropped, pairwise = sheet.dropped[known], settings.model.pairwise_customers
    folds = make_folds(
        dropped, sheet.groups[known], folds=settings.model.outer_folds, seed=settings.seed
    )
    random = np.random.default_rng(settings.seed)

    def auc(labels: Floats, without: Sequence[str] = ()) -> float:
        return quick_auc(
            "logistic", sheet, known, labels, folds, pairwise=pairwise, without=without
        )

    shuffled = float(np.mean([auc(random.permutation(dropped)) for _ in range(SHUFFLES)]))
    full = auc(dropped)
    current = tuple(name for name in sheet.names if name.endswith(CURRENT_MONTH))
    parts = {"current_month": current, **FEATURE_GROUPS}
    return [
        by_chance("shuffled_labels", shuffled, dropped, otherwise="fail"),
        *(
            Sentinel(
                key=f"without_{name}",
                verdict="pass" if full - (left := auc(dropped, fields)) < LEAK_FALL else "warn",
                figure=left,
                reference=full,
            )
            for name, fields in parts.items()
            if set(fields) & set(sheet.names) and set(sheet.names) - set(fields)
        ),
    ]


def by_chance(key: str, figure: float, dropped: Floats, *, otherwise: str) -> Sentinel:
    """A ROC-AUC that should be that of chance, within 0.05 or three standard errors."""
    positive = float(dropped.sum())
    negative = len(dropped) - positive
    error = np.sqrt((len(dropped) + 1) / (12 * positive * negative))
    margin = max(CHANCE_MARGIN, NOISE * float(error))
    verdict = "pass" if abs(figure - CHANCE) <= margin else otherwise
    return Sentinel(key=key, verdict=verdict, figure=figure, reference=CHANCE)


def order_sentinels(base: Base, sheet: Sheet, seed: int) -> list[Sentinel]:
    """What the id alone, and the place in the file alone, tell about the label.

    Neither is a feature of any candidate: a signal is seen, said, and shut out.
    """
    known = sheet.labelled
    dropped = sheet.dropped[known]
    place = sheet.rows[known].astype(np.float64)
    number = id_numbers([str(label) for label in base.table.index])[sheet.rows[known]]
    return [
        by_chance(key, order_auc(values, dropped, seed=seed), dropped, otherwise="warn")
        for key, values in (("id_signal", number), ("row_order", place))
    ]


def id_numbers(ids: Sequence[str]) -> Floats:
    """Ids as numbers; where they are not, their places in alphabetical order."""
    if all(text.isdecimal() for text in ids):
        return stats.rankdata([int(text) for text in ids])
    return np.argsort(np.argsort(np.array(ids))).astype(np.float64)


def twins(sheet: Sheet, settings: Settings) -> Sentinel:
    """ROC-AUC with twins parted by the folds, against twins kept together."""
    known = sheet.labelled
    dropped, groups = sheet.dropped[known], sheet.groups[known]
    pairwise = settings.model.pairwise_customers
    alone = np.arange(len(known))

    def auc(people: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
        folds = make_folds(dropped, people, folds=settings.model.outer_folds, seed=settings.seed)
        return quick_auc("svc", sheet, known, dropped, folds, pairwise=pairwise)

    counts = np.bincount(groups)
    together = auc(groups)
    parted = auc(alone) if counts.max() > 1 else together
    return Sentinel(
        key="twins_across_folds",
        verdict="warn" if parted - together > TWIN_LIFT else "pass",
        figure=parted,
        reference=together,
        customers=int(counts[counts > 1].sum()),
    )


def class_balance(sheet: Sheet) -> Sentinel:
    """Share of dropped customers; a rare class leaves little to learn from."""
    dropped = sheet.dropped[sheet.labelled]
    share = float(dropped.mean())
    verdict = "pass" if RARE <= share <= 1 - RARE else "warn"
    return Sentinel(
        key="class_balance",
        verdict=verdict,
        figure=share,
        reference=RARE,
        customers=int(dropped.sum()),
    )


def enough_customers(sheet: Sheet, settings: Settings) -> Sentinel:
    """Labelled customers against the settings' two limits."""
    count = len(sheet.labelled)
    model = settings.model
    if count < model.too_few_customers:
        verdict, reference = "fail", model.too_few_customers
    else:
        verdict = "warn" if count < model.few_customers else "pass"
        reference = model.few_customers
    return Sentinel(
        key="few_customers",
        verdict=verdict,
        figure=float(count),
        reference=float(reference),
        customers=count,
    )


def stable_winner(outcomes: Sequence[Outcome]) -> Sentinel:
    """Share of outer folds whose own choice was the winner's."""
    final = outcomes[-1].contest.winner
    share = float(np.mean([outcome.contest.winner == final for outcome in outcomes[:-1]]))
    return Sentinel(
        key="stable_winner",
        verdict="pass" if share >= STABLE else "warn",
        figure=share,
        reference=STABLE,
    )


def too_good(sheet: Sheet, procedure: OutOfFold) -> Sentinel:
    """An honest ROC-AUC that is hardly believable on such data points to a leak."""
    known = sheet.labelled
    figure = float(roc_auc_score(sheet.dropped[known], procedure.risk[known]))
    return Sentinel(
        key="too_good",
        verdict="pass" if figure <= TOO_GOOD else "warn",
        figure=figure,
        reference=TOO_GOOD,
    )


def calibration_drift(sheet: Sheet, procedure: OutOfFold) -> Sentinel:
    """p-value that risk is as well calibrated in every profit decile (chi-square)."""
    known = sheet.labelled
    risk, dropped = procedure.risk[known], sheet.dropped[known]
    ordered = np.argsort(sheet.profit[known], kind="stable")
    parts = [part for part in np.array_split(ordered, DECILES) if len(part)]
    gaps = [
        (dropped[part] - risk[part]).sum() ** 2 / (risk[part] * (1 - risk[part])).sum()
        for part in parts
    ]
    p_value = float(stats.chi2.sf(sum(gaps), len(gaps)))
    return Sentinel(
        key="calibration_drift",
        verdict="pass" if p_value >= DRIFT else "warn",
        figure=p_value,
        reference=DRIFT,
    )
