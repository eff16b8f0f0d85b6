"""The colours of `templates/_brand.yml`, which charts, pages and PDFs share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from report.paths import BRAND


@cache
def palette() -> Mapping[str, str]:
    """Name -> "#rrggbb", the night's colours included."""
    # As plain YAML: loading brand_yml takes longer than all the colours of an edition.
    read = yaml.safe_load(BRAND.read_text(encoding="utf-8"))["color"]["palette"]
    return {name: str(value) for name, value in read.items()}
