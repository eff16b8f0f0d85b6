"""Customers who were left alone stand in for those whom a campaign contacted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.history.read import compose_history, leave_out_contacted
from analysis.model.features import make_rows
from analysis.model.thin_out import thin_out
from tests.analysis.random_store import SETTINGS, draw_store


def history(*, control=0.2, contacted_from=14.0):
    """Two months; who sees few pages was contacted in the first, but for a control group."""
    first, second = draw_store(1000, seed=1), draw_store(300, seed=2)
    rng = np.random.default_rng(0)
    planned = first.table["pages_per_visit"] + rng.normal(0, 2, 1000) < contacted_from - 5
    contacted = planned & (rng.random(1000) >= control)
    sent = pd.DataFrame(
        {"offer": np.where(planned, "win_back", ""), "side": "", "contacted": contacted},
        index=first.table.index,
    )
    # What is done to those contacted keeps every second of them.
    kept = contacted & (rng.random(1000) < 0.5)
    first = replace(
        first,
        dropped=first.dropped.mask(kept, 0.0),
        sent=sent,
        facts=replace(first.facts, month="2026-06"),
    )
    ids = "n" + second.table.index
    second = replace(
        second,
        table=second.table.set_axis(ids),
        dropped=second.dropped.set_axis(ids) * np.nan,
        labels=second.labels.set_axis(ids) * np.nan,
        groups=second.groups.set_axis(ids),
        facts=replace(second.facts, month="2026-09"),
    )
    months = compose_history([first, second], "own_label", SETTINGS)
    return leave_out_contacted(months, SETTINGS), sent


def test_as_many_customers_of_each_risk_are_learned_from_as_the_store_has():
    months, sent = history()
    rows = make_rows(*months.months)
    found = thin_out(rows, most=2600, seed=1)
    learned = found.take(found.known)
    assert len(learned) == 1000
    assert not set(learned.ids) & set(sent.index[sent["contacted"]])
    assert np.isclose(learned.dropped.mean(), draw_store(1000, seed=1).dropped.mean(), atol=0.05)
    # Those left alone as they are would be of too little risk.
    assert rows.dropped[rows.known].mean() < learned.dropped.mean() - 0.1
    twice = thin_out(rows, most=2600, seed=1)
    assert twice.ids.tolist() == found.ids.tolist()


def test_nobody_stands_in_where_nobody_was_left_alone():
    months, sent = history(control=0.0)
    found = thin_out(make_rows(*months.months), most=2600, seed=1)
    assert len(found.known) == 1000 - sent["contacted"].sum()


def test_a_record_of_a_month_without_an_outcome_changes_nothing():
    months, _ = history()
    first, second = months.months
    unknown = replace(first, dropped=first.dropped * np.nan)
    rows = make_rows(unknown, second)
    assert not rows.contacted.any()
