"""Every check for self-deception warns from its limit on, and says what it saw."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.model.features import make_rows
from analysis.model.leakage import (
    by_chance,
    calibration_drift,
    class_balance,
    enough_customers,
    order_signals,
    stable_winner,
    too_good,
    twins_across_folds,
    without_part,
)
from tests.analysis.model.quick_settings import quick_settings
from tests.analysis.random_store import draw_store

STORE = draw_store(240, seed=4)
HALVES = np.tile([0.0, 1.0], 500)


def signals(ids, store=STORE):
    """Verdicts on the id and on the place in the file of customers with these ids."""
    found = order_signals(make_rows(replace(store, table=store.table.set_axis(ids))), seed=1)
    return {sentinel.key: sentinel for sentinel in found}


def by_label(store):
    """Positions of the customers, those who held first."""
    place = np.empty(len(store.table), dtype=int)
    place[np.argsort(store.dropped.to_numpy(), kind="stable")] = np.arange(len(place))
    return place


@pytest.mark.parametrize("name", ["{}", "client-{}", "{}/a", "0{}"])
def test_an_id_that_gives_the_label_away_is_seen_however_it_is_written(name):
    ids = [name.format(1000 + place) for place in by_label(STORE)]
    assert signals(ids)["id_signal"].verdict == "warn"
    assert signals(ids)["id_signal"].figure > 0.95
    assert signals(ids)["row_order"].verdict == "pass"


def test_ids_of_numbers_and_words_stand_in_alphabetical_order_and_numbers_by_size():
    ids = [f"{95 + place}" for place in by_label(STORE)]
    assert signals(ids)["id_signal"].figure > 0.95
    ids = [f"{1000 + place}" for place in by_label(STORE)]
    assert signals(["unknown", *ids[1:]])["id_signal"].verdict == "warn"


def test_a_file_that_is_sorted_by_the_label_is_seen():
    order = np.argsort(STORE.dropped.to_numpy(), kind="stable")
    sorted_store = replace(
        STORE,
        table=STORE.table.iloc[order],
        dropped=STORE.dropped.iloc[order],
        groups=STORE.groups.iloc[order],
    )
    ids = np.random.default_rng(0).permutation(len(order)).astype(str)
    found = signals(ids, sorted_store)
    assert (found["row_order"].verdict, found["id_signal"].verdict) == ("warn", "pass")


@pytest.mark.parametrize(
    ("figure", "verdict"), [(0.549, "pass"), (0.551, "fail"), (0.451, "pass"), (0.449, "fail")]
)
def test_chance_is_left_at_a_twentieth_from_one_half(figure, verdict):
    many = np.tile(HALVES, 10)
    found = by_chance("shuffled_labels", figure, many, otherwise="fail")
    assert (found.verdict, found.figure, found.reference) == (verdict, figure, 0.5)


def test_chance_reaches_further_in_a_small_store():
    # Three standard errors of 50 and 50 customers: 3 * sqrt(101 / (12 * 50 * 50)) = 0.174.
    few = HALVES[:100]
    assert by_chance("id_signal", 0.67, few, otherwise="warn").verdict == "pass"
    assert by_chance("id_signal", 0.68, few, otherwise="warn").verdict == "warn"


def balance(dropped):
    """The check of a hundred customers of whom so many dropped."""
    return class_balance(np.repeat([1.0, 0.0], [dropped, 100 - dropped]))


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (without_part("revenue", 0.9, 0.851), "pass"),
        (without_part("revenue", 0.9, 0.849), "warn"),
        (twins_across_folds(0.914, 0.91, customers=4), "pass"),
        (twins_across_folds(0.916, 0.91, customers=4), "warn"),
        (twins_across_folds(0.90, 0.91, customers=4), "pass"),
        (balance(10), "pass"),
        (balance(9), "warn"),
        (balance(90), "pass"),
        (balance(91), "warn"),
        (stable_winner("svc", ["svc", "knn"]), "pass"),
        (stable_winner("svc", ["svc", "knn", "knn"]), "warn"),
        (too_good(HALVES, np.where(np.arange(1000) < 50, 1 - HALVES, HALVES)), "pass"),
        (too_good(HALVES, HALVES), "warn"),
    ],
)
def test_a_check_warns_past_its_limit_and_not_at_it(found, verdict):
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("customers", "verdict", "reference"),
    [(1000, "pass", 1000), (999, "warn", 1000), (500, "warn", 1000), (499, "fail", 500)],
)
def test_too_few_customers_are_said_to_be(customers, verdict, reference):
    found = enough_customers(customers, quick_settings().model)
    assert (found.verdict, found.reference, found.customers) == (verdict, reference, customers)


def test_risk_that_is_off_where_the_profit_is_high_has_drifted():
    rng = np.random.default_rng(0)
    risk, profit = rng.uniform(0.2, 0.8, 2000), rng.normal(4, 1, 2000)
    dropped = (rng.random(2000) < risk).astype(float)
    assert calibration_drift(dropped, risk, profit).verdict == "pass"
    assert calibration_drift(dropped, risk, profit).figure > 0.05
    off = np.where(profit > 5, risk / 2, risk)
    assert calibration_drift(dropped, off, profit).verdict == "warn"
