"""The versions of Python and of the packages that compute."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

COMPUTING_PACKAGES = ("numpy", "pandas", "phik", "scikit-learn", "scipy", "shap", "statsmodels")


def name_versions() -> Mapping[str, str]:
    """Package -> version."""
    found = {name: version(name) for name in COMPUTING_PACKAGES}
    return {"python": platform.python_version(), **found}
