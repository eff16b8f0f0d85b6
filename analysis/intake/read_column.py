"""One column as it was read."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake.log import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """A column's values (index = position), which cells hold none, and what reading it found.

    A cell with a problem has no value either, but is not `missing`.
    """

    values: pd.Series
    missing: pd.Series[bool]
    log: Log
