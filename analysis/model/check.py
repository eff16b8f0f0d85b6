"""Parameters that no candidate takes, told before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.errors import SettingsError, refuse
from analysis.settings import DEFAULTS, Learner, ModelSettings, Parameter, read_settings

ANY = 100


def check_candidates(settings: ModelSettings) -> None:
    """Raises SettingsError with every candidate that cannot learn as its search says."""
    ours = read_settings().model.search
    # Values are refused by fitting, which takes time: ours are known to be right.
    own = {key: grid for key, grid in settings.search.items() if grid != ours.get(key)}
    faults = [_find_fault(key, grid) for key, grid in own.items()]
    refuse([fault for fault in faults if fault is not None])


def _find_fault(key: Learner, grid: Mapping[str, Sequence[Parameter]]) -> SettingsError | None:
    """Why a candidate cannot learn; the first reason is enough."""
    # Only where something differs from ours: `retention check` does not wait for scikit-learn.
    import numpy as np
    import pandas as pd
    from sklearn.model_selection import ParameterGrid

    from analysis.history.outcome import STATE
    from analysis.model.candidates import learner

    labels = np.arange(ANY) % 2
    features = pd.DataFrame(np.eye(ANY, 3), columns=list("abc"))
    features[STATE] = np.where(labels == 1, "dropped", "same")
    for parameters in ParameterGrid(grid):
        try:
            learner(key).set_params(**parameters).fit(features, labels)
        except (TypeError, ValueError) as fault:
            # The rest of scikit-learn's sentence lists parameters by the dozen.
            problem = str(fault).splitlines()[0].split(" for estimator ")[0].rstrip(".")
            return SettingsError(
                f"{DEFAULTS.name} or the file laid over it, key 'model.search.{key}'",
                f"{key!r} cannot be fitted: {problem}",
                fix="use the names and values that scikit-learn takes, as in settings.toml",
            )
    return None
