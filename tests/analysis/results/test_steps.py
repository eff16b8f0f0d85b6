"""Where customers stand on risk and profit, and published figures among our splits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.model.facts import PublishedFigure, SplitStudy
from analysis.results.published import rank_published
from analysis.results.steps import STEPS, count_steps, find_profit_cut
from tests.report.facts_factory import make_customers, make_data, make_model, make_segment

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


def test_high_profit_begins_with_the_least_profit_in_a_quadrant_of_high_profit():
    keys = ("high_risk_high_value", "high_risk_low_value", "low_risk_high_value", "promo_hunters")
    segments = {key: make_segment(key) for key in keys}
    first, *_ = make_customers()
    customers = [
        replace(first, profit=profit, segments=(key,))
        for profit, key in zip((9.0, 1.0, 7.0, 2.0), keys, strict=True)
    ]
    assert find_profit_cut(customers, segments) == 7.0
    assert find_profit_cut(customers[1:2], segments) is None


def test_a_published_figure_is_ranked_once_among_splits_that_may_separate_twins():
    kept, parted = (
        SplitStudy(candidate="svc", twins_kept_together=kept, roc_auc=values, f1=(), recall=(0.5,))
        for kept, values in ((True, (0.99,)), (False, (0.9, 0.92, 0.91)))
    )
    figures = [("svc", "roc_auc", 0.91), ("svc", "roc_auc", 0.91), ("svc", "f1", 0.8)]
    published = tuple(PublishedFigure(candidate=c, metric=m, value=v) for c, m, v in figures)
    model = make_model(splits=(parted, kept), published=published)
    ranked = [
        (r.metric, r.splits, r.reached, r.lowest, r.highest)
        for r in rank_published(model, make_data())
    ]
    assert ranked == [("roc_auc", 3, 2, 0.9, 0.92), ("f1", 0, 0, None, None)]
    assert rank_published(model, make_data(demonstration=True)) == ()
