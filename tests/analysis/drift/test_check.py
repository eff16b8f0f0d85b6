"""What is said of a month's tables beside those of the month before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.drift.check import check_against
from analysis.errors import DataFileError
from analysis.intake.base import Base
from analysis.intake.facts import Notice, SetAside
from tests.analysis.drift.months import SETTINGS, draw, month_of, next_month
from tests.messages import message_of

COUNT = 400


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    return draw(np.random.default_rng(1), COUNT)


@pytest.fixture(scope="module")
def later(customers: pd.DataFrame) -> pd.DataFrame:
    """The month after it, three customers in four the same."""
    return next_month(np.random.default_rng(2), customers, 0.75)


def notices_of(before: pd.DataFrame, now: pd.DataFrame | Base) -> tuple[Notice, ...]:
    month = now if isinstance(now, Base) else month_of(now)
    return check_against(month_of(before, "2026-09"), month, SETTINGS)


def notice(key: str, field: str, detail: str, count: int) -> Notice:
    return Notice(key=key, file="", column=field, detail=detail, count=count)  # type: ignore[arg-type]


def test_a_month_after_another_is_no_news(customers, later):
    assert notices_of(customers, later) == ()


def test_the_same_tables_under_two_names_are_refused(customers):
    assert message_of(DataFileError, lambda: notices_of(customers, customers)) == (
        "2026-10: its tables are those of 2026-09 under a new name (all equal)\n"
        "  Fix: put the export of 2026-10 into the folder, or remove the folder"
    )


def test_a_copy_of_which_a_few_cells_were_changed_is_refused(customers):
    copy = customers.assign(
        profit=np.where(np.arange(COUNT) < 40, 1.234, customers["profit"]), category="textile"
    )
    assert message_of(DataFileError, lambda: notices_of(customers, copy)) == (
        "2026-10: its tables are those of 2026-09 under a new name (40 of 5,600 numbers differ)\n"
        "  Fix: put the export of 2026-10 into the folder, or remove the folder"
    )


@pytest.mark.parametrize("differ", [56, 57])
def test_more_than_one_cell_in_a_hundred_makes_another_month(customers, differ):
    copy = customers.assign(profit=np.where(np.arange(COUNT) < differ, 1.234, customers["profit"]))
    if differ > 56:
        assert notices_of(customers, copy) == ()
    else:
        assert "56 of 5,600" in message_of(DataFileError, lambda: notices_of(customers, copy))


def test_revenue_times_a_thousand_is_told_with_both_medians(customers, later):
    told = later.assign(revenue_current=later["revenue_current"] * 1000)
    first, second = (t["revenue_current"].median() for t in (customers, told))
    assert notices_of(customers, told) == (
        notice(
            "scale_jumped",
            "revenue_current",
            f"2026-09: {first:.12g}; 2026-10: {second:.12g}; × 1000",
            COUNT,
        ),
    )
    assert "e+" not in notices_of(customers, told)[0].detail


def test_minutes_in_seconds_and_shrunk_profits_are_told_too(customers, later):
    told = later.assign(minutes_current=later["minutes_current"] * 60, profit=later["profit"] / 100)
    details = [found.detail.rpartition("; ")[2] for found in notices_of(customers, told)]
    assert details[0].startswith(("× 5", "× 6"))
    assert details[1:] == ["× 0.01"]


@pytest.mark.parametrize(
    ("factor", "told"), [(4.9, False), (5.1, True), (1 / 4.9, False), (1 / 5.1, True)]
)
def test_a_jump_is_fivefold_either_way(customers, factor, told):
    other = customers.drop(columns="profit").assign(profit=customers["profit"] * factor)
    assert bool(notices_of(customers, other)) == told


def test_half_the_customers_gone_are_told_with_both_counts(customers, later):
    assert notices_of(customers, later.iloc[: COUNT // 2]) == (
        notice("customers_vanished", "", "2026-09: 400; 2026-10: 200", 200),
    )


@pytest.mark.parametrize(("stayed", "told"), [(280, False), (279, True)])
def test_who_leaves_as_usual_has_not_vanished(customers, later, stayed, told):
    assert bool(notices_of(customers, later.iloc[:stayed])) == told


def test_customers_set_aside_have_not_vanished(customers, later):
    aside = SetAside(rule="inactive", customers=100, customer_ids=tuple(customers.index[200:300]))
    now = month_of(later.iloc[: COUNT // 2], set_aside=(aside,))
    assert notices_of(customers, now) == ()


def test_a_new_category_is_told_in_the_words_of_the_store(customers, later):
    had_none = customers.assign(category=customers["category"].replace("textile", "children"))
    count = int((later["category"] == "textile").sum())
    assert notices_of(had_none, later) == (
        notice(
            "value_since",
            "category",
            f"Домашний текстиль (2026-09: 0; 2026-10: {count})",
            count,
        ),
    )


@pytest.mark.parametrize(("customers_of_it", "told"), [(3, False), (4, True)])
def test_a_rare_new_category_is_no_news(customers, later, customers_of_it, told):
    now = later.assign(category=later["category"].mask(np.arange(COUNT) < customers_of_it, "Сад"))
    assert bool(notices_of(customers, now)) == told


def test_months_between_are_named(customers, later):
    now = month_of(later, "2027-01")
    assert notices_of(customers, now) == (
        notice("months_between", "", "2026-10, 2026-11, 2026-12", 3),
    )
    assert notices_of(customers, month_of(later, "november")) == ()
