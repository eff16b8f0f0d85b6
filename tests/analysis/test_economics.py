import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.economics import earned, expected_gain, profit_at_risk, share_of

shares = st.floats(0, 1)
costs = st.floats(0, 100)


def test_gain_weighs_the_kept_profit_against_the_wasted_incentive_and_the_contact():
    gain = expected_gain(
        risk=[0.5, 0.0], value=[10.0, 10.0], acceptance=0.2, contact_cost=0.1, incentive=1.0
    )
    assert gain == pytest.approx([0.5 * 0.2 * 9 - 0.5 - 0.1, -1.1])


@given(risk=shares, acceptance=shares, value=costs, contact=costs, incentive=costs, more=costs)
def test_gain_never_rises_when_a_cost_rises(risk, acceptance, value, contact, incentive, more):
    def gain(contact_cost, given_away):
        return expected_gain(
            risk=risk,
            value=value,
            acceptance=acceptance,
            contact_cost=contact_cost,
            incentive=given_away,
        )

    assert gain(contact + more, incentive) <= gain(contact, incentive)
    assert gain(contact, incentive + more) <= gain(contact, incentive) + 1e-9


def test_a_loss_is_nothing_earned_and_nothing_at_risk():
    assert earned([2.0, -3.0]).tolist() == [2.0, 0.0]
    assert profit_at_risk([0.5, 0.5], [2.0, -3.0]).tolist() == [1.0, 0.0]


def test_a_share_says_nothing_of_a_whole_that_is_not_positive():
    shares = [share_of(part, whole) for part, whole in ((0.2, 0.5), (1, 1), (1, 0), (1, -2))]
    assert shares == [0.4, 1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"risk": [0.5, 1.5]}, "risk must lie between 0 and 1"),
        ({"acceptance": [0.1, np.nan]}, "acceptance must lie between -1 and 1"),
        ({"contact_cost": [0, -1]}, "contact_cost must not be negative"),
        ({"incentive": [1, -1]}, "incentive must not be negative"),
    ],
)
def test_an_impossible_number_is_named(change, message):
    numbers = {"risk": 0.5, "value": 1, "acceptance": 0.1, "contact_cost": 0, "incentive": 0}
    with pytest.raises(ValueError, match=message) as error:
        expected_gain(**(numbers | change))
    assert str(error.value) == message
