"""What a month's tables say beside those of the month before, ahead of any computing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.errors import DataFileError, Place
from analysis.intake.base import Base
from analysis.intake.facts import Notice, NoticeKey
from analysis.intake.months import MONTH
from analysis.settings import DriftSettings
from analysis.vocabulary import categorical_features, numeric_features, values

# A factor whose power of ten is this near to a whole one is that power: from 800 to 1,250, 1,000.
NEAR_A_POWER = 0.1


def check_against(before: Base, now: Base, settings: DriftSettings) -> tuple[Notice, ...]:
    """What an analyst should know of a month beside an earlier one.

    Raises DataFileError where the later month's tables are the earlier one's under a new name.
    """
    _refuse_copy(before, now, settings)
    return (
        *_find_gap(before, now),
        *_find_vanished(before, now, settings),
        *_find_scales(before, now, settings),
        *_find_new_values(before, now, settings),
    )


def _refuse_copy(before: Base, now: Base, settings: DriftSettings) -> None:
    """Raise DataFileError where nearly all numbers of all customers are the same.

    Labels and words may stay as they are, and a late label in a copy makes no new month.
    """
    numbers = [*numeric_features(), "profit"]
    customers = before.table.index.union(now.table.index)
    first, second = (
        month.table[numbers].reindex(customers).to_numpy(dtype=np.float64)
        for month in (before, now)
    )
    differ = ~np.isclose(first, second, rtol=0, atol=0, equal_nan=True)
    if differ.mean() > settings.copied_cells:
        return
    month, earlier = now.facts.month, before.facts.month
    found = f"{differ.sum():,} of {differ.size:,} numbers differ" if differ.any() else "all equal"
    raise DataFileError(
        Place(month),
        f"its tables are those of {earlier} under a new name ({found})",
        fix=f"put the export of {month} into the folder, or remove the folder",
    )


def _find_gap(before: Base, now: Base) -> Iterator[Notice]:
    """Months between two that are named as months."""
    names = before.facts.month, now.facts.month
    if not all(MONTH.fullmatch(name) for name in names):
        return
    between = [str(month) for month in pd.period_range(*names, freq="M")[1:-1]]
    if between:
        yield _notice("months_between", "", ", ".join(between), len(between))


def _find_vanished(before: Base, now: Base, settings: DriftSettings) -> Iterator[Notice]:
    """Customers of the month before who are not even set aside in this one."""
    aside = {customer for rule in now.facts.set_aside for customer in rule.customer_ids}
    gone = before.table.index.difference(now.table.index).difference(pd.Index(sorted(aside)))
    if len(gone) > settings.vanished_share * len(before.table):
        yield _notice(
            "customers_vanished",
            "",
            _both(before, now, len(before.table), len(now.table)),
            len(gone),
        )


def _find_scales(before: Base, now: Base, settings: DriftSettings) -> Iterator[Notice]:
    """Numbers whose median is many times that of the month before, or a fraction of it."""
    for field in (*numeric_features(), "profit"):
        first, second = (float(month.table[field].median()) for month in (before, now))
        # Without a positive median in both months there is no factor.
        if not (first > 0 and second > 0):
            continue
        factor = second / first
        if max(factor, 1 / factor) >= settings.scale_factor:
            detail = f"{_both(before, now, first, second)}; × {_name_factor(factor)}"
            yield _notice("scale_jumped", field, detail, len(now.table))


def _name_factor(factor: float) -> str:
    """A power of ten where the factor is near one, else two digits.

    >>> _name_factor(1034.0), _name_factor(0.0098), _name_factor(61.3)
    ('1000', '0.01', '61')
    """
    power = round(np.log10(factor))
    if abs(np.log10(factor) - power) < NEAR_A_POWER:
        return f"{10.0**power:.10g}"
    return f"{factor:.2g}"


def _find_new_values(before: Base, now: Base, settings: DriftSettings) -> Iterator[Notice]:
    """Categories that enough customers have and nobody had in the month before."""
    for field in categorical_features():
        counts = now.table[field].value_counts()
        fewest = settings.new_category_share * len(now.table)
        for value, count in counts[counts >= fewest].items():
            if not (before.table[field] == value).any():
                detail = f"{_spell(field, str(value))} ({_both(before, now, 0, int(count))})"
                yield _notice("value_since", field, detail, int(count))


def _spell(field: str, kept: str) -> str:
    """A value in the store's own words."""
    return next((own for own, value in values()[field].items() if value.value == kept), kept)


def _both(before: Base, now: Base, first: float, second: float) -> str:
    """A figure of both months; twelve digits show any number without an exponent or rounding."""
    return f"{before.facts.month}: {first:.12g}; {now.facts.month}: {second:.12g}"


def _notice(key: NoticeKey, field: str, detail: str, count: int) -> Notice:
    return Notice(key=key, file="", column=field, detail=detail, count=count)
