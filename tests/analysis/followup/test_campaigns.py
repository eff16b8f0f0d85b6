"""An earlier edition is a campaign of the people it sent something to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import pipeline
from analysis.estimate import Estimate
from analysis.followup.campaigns import list_campaigns
from analysis.history.read import compose_history
from analysis.model.fit import ModelOutcome
from tests.analysis.followup.test_changes import forecast
from tests.analysis.random_store import SETTINGS, draw_store, guess_risk
from tests.report.facts_factory import make_model, make_profile

STORE = draw_store(300)
SENT = Estimate(value=0.9, low=0.8, high=1.0)


def history(scored):
    """Two months; the first has one customer more, who is one person with c1."""
    groups = STORE.groups.copy()
    groups["c0"] = groups["c1"]
    first = replace(STORE, groups=groups, facts=replace(STORE.facts, month="2026-06"))
    rest = STORE.table.index[1:]
    second = replace(
        STORE,
        table=STORE.table.loc[rest],
        dropped=STORE.dropped[rest],
        groups=STORE.groups[rest],
        labels=STORE.labels[rest],
        facts=replace(STORE.facts, month=scored),
    )
    return compose_history([first, second], "own_label", SETTINGS)


def edition(month="2026-06", *, rows=(), **changes):
    said = dict.fromkeys(["c0", "c2", "gone", *rows], (0.9, 4))
    made = forecast(month, said, **changes)
    nothing = [*[False] * len(rows)]
    rows = made.customers.assign(
        offer=["win_back", "win_back", *[""] * (1 + len(rows))],
        control=[False, True, False, *nothing],
    )
    return replace(made, customers=rows)


@pytest.mark.parametrize(("scored", "pending"), [("2026-08", True), ("2026-09", False)])
def test_people_are_known_by_any_of_their_ids_and_outcomes_after_the_horizon(scored, pending):
    months = history(scored)
    (campaign,) = list_campaigns([edition(roc_auc=SENT)], months)
    assert campaign.pending == pending
    assert campaign.months_ago == int(scored[-1]) - 6
    groups = months.scored.groups
    assert campaign.contacted["person"].tolist() == [groups["c1"]]
    assert campaign.left_out["person"].tolist() == [groups["c2"]]


def test_a_forecast_without_lists_and_an_edition_of_the_month_itself_sent_nothing():
    editions = [edition(), edition("2026-08", roc_auc=SENT)]
    assert list_campaigns(editions, history("2026-08")) == ()


def recorded(months, **rows):
    """The history whose first month has a record; rows: id -> (offer, side, contacted)."""
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["offer", "side", "contacted"])
    table = table.assign(cost=[2.0, *[np.nan] * (len(table) - 1)], taken=np.nan)
    first = replace(months.months[0], sent=table)
    return replace(months, months=(first, *months.months[1:]))


def test_who_was_contacted_is_what_the_record_says():
    months = recorded(history("2026-08"), c0=("win_back", "", False), c2=("win_back", "", True))
    (campaign,) = list_campaigns([edition(roc_auc=SENT)], months)
    groups = months.scored.groups
    assert campaign.contacted["person"].tolist() == [groups["c2"]]
    assert campaign.left_out["person"].tolist() == [groups["c2"]]
    record = campaign.record
    assert (record.planned, record.control, record.contacted) == (2, 1, 1)
    assert (record.control_contacted, record.not_contacted) == (1, 1)


def test_what_differs_from_the_plan_is_counted():
    months = recorded(
        history("2026-08"),
        c0=("cart_reminder", "", True),
        c5=("win_back", "", True),
        stranger=("win_back", "", True),
    )
    (campaign,) = list_campaigns([edition(roc_auc=SENT, rows=["c5"])], months)
    record = campaign.record
    assert (record.other_offer, record.unplanned, record.unknown) == (1, 1, 1)
    assert (record.contacted, record.not_contacted, record.control_contacted) == (3, 0, 0)
    assert (record.cost, record.taken) == (2.0, None)
    assert record.recorded
    # Tired of an offer is who got it, planned or not.
    assert set(campaign.contacted["offer"]) == {"win_back"}
    assert len(campaign.contacted) == 2


def test_what_nobody_recorded_counts_as_sent_as_planned():
    (campaign,) = list_campaigns([edition(roc_auc=SENT)], history("2026-08"))
    record = campaign.record
    assert (record.recorded, record.contacted, record.control) == (False, 1, 1)
    assert (record.control_contacted, record.not_contacted, record.unknown) == (0, 0, 0)


def test_a_record_tells_the_sides_where_the_edition_had_no_lists():
    months = recorded(
        history("2026-08"), c0=("win_back", "compared", True), c2=("win_back", "control", False)
    )
    (campaign,) = list_campaigns([edition()], months)
    assert campaign.customers.loc["c0", "risk"] == 0.9
    (alone,) = list_campaigns([], months)
    assert alone.record == campaign.record
    assert alone.customers["risk"].isna().all()
    assert campaign.customers.loc["c0", "side"] == "compared"
    assert campaign.customers.loc["c2", "control"]
    assert campaign.customers.loc["c2", "dropped"] == months.months[0].dropped["c2"]
    assert campaign.record.planned == 2


def test_a_month_is_planned_with_what_the_editions_before_did(monkeypatch):
    months = history("2026-08")
    risk = guess_risk(months.scored)
    model = ModelOutcome(
        facts=make_model(), risk=risk, level_error=0.01, reasons=dict.fromkeys(risk.index, ())
    )
    monkeypatch.setattr(pipeline, "read_history", lambda *_: months)
    monkeypatch.setattr(pipeline, "explore", lambda *_: make_profile())
    monkeypatch.setattr(pipeline, "fit_model", lambda *_: model)
    settings = SETTINGS.model_copy(
        update={"model": SETTINGS.model.model_copy(update={"too_few_customers": 1})}
    )
    results = pipeline.compute_results(
        (), settings, lambda _: None, earlier=[edition(roc_auc=SENT)]
    )
    sides = {customer.customer_id: customer.side for customer in results.customers}
    assert [who for who, side in sides.items() if side == "earlier_control"] == ["c2"]
    assert sides["c1"] in ("contacted", "none")
    assert "compared" in sides.values()
