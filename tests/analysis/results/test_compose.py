"""The headline and the list agree, whatever customers bring."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.model.fit import ModelOutcome
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.results.compose import list_customers, sum_up
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, draw_store, make_base
from tests.report.facts_factory import make_model


def test_a_loss_is_no_profit_at_risk_in_the_headline_and_on_the_list():
    base = draw_store(600)
    base = make_base(base.table.assign(profit=[-50.0, *[2.0] * 599]), base.dropped.to_numpy())
    risk = pd.Series(0.5, base.table.index)
    model = ModelOutcome(facts=make_model(), risk=risk, reasons=dict.fromkeys(risk.index, ()))
    segments = find_segments(base, risk, read_rules(), SETTINGS)
    offers = plan_offers(base, risk, segments, read_offers(), SETTINGS)
    headline = sum_up(base, model.facts, risk, offers, SETTINGS)
    assert headline.profit == pytest.approx(599 * 2 - 50)
    assert headline.profit_at_risk == pytest.approx(599)
    assert headline.profit_at_risk_share == pytest.approx(0.5)
    listed = list_customers(base, model, segments, offers, SETTINGS.risk)
    assert {c.customer_id: c.profit_at_risk for c in listed}["c0"] == 0
    assert sum(c.profit_at_risk for c in listed) == pytest.approx(headline.profit_at_risk)
