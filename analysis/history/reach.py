"""Which months' tables matter for a month."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.intake.months import MONTH, MonthFolder
from analysis.settings import Settings


def months_later(month: str, months: int) -> str:
    """The name of the month so many months later.

    >>> months_later("2026-11", 3)
    '2027-02'
    """
    return str(pd.Period(month, "M") + months)


def months_between(earlier: str, later: str) -> int:
    """How many months later the second month is.

    >>> months_between("2026-11", "2027-02")
    3
    """
    return pd.Period(later, "M").ordinal - pd.Period(earlier, "M").ordinal


def recent_months(
    folders: Sequence[MonthFolder], settings: Settings, scored: str
) -> list[MonthFolder]:
    """The scored month, those before it that are near enough to learn from, and all later ones.

    A folder that is not named by a month stands alone.
    """
    if not MONTH.fullmatch(scored):
        return [folder for folder in folders if folder.name == scored]
    oldest = oldest_month(scored, settings)
    return [folder for folder in folders if folder.name >= oldest]


def oldest_month(scored: str, settings: Settings) -> str:
    """The first month whose tables matter for the scored one."""
    reach = settings.months.learn_from_months + settings.economics.horizon_months
    return months_later(scored, -reach)
