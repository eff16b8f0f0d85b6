"""Who is set aside: customers without revenue, and revenue out of all proportion."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.exclusions import MONTHS, set_aside
from analysis.settings import read_settings

RULES = read_settings().data


def store(customers=1000, sigma=0.2, seed=3, scale=5000.0):
    """A store with log-normal revenue; ids c0, c1, ..."""
    rng = np.random.default_rng(seed)
    revenue = scale * np.exp(rng.normal(0, sigma, (customers, 3)))
    return pd.DataFrame(revenue, columns=list(MONTHS), index=[f"c{n}" for n in range(customers)])


def test_no_revenue_in_one_month_is_enough_to_be_inactive():
    table = store()
    table.loc["c3", "revenue_previous"] = 0.0
    inactive, outlier = set_aside(table, RULES).set_aside
    assert (inactive.customer_ids, inactive.values, inactive.fields) == (
        ("c3",),
        (0.0,),
        ("revenue_previous",),
    )
    assert outlier.customers == 0


def test_the_limit_of_activity_is_a_setting():
    table = store()
    rules = RULES.model_copy(update={"inactive_if_revenue_at_most": float(table.min().min())})
    inactive, _ = set_aside(table, rules).set_aside
    assert inactive.customers == 1
    assert inactive.threshold == table.min().min()


def test_a_misplaced_decimal_point_is_an_outlier_in_any_month():
    table = store()
    table.loc["c5", "revenue_before_previous"] *= 20
    table.loc["c7", "revenue_current"] *= 20
    kept = set_aside(table, RULES)
    outlier = kept.set_aside[1]
    assert outlier.customer_ids == ("c5", "c7")
    assert outlier.fields == ("revenue_before_previous", "revenue_current")
    assert all(value > outlier.threshold for value in outlier.values)
    assert len(kept.ids) == 998
    assert not {"c5", "c7"} & set(kept.ids)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_the_rule_is_the_same_in_any_unit_of_money(scale):
    table = store(scale=scale)
    table.loc["c5", "revenue_current"] *= 20
    assert set_aside(table, RULES).set_aside[1].customer_ids == ("c5",)


@given(sigma=st.floats(0.01, 2.5), seed=st.integers(0, 1000))
def test_a_store_whose_revenue_spreads_by_factors_keeps_its_best_customers(sigma, seed):
    assert set_aside(store(sigma=sigma, seed=seed), RULES).set_aside[1].customers == 0


def test_two_prices_are_no_outliers_but_the_way_the_store_is():
    table = store()
    table[:] = 100.0
    table.iloc[:200, 2] = 1000.0
    kept = set_aside(table, RULES)
    assert kept.set_aside[1].customers == 0
    (notice,) = kept.notices
    assert (notice.key, notice.column, notice.count) == (
        "outlier_rule_too_wide",
        "revenue_current",
        200,
    )


def test_order_of_customers_is_kept():
    table = store(customers=50)
    table.iloc[7] *= 30
    assert list(set_aside(table, RULES).ids) == [f"c{n}" for n in range(50) if n != 7]
