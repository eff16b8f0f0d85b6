"""Settings of the model that name what does not exist, told before anything is computed."""

from __future__ import annotations

import numpy as np

from analysis.errors import SettingsError
from analysis.model.blend import COMPLEXITY
from analysis.model.contest import learners
from analysis.model.families import FAMILIES, family
from analysis.model.search import build, parameter_grid
from analysis.settings import DEFAULTS, ModelSettings, read_settings

PLACE = f"{DEFAULTS.name} or the file laid over it"
ANY = 100


def check_candidates(settings: ModelSettings) -> None:
    """Raises SettingsError: an unknown candidate, one without a search, a wrong parameter."""
    known = {f.key for f in FAMILIES}
    for key in (*settings.candidates, *settings.vote, *settings.stack, *settings.noisy_or):
        if key not in known | set(COMPLEXITY):
            allowed = ", ".join([f.key for f in FAMILIES] + list(COMPLEXITY))
            raise SettingsError(
                f"{PLACE}, key 'model.candidates'",
                f"there is no candidate {key!r}",
                fix=f"choose among {allowed}",
            )
    for key in learners(settings):
        check_search(key, settings)


def check_search(key: str, settings: ModelSettings) -> None:
    """Raises SettingsError where the candidate cannot be built from its search."""
    name = f"model.search.{key}"
    if key not in settings.search:
        raise SettingsError(
            f"{PLACE}, key '{name}'",
            f"the candidate {key!r} has no search",
            fix="add the table, or drop it",
        )
    # Values are refused by fitting, which takes time: ours are known to be right.
    ours = settings.search[key] == read_settings().model.search.get(key)
    for parameters in parameter_grid(settings.search[key].parameters):
        try:
            model = build(family(key), parameters, 0, ANY, ANY)
            if not ours:
                model.fit(np.ones((ANY, 3)), (np.arange(ANY) % 2).astype(np.float64))
        except ValueError as fault:
            raise SettingsError(
                f"{PLACE}, key '{name}.parameters'",
                f"{key!r} cannot be fitted: {str(fault).splitlines()[0]}",
                fix="use values that scikit-learn takes",
            ) from None
        except TypeError:
            names = ", ".join(name for name, _ in parameters)
            raise SettingsError(
                f"{PLACE}, key '{name}.parameters'",
                f"{key!r} does not take one of: {names}",
                fix="use the parameter names of scikit-learn",
            ) from None
