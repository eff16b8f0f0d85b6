"""Which outcome of which month is known, whichever way the store exports its labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.history.facts import OutcomeMeaning
from analysis.history.reach import months_later
from analysis.intake.base import Base
from analysis.settings import MonthsSettings

# The state at the export, as a feature where the label is no outcome of its own month.
STATE = "activity"
STATES = {1.0: "dropped", 0.0: "same"}


def find_meaning(bases: Sequence[Base], settings: MonthsSettings, horizon: int) -> OutcomeMeaning:
    """How the store exports labels: as the settings say, else by what the folders hold.

    Labels are states where the newest month's are filled although its outcome lies ahead, and
    some earlier month's customers can be found again a horizon later.
    """
    if settings.outcome != "auto":
        return settings.outcome
    by_name = {base.facts.month: base for base in bases}
    shared = (
        len(base.table.index.intersection(by_name[later].labels.dropna().index))
        for base in bases[:-1]
        if (later := months_later(base.facts.month, horizon)) in by_name
    )
    filled = bases[-1].labels.notna().mean() >= settings.filled_share
    found_again = max(shared, default=0) >= settings.pair_customers
    return "later_label" if filled and found_again else "own_label"


def attach_later_labels(bases: Sequence[Base], horizon: int) -> list[Base]:
    """Every month with the labels of a horizon later as its outcome, its own as the state now.

    Who is not found in the later folder, also among those it sets aside, has no known outcome.
    """
    labels = {base.facts.month: base.labels for base in bases}
    return [_attach(base, labels, horizon) for base in bases]


def _attach(base: Base, labels: Mapping[str, pd.Series[float]], horizon: int) -> Base:
    nothing = pd.Series(np.nan, index=base.table.index)
    outcome = labels.get(months_later(base.facts.month, horizon), nothing)
    state = base.labels.reindex(base.table.index).map(STATES)
    return replace(
        base,
        table=base.table.assign(**{STATE: state.astype(object).where(state.notna(), np.nan)}),
        dropped=outcome.reindex(base.table.index).astype("float64").rename("dropped"),
    )


def forget_later(bases: Sequence[Base], horizon: int) -> list[Base]:
    """The months without the outcomes that were not known yet when the last of them was new."""
    newest = bases[-1].facts.month
    return [
        base
        if months_later(base.facts.month, horizon) <= newest
        else replace(base, dropped=base.dropped * np.nan)
        for base in bases
    ]


def find_contacted(base: Base) -> NDArray[np.bool_]:
    """Which of the month's customers are a person who was contacted, by the record of what was
    sent; nobody where there is none, or where no outcome of the month is known yet."""
    if base.sent is None or base.dropped.isna().all():
        return np.zeros(len(base.groups), dtype=bool)
    return _persons_of(base, base.sent["contacted"].astype(bool))


def find_left_alone(base: Base) -> NDArray[np.bool_]:
    """For which of the month's customers an offer was planned that they did not get."""
    if base.sent is None:
        return np.zeros(len(base.groups), dtype=bool)
    return _persons_of(base, base.sent["offer"] != "") & ~find_contacted(base)


def _persons_of(base: Base, chosen: pd.Series[bool]) -> NDArray[np.bool_]:
    persons = base.groups.reindex(chosen.index[chosen]).dropna()
    return np.asarray(base.groups.isin(persons), dtype=bool)
