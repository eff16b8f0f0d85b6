"""Customers who are there twice are found, counted, and never parted."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.row_matching import count_differing, hash_cells
from analysis.intake.twins import find_twins
from analysis.settings import read_settings

RULES = read_settings().data
REVENUE = list(RULES.twin_fields)
OTHERS = [f"field_{n}" for n in range(8)]


def store(customers, seed=1):
    """Customers who differ in everything."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.random((customers, 3 + len(OTHERS))), columns=[*OTHERS, *REVENUE])
    return table.set_index(pd.Index([f"c{n}" for n in range(customers)]))


def labels(table, dropped=()):
    return pd.Series([float(name in dropped) for name in table.index], index=table.index)


def find(table, dropped=(), rules=RULES):
    return find_twins(table, labels(table, dropped), rules)


def test_different_customers_are_each_a_group_of_their_own():
    twins = find(store(50))
    assert twins.groups.tolist() == list(range(50))
    assert (twins.facts.pairs, twins.facts.groups, twins.facts.customers) == (0, 0, 0)


def test_equal_revenue_makes_twins_whatever_else_differs():
    table = store(50)
    table.loc["c40", REVENUE] = table.loc["c2", REVENUE]
    twins = find(table, dropped=("c2",))
    assert twins.groups["c40"] == twins.groups["c2"]
    assert (twins.facts.pairs, twins.facts.equal_pairs, twins.facts.near_pairs) == (1, 0, 0)
    assert twins.facts.label_differs == 1


def test_equal_and_near_twins_are_counted_apart():
    table = store(50)
    table.loc["c10"] = table.loc["c0"]
    table.loc["c11"] = table.loc["c1"]
    table.loc["c11", OTHERS[:2]] = -1.0
    table.loc["c12"] = table.loc["c2"]
    table.loc["c12", OTHERS[:3]] = -2.0
    facts = find(table).facts
    assert (facts.pairs, facts.equal_pairs, facts.near_pairs) == (3, 1, 1)
    assert (facts.groups, facts.customers, facts.near_elsewhere) == (3, 6, 0)


def test_customers_equal_but_for_two_months_of_revenue_are_grouped_too():
    table = store(50)
    table.loc["c9"] = table.loc["c3"]
    table.loc["c9", REVENUE[:2]] = -1.0
    twins = find(table)
    assert twins.groups["c9"] == twins.groups["c3"]
    assert (twins.facts.pairs, twins.facts.near_elsewhere, twins.facts.groups) == (0, 1, 1)


def test_three_different_fields_make_two_people():
    table = store(50)
    table.loc["c9"] = table.loc["c3"]
    table.loc["c9", [REVENUE[0], *OTHERS[:2]]] = -1.0
    assert find(table).facts.groups == 0


def test_three_ids_of_one_person_are_three_pairs_in_one_group():
    table = store(50)
    table.loc["c10"] = table.loc["c20"] = table.loc["c0"]
    facts = find(table).facts
    assert (facts.pairs, facts.equal_pairs, facts.groups, facts.customers) == (3, 3, 1, 3)


def test_a_blank_label_disagrees_with_nobody():
    table = store(50)
    table.loc["c10"] = table.loc["c0"]
    dropped = labels(table, ("c0",))
    dropped["c10"] = np.nan
    assert find_twins(table, dropped, RULES).facts.label_differs == 0


def test_a_subscription_store_is_not_one_person():
    table = store(400)
    table[REVENUE] = 100.0
    table.loc["c9"] = table.loc["c3"]
    twins = find(table)
    assert [(n.key, n.count) for n in twins.notices] == [
        ("near_twins_too_many", 400),
        ("twins_too_many", 400),
    ]
    assert (twins.facts.groups, twins.facts.customers) == (1, 2)
    assert twins.facts.pairs == 400 * 399 // 2


@settings(max_examples=30)
@given(
    st.lists(st.tuples(*[st.integers(0, 2)] * 4), min_size=1, max_size=25),
    st.integers(0, 2),
)
def test_counting_by_sums_agrees_with_comparing_every_pair(rows, at_most):
    table = pd.DataFrame(rows)
    differing = [
        sum(a != b for a, b in zip(first, second, strict=True))
        for n, first in enumerate(rows)
        for second in rows[:n]
    ]
    expected = [differing.count(n) for n in range(at_most + 1)]
    assert count_differing(hash_cells(table), [], range(4), at_most=at_most) == expected


@pytest.mark.slow
def test_a_hundred_thousand_customers_take_seconds():
    rng = np.random.default_rng(1)
    columns = [*(f"f{n}" for n in range(13)), *REVENUE]
    table = pd.DataFrame(rng.random((100_000, 16)), columns=columns)
    begun = time.process_time()
    find(table)
    assert time.process_time() - begun < 15
