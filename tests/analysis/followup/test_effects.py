"""What offers brought is what the customers drawn for them did against those left without."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.followup.campaigns import PastCampaign
from analysis.followup.effect_facts import CampaignRecord
from analysis.followup.effects import measure_effects
from tests.analysis.offers.planning import BOOK
from tests.analysis.random_store import SETTINGS

OFFER, OTHER = "cart_reminder", "win_back"
ECONOMICS = SETTINGS.economics


def campaign(
    month="2026-01",
    *,
    offer=OFFER,
    sizes=(900, 100),
    prevents=0.5,
    recorded=True,
    seed=0,
    **columns,
):
    """Customers with risks around a half; the offer keeps this share of those about to drop."""
    rng, many = np.random.default_rng(seed), sum(sizes)
    control = np.arange(many) >= sizes[0]
    risk = rng.uniform(0.2, 0.8, many)
    dropped = rng.random(many) < risk
    dropped &= control | (rng.random(many) >= prevents)
    table = {
        "offer": offer,
        "side": np.where(control, "control", "compared"),
        "contacted": ~control,
        "risk": risk,
        "profit": 4.0,
        "planned_cost": 0.5,
        "cost": np.nan,
        "dropped": dropped.astype(float),
    }
    record = CampaignRecord(
        month=month,
        recorded=recorded,
        outcome_known=True,
        planned=many,
        control=sizes[1],
        contacted=0,
    )
    customers = pd.DataFrame({**table, **columns})
    return PastCampaign(months_ago=4, pending=False, customers=customers, record=record)


def measure(*campaigns):
    return measure_effects(campaigns, BOOK, ECONOMICS)


def test_an_offer_that_keeps_half_of_those_about_to_drop_works():
    found = measure(campaign())
    (effect,) = found.offers
    assert effect.verdict == "works"
    assert effect.prevented.holds(0.25)
    assert effect.prevented.high - effect.prevented.low < 0.25
    assert (effect.contacted, effect.control, effect.campaigns) == (900, 100, 1)
    assert found.measured[OFFER].value == pytest.approx(0.5, abs=0.15)
    assert found.measured[OFFER].customers == 1000


def test_drops_are_counted_on_the_side_that_was_drawn():
    made = campaign()
    rows = made.customers
    (effect,) = measure(made).offers
    assert effect.dropped_contacted == rows.loc[rows["side"] == "compared", "dropped"].sum()
    assert effect.dropped_control == rows.loc[rows["side"] == "control", "dropped"].sum()


def test_profit_kept_is_what_those_kept_bring_over_the_horizon():
    (effect,) = measure(campaign()).offers
    value = 4.0 * ECONOMICS.horizon_months
    assert effect.profit_kept.value == pytest.approx(effect.prevented.value * 900 * value)
    assert effect.profit_kept.low == pytest.approx(effect.prevented.low * 900 * value)


def test_costs_are_those_recorded_and_else_those_planned():
    cost = np.full(1000, np.nan)
    cost[:100] = 2.0
    (effect,) = measure(campaign(cost=cost)).offers
    assert effect.cost == pytest.approx(100 * 2.0 + 800 * 0.5)


def test_an_offer_that_drives_customers_away_harms():
    rng = np.random.default_rng(1)
    control = np.arange(1000) >= 700
    dropped = rng.random(1000) < np.where(control, 0.4, 0.65)
    (effect,) = measure(campaign(sizes=(700, 300), dropped=dropped.astype(float))).offers
    assert effect.verdict == "harms"
    assert effect.prevented.high < 0


def test_few_control_customers_cannot_tell_and_the_report_says_how_many_it_takes():
    (effect,) = measure(campaign(sizes=(72, 8), prevents=0.2)).offers
    assert effect.verdict == "cannot_tell"
    assert effect.needed is not None
    assert 100 < effect.needed < 400


def test_knowing_the_risk_before_narrows_the_interval():
    rng = np.random.default_rng(3)
    risk = rng.choice([0.05, 0.95], 1000)
    dropped = (rng.random(1000) < risk).astype(float)
    made = campaign(prevents=0.0, risk=risk, dropped=dropped)
    (known,) = measure(made).offers
    (unknown,) = measure(campaign(prevents=0.0, risk=np.full(1000, 0.5), dropped=dropped)).offers
    assert _width(known.prevented) < 0.6 * _width(unknown.prevented)


def test_a_month_of_which_nothing_was_said_is_compared_without_adjustment():
    (effect,) = measure(campaign(risk=np.nan)).offers
    assert effect.verdict == "works"
    assert effect.prevented.holds(0.25)


def test_campaigns_of_one_offer_add_up_and_each_keeps_its_own_level():
    first = campaign(prevents=0.0)
    # A bad season: everybody of the second month drops, on either side.
    second = campaign("2026-02", prevents=0.0, sizes=(100, 100), dropped=np.ones(200))
    (effect,) = measure(first, second).offers
    assert (effect.campaigns, effect.control) == (2, 200)
    assert effect.verdict == "cannot_tell"
    assert effect.prevented.holds(0.0)


def test_all_offers_together_are_seen_before_each_of_them():
    offers = [campaign(offer=key, sizes=(180, 20), seed=n) for n, key in enumerate(BOOK.offers)]
    found = measure(*offers)
    assert found.plan is not None
    assert found.plan.verdict == "works"
    assert found.plan.control == 20 * len(offers)
    assert found.plan.offer is None


def test_a_verdict_is_corrected_for_the_number_of_offers():
    alone = measure(campaign(sizes=(300, 30), prevents=0.3, seed=10)).offers[0]
    idle = [
        campaign(offer=key, sizes=(300, 30), prevents=0.0, seed=n)
        for n, key in enumerate(BOOK.offers)
        if key != OFFER
    ]
    beside = next(
        effect
        for effect in measure(campaign(sizes=(300, 30), prevents=0.3, seed=10), *idle).offers
        if effect.offer == OFFER
    )
    assert beside.prevented == alone.prevented
    assert beside.p_adjusted > alone.p_adjusted
    assert (alone.verdict, beside.verdict) == ("works", "cannot_tell")


def test_nothing_is_called_an_effect_that_was_not_drawn_recorded_and_known():
    nobody = measure(campaign(sizes=(100, 0)))
    unrecorded = measure(campaign(recorded=False))
    unknown = measure(campaign(dropped=np.full(1000, np.nan)))
    elsewhere = measure(campaign(side="contacted"))
    for found in (nobody, unrecorded, unknown, elsewhere, measure()):
        assert (found.plan, found.offers, dict(found.measured)) == (None, (), {})


def test_contacts_that_went_wrong_thin_the_effect_but_not_the_acceptance():
    rng = np.random.default_rng(0)
    made = campaign(sizes=(4500, 4500), prevents=0.0)
    rows = made.customers
    contacted = rng.random(9000) < np.where(rows["side"] == "control", 0.2, 0.8)
    dropped = (rng.random(9000) < rows["risk"]) & ~(contacted & (rng.random(9000) < 0.5))
    found = measure(
        campaign(sizes=(4500, 4500), contacted=contacted, dropped=dropped.astype(float))
    )
    assert found.offers[0].prevented.holds(0.25 * 0.6)
    assert found.measured[OFFER].value == pytest.approx(0.5, abs=0.12)


def test_a_plan_that_nobody_carried_out_tells_nothing_of_contacts():
    found = measure(campaign(contacted=False))
    assert found.offers
    assert dict(found.measured) == {}


def test_outcomes_that_are_all_alike_do_not_make_an_effect_certain():
    (effect,) = measure(campaign(sizes=(30, 3), dropped=np.zeros(33))).offers
    assert effect.verdict == "cannot_tell"
    assert effect.prevented.low < -0.2
    assert effect.prevented.high > 0.2


def _width(estimate):
    return estimate.high - estimate.low
