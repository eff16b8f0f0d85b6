"""Campaigns of simulated stores are held against the truth that only the simulation knows."""

from __future__ import annotations

from analysis.bench.campaigns import check_campaigns, check_untreated
from report.console.bench_tables import (
    campaigns_line,
    campaigns_summary,
    untreated_line,
    untreated_summary,
)
from tests.analysis.model.quick_settings import quick_settings

QUICK = quick_settings(candidates=("logistic", "dummy"))


def test_measured_offers_are_held_against_what_they_truly_do():
    truth = check_campaigns(1, QUICK, customers=1300, campaigns=2)
    assert len(truth.effects) > 3
    for effect in truth.effects:
        assert effect.printed.low < effect.printed.high
        assert -0.15 <= effect.known <= 0.5
        assert effect.control >= 2
        assert effect.truth.idle == (effect.known == 0)
    held = sum(effect.covered for effect in truth.effects)
    assert held >= len(truth.effects) - 2
    assert truth.earned_measured != truth.earned_assumed
    line = campaigns_line(truth)
    assert line.startswith(f"store 1: {len(truth.effects)} offers measured, not covered: ")
    share = f"{held} of {len(truth.effects)} ({held / len(truth.effects):.1%})"
    lines = list(campaigns_summary([truth]))
    assert f"printed intervals hold the true effect       {share}" in lines
    assert f"the plan earns as assumed                    {truth.earned_assumed:,.0f}" in lines


def test_risk_after_a_year_of_campaigns_is_that_of_doing_nothing():
    truth = check_untreated(1, QUICK, customers=1300)
    assert abs(truth.slope - 1) < abs(truth.naive_slope - 1)
    assert abs(truth.level - 1) < abs(truth.naive_level - 1)
    assert truth.naive_level < 0.75
    assert untreated_line(truth).startswith("store 1, a year of campaigns: slope of the untreated")
    mean = f"slope of the untreated risk                  {truth.slope:.3f}"
    assert mean in untreated_summary([truth])
