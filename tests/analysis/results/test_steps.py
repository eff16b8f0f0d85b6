"""Customers by risk: every one in one step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.results.steps import STEPS, count_steps

RISKS = st.lists(st.floats(0, 1), min_size=1, max_size=200)


@given(risks=RISKS, cut=st.floats(0.01, 0.99))
def test_every_customer_stands_in_one_step_and_every_risky_one_is_marked(risks, cut):
    steps = count_steps(risks, cut)
    assert len(steps) == STEPS
    assert sum(step.customers for step in steps) == len(risks)
    assert sum(step.high_risk for step in steps) == sum(risk >= cut for risk in risks)


def test_a_step_holds_its_lower_end_and_the_last_one_both():
    steps = count_steps([0.0, 0.05, 0.0499, 1.0], 0.5)
    assert [step.customers for step in steps] == [2, 1] + [0] * 17 + [1]
    assert (steps[1].low, steps[1].high) == (0.05, 0.1)
