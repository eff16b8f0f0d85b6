"""Settings of the model that name what does not exist, told before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.errors import SettingsError, refuse
from analysis.model.blend import COMPLEXITY
from analysis.model.contest import learners
from analysis.model.families import FAMILIES, family
from analysis.model.search import build, parameter_grid
from analysis.settings import DEFAULTS, ModelSettings, read_settings

PLACE = f"{DEFAULTS.name} or the file laid over it"
ANY = 100


def check_candidates(settings: ModelSettings) -> None:
    """Raises SettingsError with every candidate that is unknown, there twice or without a search,
    and every wrong parameter.
    """
    refuse(list(find_unknown(settings)))
    refuse([fault for key in learners(settings) for fault in find_search_faults(key, settings)])


def find_unknown(settings: ModelSettings) -> Iterator[SettingsError]:
    """Names of the lists of candidates that mean nothing, or the same as one before them."""
    single = [f.key for f in FAMILIES]
    for name in ("candidates", "vote", "stack", "noisy_or"):
        place, keys = f"{PLACE}, key 'model.{name}'", getattr(settings, name)
        # A blend is made of candidates that learn by themselves.
        known = [*single, *COMPLEXITY] if name == "candidates" else single
        for key in dict.fromkeys(keys):
            if key not in known:
                fix = f"choose among {', '.join(known)}"
                yield SettingsError(place, f"there is no candidate {key!r}", fix=fix)
            if keys.count(key) > 1:
                problem = f"{key!r} is there more than once"
                yield SettingsError(place, problem, fix="name each candidate once")


def find_search_faults(key: str, settings: ModelSettings) -> Iterator[SettingsError]:
    """Why a candidate cannot be built from its search; the first reason is enough."""
    name = f"model.search.{key}"
    if key not in settings.search:
        yield SettingsError(
            f"{PLACE}, key '{name}'",
            f"the candidate {key!r} has no search",
            fix="add the table, or drop it",
        )
        return
    # Values are refused by fitting, which takes time: ours are known to be right.
    ours = settings.search[key] == read_settings().model.search.get(key)
    for parameters in parameter_grid(settings.search[key].parameters):
        try:
            model = build(family(key), parameters, 0, ANY, ANY)
            if not ours:
                model.fit(np.ones((ANY, 3)), (np.arange(ANY) % 2).astype(np.float64))
        except ValueError as fault:
            yield SettingsError(
                f"{PLACE}, key '{name}.parameters'",
                f"{key!r} cannot be fitted: {str(fault).splitlines()[0]}",
                fix="use values that scikit-learn takes",
            )
            return
        except TypeError:
            names = ", ".join(name for name, _ in parameters)
            yield SettingsError(
                f"{PLACE}, key '{name}.parameters'",
                f"{key!r} does not take one of: {names}",
                fix="use the parameter names of scikit-learn",
            )
            return
