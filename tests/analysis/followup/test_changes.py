"""What changed between two editions, to the customer and to the cent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.economics import profit_at_risk
from analysis.estimate import Estimate
from analysis.followup.changes import find_changes
from analysis.followup.facts import FORECAST_VERSION, ForecastFacts
from analysis.followup.forecast import Forecast

HALF = 0.5


def forecast(month, customers, **changes):
    """An edition; customers: id -> (risk, profit)."""
    table = pd.DataFrame.from_dict(dict(customers), orient="index", columns=["risk", "profit"])
    table = table.astype(float)
    risky = np.where(table["risk"] >= HALF, "risky", "safe")
    table = table.assign(group=risky, offer="", cost=0.0, gain=table["risk"])
    table = table.assign(control=False, side="none")
    nothing = Estimate(value=0.0, low=0.0, high=0.0)
    facts = ForecastFacts(
        version=FORECAST_VERSION,
        month=month,
        demonstration=False,
        meaning="own_label",
        horizon_months=3,
        outcome_known=False,
        learned_from=(),
        model="logistic",
        customers=len(table),
        high_risk=HALF,
        threshold=0.4,
        level_error=0.0,
        expected_drops=nothing,
        customers_at_risk=int((table["risk"] >= HALF).sum()),
        profit=float(table["profit"].sum()),
        profit_at_risk=float(profit_at_risk(table["risk"], table["profit"]).sum()),
        expected_gain=0.0,
        roc_auc=None,
        roc_auc_forward=None,
    )
    return Forecast(facts=replace(facts, **changes), customers=table)


BEFORE = {
    "rises": (0.4, 10),
    "worsens": (0.6, 10),
    "improves": (0.8, 10),
    "returns": (0.7, 10),
    "goes": (0.9, 10),
    "stays": (0.1, 10),
}
NOW = {
    "rises": (0.5, 10),
    "worsens": (0.7, 10),
    "improves": (0.6, 10),
    "returns": (0.49, 10),
    "stays": (0.1, 10),
    "comes": (0.3, 10),
}


@pytest.fixture
def changes():
    return find_changes(forecast("2026-08", BEFORE), forecast("2026-10", NOW))


def test_every_customer_is_in_the_part_that_says_what_they_did(changes):
    found = {part.part: (part.customers, part.change) for part in changes.parts}
    assert found == {
        "newly_at_risk": (1, 1.0),
        "worsened": (2, 1.0),  # who stays as they are is told from who improved
        "improved": (1, -2.0),
        "returned": (1, -2.1),
        "gone": (1, -9.0),
        "new": (1, 3.0),
    }


def test_movements_count_customers_and_profit_between_groups(changes):
    found = {(m.before, m.now): (m.customers, m.profit) for m in changes.movements}
    assert found == {
        ("safe", "risky"): (1, 10),
        ("risky", "risky"): (2, 20),
        ("risky", "safe"): (1, 10),
        ("safe", "safe"): (1, 10),
        ("risky", None): (1, 10),
        (None, "safe"): (1, 10),
    }
    assert (changes.stayed, changes.came, changes.went, changes.months_apart) == (5, 1, 1, 2)


def test_figures_stand_side_by_side(changes):
    found = {f.figure: (f.before, f.now) for f in changes.figures}
    assert found["customers"] == (6, 6)
    assert found["customers_at_risk"] == (4, 3)
    assert found["profit"] == (60, 60)
    assert found["profit_at_risk"] == (pytest.approx(35), pytest.approx(26.9))
    assert found["customers_at_risk_share"] == (pytest.approx(4 / 6), pytest.approx(3 / 6))
    assert found["profit_at_risk_share"] == (pytest.approx(35 / 60), pytest.approx(26.9 / 60))
    assert "roc_auc" not in found


def test_the_later_edition_decides_what_is_at_risk_in_both_months():
    before = forecast("2026-09", BEFORE, high_risk=0.85)
    found = {f.figure: f.before for f in find_changes(before, forecast("2026-10", NOW)).figures}
    assert found["customers_at_risk"] == 4


def test_a_loss_is_no_profit_at_risk():
    lossy = find_changes(
        forecast("2026-09", {"a": (0.9, -5.0)}), forecast("2026-10", {"a": (0.9, 2.0)})
    )
    assert {p.part: p.change for p in lossy.parts if p.customers} == {"worsened": 1.8}


def test_a_change_of_everybody_is_more_than_noise_and_of_one_is_not():
    before = {f"c{n}": (0.3, 10.0) for n in range(200)}
    all_worse = dict.fromkeys(before, (0.6, 10.0))
    one_worse = {**before, "c0": (0.6, 10.0)}
    for now, heard in ((all_worse, True), (one_worse, False), (before, False)):
        changes = find_changes(forecast("2026-09", before), forecast("2026-10", now))
        (found,) = [f for f in changes.figures if f.figure == "profit_at_risk"]
        assert found.more_than_noise == heard


def test_the_interval_of_a_sum_is_that_of_customers_who_come_and_go_by_chance():
    before = {f"c{n}": (0.3, 10.0) for n in range(100)}
    now = {**before, **{f"n{n}": (0.5, 10.0) for n in range(25)}}
    changes = find_changes(forecast("2026-09", before), forecast("2026-10", now))
    (found,) = [f.change for f in changes.figures if f.figure == "profit_at_risk"]
    assert found is not None
    half = 1.959964 * np.sqrt(25 * 5.0**2)
    assert found.value == pytest.approx(125)
    assert found.low == pytest.approx(125 - half)


def test_two_roc_aucs_differ_by_more_than_noise_where_their_errors_together_are_smaller():
    high, low = (Estimate(value=v, low=v - 0.01, high=v + 0.01) for v in (0.9, 0.88))
    for other, heard in ((low, True), (replace(low, value=0.88, low=0.86, high=0.9), False)):
        found = find_changes(
            forecast("2026-09", BEFORE, roc_auc=high), forecast("2026-10", NOW, roc_auc=other)
        ).figures[-1]
        assert (found.figure, found.more_than_noise) == ("roc_auc", heard)
        assert found.change is not None
        assert found.change.value == pytest.approx(-0.02)


def test_the_examples_are_those_who_moved_most_and_name_nobody(changes):
    assert [(e.part, e.risk_before, e.risk_now) for e in changes.examples] == [
        ("newly_at_risk", 0.4, 0.5),
        ("returned", 0.7, 0.49),
        ("new", 0.0, 0.3),
    ]


def test_editions_that_mean_something_else_are_said_to():
    other = forecast("2026-09", BEFORE, meaning="later_label")
    assert not find_changes(other, forecast("2026-10", NOW)).same_meaning
    assert find_changes(forecast("2026-09", BEFORE), forecast("2026-10", NOW)).same_meaning


risks = st.floats(0.002, 0.998)
profits = st.floats(-50, 5_000).map(lambda value: round(value, 2))
a_month = st.dictionaries(
    st.integers(0, 60).map("c{}".format), st.tuples(risks, profits), min_size=1, max_size=50
)


@given(before=a_month, now=a_month)
def test_parts_add_up_to_the_cent_and_movements_to_everybody(before, now):
    old, new = forecast("2026-09", before), forecast("2026-10", now)
    changes = find_changes(old, new)
    difference = round(new.facts.profit_at_risk, 2) - round(old.facts.profit_at_risk, 2)
    assert sum(part.change for part in changes.parts) == pytest.approx(difference, abs=0.011)
    assert round(sum(p.change for p in changes.parts), 2) == pytest.approx(
        round(difference, 2), abs=0.011
    )
    everybody = len({*before, *now})
    assert sum(movement.customers for movement in changes.movements) == everybody
    assert sum(part.customers for part in changes.parts) == everybody
    assert changes.stayed + changes.came == len(now)
    assert changes.stayed + changes.went == len(before)
