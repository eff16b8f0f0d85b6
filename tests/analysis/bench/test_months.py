"""Forecasts of simulated stores are held against the truth that only the simulation knows."""

from __future__ import annotations

from analysis.bench.months import check_months
from report.console.bench_tables import months_line, months_summary
from tests.analysis.model.quick_settings import quick_settings

QUICK = quick_settings(candidates=("logistic", "dummy"))


def test_every_month_that_can_be_forecast_is_held_against_what_came():
    truth = check_months(1, QUICK, customers=300, fresh=300)
    months = [forecast.month for forecast in truth.forecasts]
    assert months == ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    for forecast in truth.forecasts:
        assert forecast.expected.low < forecast.expected.value < forecast.expected.high
        assert 60 < forecast.observed < 180
        assert forecast.best_log_loss < forecast.log_loss
    assert truth.forward is not None
    assert abs(truth.forward.printed.value - truth.forward.true) < 0.1
    assert months_line(truth).startswith("store 1: 6 forecasts, not covered: ")
    kept = sum(forecast.covered for forecast in truth.forecasts)
    assert f"observed drops within the printed interval   {kept} of 6" in months_summary([truth])
