"""Four checked tables as one: a row a customer, in an order that files do not decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.intake.contracts import KEY, LABEL, PERIOD
from analysis.intake.table import CheckedTable
from analysis.vocabulary import fields


def join_customers(tables: Sequence[CheckedTable]) -> pd.DataFrame:
    """One row a customer (index = id), one column per vocabulary field but the key.

    The tables hold the same customers, each once per period. Rows are in the order of the ids
    (as numbers where all are), columns in the order of the vocabulary.
    """
    parts = [by_customer(table) for table in tables]
    joined = pd.concat(parts, axis="columns", join="inner")
    ordered = [name for name in fields() if name in joined.columns]
    table = joined.loc[sort_ids(joined.index), ordered]
    table.index.name = KEY
    return table


def by_customer(table: CheckedTable) -> pd.DataFrame:
    """One file with a row a customer; a monthly measure has a column per period."""
    frame, periods = table.frame, table.contract.periods
    if not periods:
        return frame.set_index(KEY)
    measure = table.contract.columns[-1].field
    wide = frame.pivot(index=KEY, columns=PERIOD, values=measure)
    return wide.rename(columns=dict(periods))[list(periods.values())]


def sort_ids(ids: pd.Index[str]) -> list[str]:
    """Ids as numbers where all of them are, as text otherwise."""
    as_text = [str(name) for name in ids]
    whole = all(name.isascii() and name.isdigit() for name in as_text)
    return sorted(as_text, key=(lambda name: (int(name), name)) if whole else None)


def read_label(table: pd.DataFrame, outcome: Mapping[str, float]) -> pd.Series[float]:
    """The label as 1.0 dropped, 0.0 same level, NaN blank; index = customer id."""
    return table[LABEL].map(outcome).astype("float64").rename("dropped")
