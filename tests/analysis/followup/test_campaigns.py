"""An earlier edition is a campaign of the people it sent something to."""

from __future__ import annotations

from dataclasses import replace

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


def edition(month="2026-06", **changes):
    made = forecast(month, {"c0": (0.9, 4), "c2": (0.8, 4), "gone": (0.9, 4)}, **changes)
    rows = made.customers.assign(offer=["win_back", "win_back", ""], control=[False, True, False])
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
