"""The headline and the list tell what the rooms found."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import numpy as np
import pandas as pd
import pytest

from analysis.intake.facts import ExclusionRule, SetAside, TwinFacts
from analysis.model.fit import ModelOutcome
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.results.compose import compose_results
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, alone, draw_store, make_base
from tests.report.facts_factory import make_model, make_profile

BANDS = SETTINGS.risk


@pytest.fixture(scope="module")
def composed():
    """A store of 600: one customer brings a loss, and some risks lie on the bands' borders."""
    base = draw_store(600)
    base = make_base(base.table.assign(profit=[-50.0, *[2.0] * 599]), base.dropped.to_numpy())
    twins = TwinFacts(pairs=7, equal_pairs=0, near_pairs=0, label_differs=0, groups=0, customers=0)
    rules: dict[ExclusionRule, int] = {"inactive": 3, "revenue_outlier": 2}
    aside = tuple(
        SetAside(rule=rule, customers=n, customer_ids=(), values=(), threshold=0.0)
        for rule, n in rules.items()
    )
    facts = replace(base.facts, customers_read=605, twins=twins, set_aside=aside)
    base = replace(base, facts=facts)
    borders = [0.0, BANDS.band_middle, BANDS.band_high, BANDS.high_risk]
    risk = pd.Series([*borders, *np.linspace(0.01, 0.99, 596)], base.table.index)
    model = ModelOutcome(
        facts=make_model(), risk=risk, level_error=0.01, reasons=dict.fromkeys(risk.index, ())
    )
    segments = find_segments(base, risk, read_rules(), SETTINGS)
    offers = plan_offers(base, risk, segments, read_offers(), SETTINGS)
    found = compose_results(alone(base), make_profile(), model, segments, offers, SETTINGS)
    return base, risk, segments, offers, found


def test_a_loss_is_no_profit_at_risk_in_the_headline_and_on_the_list(composed):
    _, risk, _, _, found = composed
    assert found.headline.profit == pytest.approx(599 * 2 - 50)
    assert found.headline.profit_at_risk == pytest.approx(2 * risk[1:].sum())
    assert found.headline.profit_at_risk_share == pytest.approx(risk[1:].sum() / 599)
    listed = {c.customer_id: c.profit_at_risk for c in found.customers}
    assert (listed["c0"], listed["c1"]) == (0, 2 * BANDS.band_middle)
    assert sum(listed.values()) == pytest.approx(found.headline.profit_at_risk)


def test_the_headline_counts_what_was_read_set_aside_and_is_at_risk(composed):
    base, risk, _, offers, results = composed
    head, many = results.headline, (risk >= BANDS.high_risk).sum()
    assert (head.customers_read, head.customers_kept, head.customers_set_aside) == (605, 600, 5)
    assert (head.twin_pairs, head.dropped_share) == (7, base.dropped.mean())
    assert (head.customers_at_risk, head.customers_at_risk_share) == (many, many / 600)
    gains = (head.expected_gain_low, head.expected_gain, head.expected_gain_high)
    assert gains == (offers.plan.gain_low, offers.plan.gain, offers.plan.gain_high)
    assert head.expected_gain_low < head.expected_gain < head.expected_gain_high
    found = (head.roc_auc_low, head.roc_auc, head.roc_auc_high)
    assert found == attrgetter("low", "value", "high")(make_model().procedure.roc_auc)


def test_the_list_has_every_customer_best_gain_first_with_their_own_facts(composed):
    base, risk, segments, offers, found = composed
    order = [(-c.expected_gain, -c.risk, c.customer_id) for c in found.customers]
    assert order == sorted(order)
    by_id = {c.customer_id: c for c in found.customers}
    listed = [by_id[customer] for customer in base.table.index]
    for name in ("offer", "channel", "liked", "cost", "expected_gain", "most_important", "control"):
        assert [getattr(c, name) for c in listed] == offers.assignment[name].tolist()
    assert [c.risk for c in listed] == risk.tolist()
    assert [c.consent for c in listed] == (base.table["consent"] == "yes").tolist()
    inside = segments.membership
    for key in inside.columns:
        assert [key in c.segments for c in listed] == inside[key].tolist()


def test_a_band_of_risk_holds_its_lower_border(composed):
    bands = {c.customer_id: c.risk_band for c in composed[-1].customers}
    assert [bands[f"c{n}"] for n in range(3)] == ["low", "middle", "high"]


def test_versions_of_python_and_of_what_computes_are_kept(composed):
    versions = composed[-1].versions
    assert set(versions) >= {"python", "pandas", "scikit-learn"}
    assert versions["pandas"] == pd.__version__
