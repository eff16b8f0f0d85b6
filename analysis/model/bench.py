"""What each candidate costs, for `retention bench`."""

from __future__ import annotations

import time
from collections.abc import Mapping

from threadpoolctl import threadpool_limits

from analysis.history.read import History
from analysis.model.fit import learning_rows, priced
from analysis.model.learn import learn
from analysis.settings import Settings


def time_candidates(history: History, settings: Settings) -> Mapping[str, float]:
    """CPU seconds of learning each candidate alone from all labelled customers, a blend's members
    included. An edition learns from one training set per outer fold, and from everybody."""
    rows, model = learning_rows(history.months, settings), settings.model
    seconds: dict[str, float] = {}
    known, settings = rows.take(rows.known), priced(settings, rows)
    for key in model.candidates:
        alone = model.model_copy(update={"candidates": (key,)})
        began = time.process_time()
        with threadpool_limits(limits=1):
            learn(known, settings.model_copy(update={"model": alone}))
        seconds[key] = time.process_time() - began
    return seconds
