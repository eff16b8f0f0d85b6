"""What each candidate costs, for `retention bench`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from threadpoolctl import threadpool_limits

from analysis.intake.base import Base
from analysis.model.blend import COMPLEXITY, Model
from analysis.model.contest import blend, learners
from analysis.model.families import family
from analysis.model.folds import make_folds
from analysis.model.search import Learning, Searched, preparations, refit, search
from analysis.model.sheet import make_sheet
from analysis.settings import Settings

Found = TypeVar("Found")
PREPARE = "prepare"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTime:
    """CPU seconds of one candidate on one training set; an edition has `trainings` of them.

    `prepare` is the folding and the preparations that candidates share. A blend searches
    nothing, and its members are counted in their own rows.
    """

    candidate: str
    trials: int
    search_seconds: float
    refit_seconds: float
    trainings: int

    @property
    def edition_seconds(self) -> float:
        """CPU seconds over all training sets of one edition."""
        return (self.search_seconds + self.refit_seconds) * self.trainings


def time_candidates(base: Base, settings: Settings) -> tuple[CandidateTime, ...]:
    """Search and refit every candidate once on all labelled customers, with the clock on."""
    sheet, model = make_sheet(base), settings.model
    known = sheet.labelled
    trainings = model.outer_folds * model.repeats + 1

    def row(name: str, trials: int, searched: float, refitted: float) -> CandidateTime:
        return CandidateTime(
            candidate=name,
            trials=trials,
            search_seconds=searched,
            refit_seconds=refitted,
            trainings=trainings,
        )

    def prepare() -> Learning:
        folds = make_folds(
            sheet.dropped[known], sheet.groups[known], folds=model.inner_folds, seed=settings.seed
        )
        learning = Learning(
            sheet=sheet,
            customers=known,
            folds=folds,
            seed=settings.seed,
            pairwise=model.pairwise_customers,
        )
        for key in learners(model):
            for preparation in preparations(model.search[key]):
                learning.prepared(preparation)
        return learning

    with threadpool_limits(limits=1):
        learning, seconds = clocked(prepare)
        rows = [row(PREPARE, 0, seconds, 0.0)]
        searches: dict[str, Searched] = {}
        models: dict[str, Model] = {}
        for key in learners(model):
            kind = family(key)
            searches[key], searched = clocked(partial(search, kind, model.search[key], learning))
            models[key], fitted = clocked(partial(refit, kind, searches[key], learning))
            rows.append(row(key, len(searches[key].trials), searched, fitted))
        for key in (key for key in model.candidates if key in COMPLEXITY):
            alone = model.model_copy(update={"candidates": (key,)})
            _, mixed = clocked(partial(blend, alone, models, searches, learning))
            rows.append(row(key, 0, 0.0, mixed))
    return tuple(rows)


def clocked(step: Callable[[], Found]) -> tuple[Found, float]:
    """What the step gives, and the CPU seconds it took."""
    began = time.process_time()
    found = step()
    return found, time.process_time() - began
