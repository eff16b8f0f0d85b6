import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analysis.model.threshold import (
    best_f1,
    best_profit,
    contact_gain,
    describe_policies,
    enough_recall,
    profit_curve,
)
from tests.analysis.random_store import change_economics

MONEY = change_economics(
    costs_in="money", contact_cost=0.1, incentive=1.0, acceptance=0.2, horizon_months=3
).economics

outcomes = st.lists(st.tuples(st.booleans(), st.integers(1, 99)), min_size=2, max_size=40).filter(
    lambda rows: any(dropped for dropped, _ in rows)
)


@given(outcomes)
@settings(max_examples=40)
def test_no_other_cut_has_a_higher_f1(rows):
    dropped = np.array([float(row[0]) for row in rows])
    risk = np.array([row[1] / 100 for row in rows])
    found = f1_score(dropped, risk >= best_f1(dropped, risk))
    assert found == pytest.approx(max(f1_score(dropped, risk >= cut) for cut in risk))


@settings(max_examples=40)
@given(outcomes, st.sampled_from([0.5, 0.85, 1.0]))
def test_the_recall_cut_is_the_highest_that_finds_enough(rows, target):
    dropped = np.array([float(row[0]) for row in rows])
    risk = np.array([row[1] / 100 for row in rows])
    cut = enough_recall(dropped, risk, target)
    assert (risk[dropped == 1] >= cut).mean() >= target - 1e-9
    assert (risk[dropped == 1] > cut).mean() < target


def test_the_profit_cut_stops_where_the_next_contact_costs_more_than_it_brings():
    assert best_profit(np.array([0.9, 0.8, 0.1]), np.array([3.0, 1.0, -2.0])) == 0.8


def test_where_no_contact_pays_nobody_is_contacted():
    assert best_profit(np.array([0.9, 0.8]), np.array([-1.0, -2.0])) == 1.0


def test_three_policies_stand_side_by_side_and_one_is_chosen():
    dropped = np.array([1.0, 1.0, 0.0, 0.0, np.nan])
    risk = np.array([0.9, 0.4, 0.6, 0.1, 0.95])
    policies = describe_policies(
        dropped, risk, np.full(5, 4.0), MONEY, target=0.85, chosen="recall_85"
    )
    assert [p.key for p in policies] == ["best_f1", "recall_85", "profit"]
    assert [p.chosen for p in policies] == [False, True, False]
    recall = policies[1]
    assert (recall.threshold, recall.contacted, recall.contacted_share) == (0.4, 4, 0.8)
    assert (recall.recall, recall.precision) == pytest.approx((1, 2 / 3))


def test_of_cuts_with_equal_f1_the_highest_is_taken():
    dropped, risk = np.array([1.0, 0.0, 1.0, 1.0]), np.array([0.9, 0.8, 0.7, 0.7])
    assert best_f1(dropped, risk) == 0.7
    assert best_f1(np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.9, 0.8, 0.7, 0.6])) == 0.9


def test_a_customer_at_the_cut_is_contacted():
    policy = describe_policies(
        np.array([1.0, 0.0]),
        np.array([0.6, 0.2]),
        np.full(2, 4.0),
        MONEY,
        target=1.0,
        chosen="profit",
    )[1]
    assert (policy.threshold, policy.contacted, policy.recall) == (0.6, 1, 1.0)


def test_a_contact_that_pays_nothing_is_not_worth_it():
    assert best_profit(np.array([0.9]), np.array([0.0])) == 1.0


def test_the_curve_contacts_the_riskiest_first():
    risk, profit = np.linspace(0.99, 0.01, 100), np.full(100, 40.0)
    order = np.random.default_rng(0).permutation(100)
    curve = profit_curve(risk[order], profit, MONEY)
    gain = contact_gain(risk, profit, MONEY)
    at = next(point for point in curve if point.contacted_share == 0.1)
    assert at.expected_profit == pytest.approx(gain[:10].sum())
    assert at.threshold == pytest.approx(risk[9])
    cuts = [point.threshold for point in curve]
    assert cuts == sorted(cuts, reverse=True)


def test_the_curve_runs_from_nobody_to_everybody_and_ends_at_everybodys_gain():
    rng = np.random.default_rng(0)
    risk, profit = rng.random(500), rng.normal(4, 1, 500)
    curve = profit_curve(risk, profit, MONEY)
    assert len(curve) == 41
    assert (curve[0].contacted_share, curve[0].expected_profit) == (0.0, 0.0)
    assert curve[-1].contacted_share == 1.0
    assert curve[-1].expected_profit == pytest.approx(contact_gain(risk, profit, MONEY).sum())
    shares = [point.contacted_share for point in curve]
    assert shares == sorted(shares)
