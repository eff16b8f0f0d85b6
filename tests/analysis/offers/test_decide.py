"""At most three decisions, and the segments that get a page."""

from __future__ import annotations

import pytest

from tests.analysis.offers.planning import planned, segmented
from tests.analysis.random_store import SETTINGS, draw_store, make_base


def test_decisions_are_three_at_most_and_share_no_customer(outcome):
    decisions = outcome.plan.decisions
    assert 1 <= len(decisions) <= 3
    gains = [decision.gain for decision in decisions]
    assert gains == sorted(gains, reverse=True)
    assert sum(gains) <= outcome.plan.gain
    assert sum(d.customers for d in decisions) <= outcome.plan.contacts
    known = {s.key: s for s in outcome.segments}
    for decision in decisions:
        segment = known[decision.segment]
        assert segment.quadrant or segment.featured
        assert decision.offer in {offer.key for offer in segment.offers}
        assert decision.gain_share == pytest.approx(decision.gain / outcome.plan.gain)


@pytest.mark.parametrize(("share", "further"), [(0.0, 2), (0.2, 1), (0.21, 0)])
def test_no_decision_after_the_first_brings_less_than_the_settings_ask(share, further):
    risk_settings = SETTINGS.risk.model_copy(update={"smallest_decision": share})
    settings = SETTINGS.model_copy(update={"risk": risk_settings})
    found = planned(segmented(draw_store(1300, seed=0)), settings)
    _, *others = found.plan.decisions
    assert all(decision.gain_share >= share for decision in others)
    assert len(others) == further


def test_featured_segments_begin_with_those_the_rules_insist_on():
    base = draw_store(3000)
    found = planned(segmented(base))
    featured = [segment.key for segment in found.segments if segment.featured]
    assert "premium_profitable_at_risk" in featured
    assert len(featured) == SETTINGS.risk.featured_segments
    assert not any(segment.featured and segment.quadrant for segment in found.segments)


def test_a_segment_that_shows_nobody_new_gets_no_page(store):
    base = store[0]
    everywhere = make_base(base.table.assign(promo_share=0.9), base.dropped.to_numpy())
    found = planned(segmented(everywhere))
    featured = {segment.key for segment in found.segments if segment.featured}
    assert featured <= {"premium_profitable_at_risk", "promo_hunters"}
