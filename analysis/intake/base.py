"""The cleaned customers, as every later room receives them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake.facts import DataFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Customers kept for analysis, in a deterministic order, index = customer id (str).

    table: one column per field of the vocabulary except the key and the label; numbers are
        float64, categories and yes/no fields are str with the vocabulary's kept values
        (consent is "yes" or "no", profit a number). A feature may be missing (NaN).
    dropped: 1.0 dropped, 0.0 same level, NaN where the label is blank; same index.
    groups: integer code, equal for customers who are the same person under two ids; no split
        may part a group; same index.
    labels: as `dropped`, of everybody in the tables who has a profit, those set aside included.
    left_out: features that too many have no value of to learn from.
    sent: what the month's campaign.csv says was sent, None where there is no record: index =
        customer id (some may not be in the tables), columns offer (str, "" for none), side (str,
        "" where it is not recorded), contacted (bool), cost (float64, unit of profit) and taken
        (1.0, 0.0), both NaN where they are not recorded.
    """

    table: pd.DataFrame
    dropped: pd.Series[float]
    groups: pd.Series[int]
    labels: pd.Series[float]
    facts: DataFacts
    left_out: tuple[str, ...] = ()
    sent: pd.DataFrame | None = None
