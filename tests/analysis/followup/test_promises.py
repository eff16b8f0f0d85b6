"""What earlier editions said is held against what happened."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ReportError
from analysis.followup.forecast import expect_drops
from analysis.followup.promises import check_promises
from analysis.followup.store import load_forecast, save_forecast
from analysis.history.read import compose_history
from tests.analysis.followup.test_changes import forecast
from tests.analysis.random_store import SETTINGS, draw_store
from tests.messages import message_of

STORE = draw_store(300)


def history(dropped=None, settings=SETTINGS):
    """Two months; the outcome of the first is known, the second is scored."""
    first = replace(STORE, facts=replace(STORE.facts, month="2026-06"))
    if dropped is not None:
        first = replace(first, dropped=pd.Series(dropped, STORE.table.index))
    second = replace(
        STORE,
        dropped=STORE.dropped * np.nan,
        labels=STORE.labels * np.nan,
        facts=replace(STORE.facts, month="2026-09"),
    )
    return compose_history([first, second], "own_label", settings)


def said(risk, **changes):
    """An edition of the first month that gave everybody this risk."""
    rows = {name: (risk, profit) for name, profit in STORE.table["profit"].items()}
    return forecast("2026-06", rows, **changes)


def promise(risk, dropped=None, **changes):
    (found,) = check_promises([said(risk, **changes)], history(dropped), SETTINGS)
    return found


def test_as_many_drops_as_expected_keep_the_promise():
    share = float(STORE.dropped.mean())
    found = promise(share)
    assert found.verdict == "kept"
    assert found.predicted.value == pytest.approx(found.observed)
    assert (found.month, found.outcome_month) == ("2026-06", "2026-09")
    assert (found.forecast, found.customers, found.observed) == (300, 300, STORE.dropped.sum())


@pytest.mark.parametrize(("risk", "verdict"), [(0.1, "more_dropped"), (0.9, "fewer_dropped")])
def test_more_or_fewer_drops_than_the_interval_holds_break_it(risk, verdict):
    assert promise(risk).verdict == verdict


def test_profit_that_was_lost_stands_beside_profit_said_to_be_at_risk():
    found, profit = promise(0.5), STORE.table["profit"].clip(lower=0)
    assert found.profit_said.value == pytest.approx(0.5 * profit.sum())
    assert found.profit_lost == pytest.approx((profit * STORE.dropped).sum())


def test_only_customers_whose_outcome_is_known_are_counted():
    dropped = STORE.dropped.to_numpy().copy()
    dropped[:50] = np.nan
    found = promise(0.5, dropped)
    assert (found.forecast, found.customers) == (300, 250)
    assert found.observed == np.nansum(dropped)
    assert found.predicted.value == pytest.approx(125)


def test_an_edition_that_knew_the_outcome_promised_nothing():
    assert check_promises([said(0.5, outcome_known=True)], history(), SETTINGS) == ()


def test_a_month_without_an_outcome_is_not_judged():
    later = forecast("2026-09", {"c0": (0.5, 1.0)})
    assert check_promises([later], history(), SETTINGS) == ()


def test_too_few_outcomes_of_a_kind_are_not_judged():
    few = [1.0] * 24 + [0.0] * 276
    some = SETTINGS.data.model_copy(update={"least_of_each": 24})
    enough = SETTINGS.model_copy(update={"data": some})
    months = history(few, enough)
    assert check_promises([said(0.5)], months, SETTINGS) == ()
    assert len(check_promises([said(0.5)], months, enough)) == 1


def test_the_interval_holds_chance_and_the_error_of_the_level():
    risk, weight = np.full(100, 0.5), np.full(100, 2.0)
    by_chance = expect_drops(risk, weight, 0.0)
    assert by_chance.value == 100
    assert by_chance.high - by_chance.value == pytest.approx(1.959964 * 10)
    both = expect_drops(risk, weight, 0.05)
    assert both.value - both.low == pytest.approx(1.959964 * np.sqrt(10**2 + 10**2))
    assert expect_drops(np.full(9, 0.01), np.ones(9), 1.0).low == 0
    assert expect_drops(np.full(9, 0.99), np.ones(9), 1.0).high == 9


def test_a_stored_forecast_is_read_as_it_was_written(tmp_path):
    written = said(0.5)
    save_forecast(written, tmp_path)
    found = load_forecast(tmp_path)
    assert found.facts == written.facts
    pd.testing.assert_frame_equal(found.customers, written.customers, check_names=False)


def test_a_forecast_that_cannot_be_read_says_how_to_repair_it(tmp_path):
    (tmp_path / "forecast.json").write_text("{}", encoding="utf-8")
    assert message_of(ReportError, lambda: load_forecast(tmp_path)) == (
        f"{tmp_path}: its forecast cannot be read\n"
        "  Fix: delete the folder and make it again with: retention report --all-months"
    )
