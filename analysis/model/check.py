"""Settings of the model that name what does not exist, told before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from sklearn.model_selection import ParameterGrid

from analysis.errors import SettingsError, refuse
from analysis.model.candidates import COMPLEXITY, LEARNERS, learner, needed_learners
from analysis.settings import DEFAULTS, ModelSettings, Parameter, read_settings

PLACE = f"{DEFAULTS.name} or the file laid over it"
ANY = 100


def check_candidates(settings: ModelSettings) -> None:
    """Raises SettingsError with every candidate that is unknown, there twice or without a search,
    and every wrong parameter.
    """
    refuse(list(_find_unknown(settings)))
    faults = (_find_search_fault(key, settings.search) for key in needed_learners(settings))
    refuse([fault for fault in faults if fault is not None])


def _find_unknown(settings: ModelSettings) -> Iterator[SettingsError]:
    """Names of the lists of candidates that mean nothing, or the same as one before them."""
    for name in ("candidates", "vote", "stack", "noisy_or"):
        place, keys = f"{PLACE}, key 'model.{name}'", getattr(settings, name)
        # A blend is made of candidates that learn by themselves.
        known = tuple(COMPLEXITY) if name == "candidates" else LEARNERS
        for key in dict.fromkeys(keys):
            if key not in known:
                fix = f"choose among {', '.join(known)}"
                yield SettingsError(place, f"there is no candidate {key!r}", fix=fix)
            if keys.count(key) > 1:
                problem = f"{key!r} is there more than once"
                yield SettingsError(place, problem, fix="name each candidate once")


def _find_search_fault(
    key: str, spaces: Mapping[str, Mapping[str, Sequence[Parameter]]]
) -> SettingsError | None:
    """Why a candidate cannot be built from its search; the first reason is enough."""
    place = f"{PLACE}, key 'model.search.{key}'"
    if key not in spaces:
        problem = f"the candidate {key!r} has no search"
        return SettingsError(place, problem, fix="add the table, or drop it")
    # Values are refused by fitting, which takes time: ours are known to be right.
    if spaces[key] == read_settings().model.search.get(key):
        return None
    features, labels = pd.DataFrame(np.eye(ANY, 3), columns=list("abc")), np.arange(ANY) % 2
    for parameters in ParameterGrid(spaces[key]):
        try:
            learner(key).set_params(**parameters).fit(features, labels)
        except (TypeError, ValueError) as fault:
            # The rest of scikit-learn's sentence lists parameters by the dozen.
            problem = str(fault).splitlines()[0].split(" for estimator ")[0].rstrip(".")
            return SettingsError(
                place,
                f"{key!r} cannot be fitted: {problem}",
                fix="use the names and values that scikit-learn takes, as in settings.toml",
            )
    return None
