"""What each candidate costs, for `retention bench`."""

from __future__ import annotations

import time
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from analysis.intake.base import Base
from analysis.model.features import make_rows
from analysis.model.fit import priced
from analysis.model.learn import learn
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTime:
    """CPU seconds of one candidate on one training set; an edition has `trainings` of them.

    A blend's seconds include its members, which an edition learns once for all candidates.
    """

    candidate: str
    trials: int
    seconds: float
    trainings: int

    @property
    def edition_seconds(self) -> float:
        """CPU seconds over all training sets of one edition."""
        return self.seconds * self.trainings


def time_candidates(base: Base, settings: Settings) -> tuple[CandidateTime, ...]:
    """Learn every candidate alone on all labelled customers, with the clock on."""
    rows, model = make_rows(base), settings.model
    known, settings = rows.take(rows.known), priced(settings, rows)
    times = []
    for key in model.candidates:
        alone = settings.model_copy(
            update={"model": model.model_copy(update={"candidates": (key,)})}
        )
        with threadpool_limits(limits=1):
            began = time.process_time()
            learned = learn(known, alone)
        times.append(
            CandidateTime(
                candidate=key,
                trials=len(learned.search),
                seconds=time.process_time() - began,
                trainings=model.outer_folds * model.repeats + 1,
            )
        )
    return tuple(times)
