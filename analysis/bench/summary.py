"""All simulated stores together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from analysis.bench.record import StoreRecord
from analysis.estimate import Estimate

Z_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One figure over the stores: how often its interval holds the truth."""

    metric: str
    stores: int
    share: Estimate  # with the Wilson interval of so many stores
    printed: float  # mean over the stores
    true: float
    width: float  # mean length of the printed interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEarnings:
    """One list over the stores; money per horizon, unit of profit."""

    key: str
    contacts: float  # mean over the stores
    cost: float
    earned: float
    of_best: float  # earned by all stores' lists, as a share of what the best lists earn
    beaten_in: int  # stores in which the recommended list earns more


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthSummary:
    """What `retention bench --truth` prints."""

    stores: int
    correlation: Estimate  # means over the stores, with their 95 % intervals
    log_loss: Estimate
    best_log_loss: Estimate
    excess_log_loss: Estimate
    divergence: Estimate
    coverage: tuple[Coverage, ...]
    lists: tuple[ListEarnings, ...]
    winners: tuple[tuple[str, int], ...]  # how many outer folds each won, most first


def summarise(records: Sequence[StoreRecord]) -> TruthSummary:
    """At least two stores."""
    won = [winner for record in records for winner in record.winners]
    tally = {key: won.count(key) for key in dict.fromkeys(won)}
    return TruthSummary(
        stores=len(records),
        correlation=mean([r.correlation for r in records]),
        log_loss=mean([r.log_loss for r in records]),
        best_log_loss=mean([r.best_log_loss for r in records]),
        excess_log_loss=mean([r.log_loss - r.best_log_loss for r in records]),
        divergence=mean([r.divergence for r in records]),
        coverage=tuple(cover(records, place) for place in range(len(records[0].figures))),
        lists=tuple(earnings(records, place) for place in range(len(records[0].lists))),
        winners=tuple(sorted(tally.items(), key=lambda item: (-item[1], item[0]))),
    )


def mean(values: Sequence[float]) -> Estimate:
    """The mean over the stores and its normal interval."""
    middle = float(np.mean(values))
    error = Z_95 * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return Estimate(value=middle, low=middle - error, high=middle + error)


def cover(records: Sequence[StoreRecord], place: int) -> Coverage:
    """One figure; `place`: its position in every record."""
    figures = [record.figures[place] for record in records]
    held = sum(figure.covered for figure in figures)
    limits = binomtest(held, len(figures)).proportion_ci(method="wilson")
    return Coverage(
        metric=figures[0].metric,
        stores=len(figures),
        share=Estimate(value=held / len(figures), low=float(limits.low), high=float(limits.high)),
        printed=float(np.mean([figure.printed.value for figure in figures])),
        true=float(np.mean([figure.true for figure in figures])),
        width=float(np.mean([figure.printed.high - figure.printed.low for figure in figures])),
    )


def earnings(records: Sequence[StoreRecord], place: int) -> ListEarnings:
    """One list; `place`: its position in every record."""
    scores = [record.lists[place] for record in records]
    recommended, best = (
        [next(s.earned for s in record.lists if s.key == key) for record in records]
        for key in ("recommended", "best")
    )
    return ListEarnings(
        key=scores[0].key,
        contacts=float(np.mean([score.contacts for score in scores])),
        cost=float(np.mean([score.cost for score in scores])),
        earned=float(np.mean([score.earned for score in scores])),
        of_best=sum(score.earned for score in scores) / sum(best),
        beaten_in=sum(r > score.earned for r, score in zip(recommended, scores, strict=True)),
    )
