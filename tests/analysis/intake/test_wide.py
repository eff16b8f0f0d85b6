"""A table turned by a pivot is read where it can mean one thing, and pointed at where not."""

from __future__ import annotations

import pytest

from tests.analysis.intake.tables import (
    MINUTES_PERIODS,
    REVENUE_PERIODS,
    Dress,
    problems_of,
    read,
    small_store,
    write,
    write_tables,
)
from tests.analysis.intake.test_same_customers import assert_same

MONEY, TIME, PROFIT = "market_money.csv", "market_time.csv", "money.csv"
PERIODS = {MONEY: REVENUE_PERIODS, TIME: MINUTES_PERIODS}


@pytest.fixture
def tables():
    return small_store()


@pytest.fixture
def plain(tmp_path):
    return read(write(tmp_path / "plain", small_store()))


def turn(tables, file, header="{}"):
    """Put the periods of a monthly table side by side."""
    amounts = {(customer, period): amount for customer, period, amount in tables[file][1:]}
    customers = dict.fromkeys(customer for customer, _ in amounts)
    periods = PERIODS[file]
    tables[file] = [
        ["id", *(header.format(period) for period in periods)],
        *([c, *(amounts[c, period] for period in periods)] for c in customers),
    ]


@pytest.mark.parametrize(
    "dress",
    [Dress(), Dress(separator=";", decimal=",", encoding="cp1251"), Dress(upper=True, padded=True)],
)
@pytest.mark.parametrize("header", ["{}", "Выручка_{}", "{} (выручка)", "Выручка: {}"])
def test_a_column_per_period_is_read_as_rows_per_period(dress, header, tables, plain, tmp_path):
    turn(tables, MONEY, header)
    base = read(write_tables(tmp_path / "wide", tables, dress))
    assert_same(base, plain)
    assert base.facts.files[1].rows == 60
    (notice,) = (n for n in base.facts.notices if not n.key.startswith("blanks"))
    assert (notice.key, notice.file, notice.column, notice.count) == (
        "periods_as_columns",
        MONEY,
        "Период",
        60,
    )


def test_names_that_a_pivot_made_are_told_as_repairs(tables, tmp_path):
    turn(tables, TIME, "минут_{}")
    repairs = read(write(tmp_path, tables)).facts.repairs
    assert [(r.file, r.column, r.found, r.rows) for r in repairs] == [
        (TIME, period, f"минут_{period}", 1) for period in MINUTES_PERIODS
    ]


def test_faults_of_a_wide_table_are_told_by_its_own_columns(tables, tmp_path):
    turn(tables, MONEY)
    tables[MONEY][4][1], tables[MONEY][5][2], tables[MONEY][6][3] = "", "много", "-4"
    tables[MONEY].append(tables[MONEY][2])
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 5, column 'препредыдущий_месяц': the cell is blank\n"
        "  Fix: fill in the value, or take the customer out of all four tables\n"
        f"{MONEY}, row 6, column 'текущий_месяц': 'много' is not a number\n"
        "  Fix: write a number such as 12.5, without words or units\n"
        f"{MONEY}, row 7, column 'предыдущий_месяц': -4 is less than 0\n"
        "  Fix: give a number that is at least 0\n"
        f"{MONEY}, row 62, column 'id': customer 1002 is already in row 3\n"
        "  Fix: keep one of the rows: one row per customer"
    )


def test_revenue_far_from_all_others_is_left_to_the_rule_of_outliers(tables, tmp_path):
    turn(tables, MONEY)
    tables[MONEY][4][1] = "480000"
    base = read(write(tmp_path, tables))
    assert base.facts.set_aside[1].customer_ids == ("1004",)
    assert [notice.key for notice in base.facts.notices] == ["periods_as_columns"]


def test_revenue_under_the_name_of_minutes_is_not_read_as_minutes(tables, tmp_path):
    turn(tables, MONEY)
    tables[TIME] = tables[MONEY]
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}, row 1, column 'препредыдущий_месяц': this table has no such period\n"
        "  Fix: remove the column, or check that the table is the right one; the periods here: "
        "«предыдущий_месяц», «текущий_месяц»"
    )


def test_columns_that_may_be_periods_are_pointed_at(tables, tmp_path):
    turn(tables, MONEY)
    tables[MONEY][0] = ["id", "2026-08", "2026-10", "2026-09"]
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 1: there seems to be a row per customer and a column per period: "
        "'2026-08', '2026-10', '2026-09'\n"
        "  Fix: name these columns «препредыдущий_месяц», «предыдущий_месяц», «текущий_месяц», or "
        "give one row per customer and period with the columns 'id', 'Период', 'Выручка'"
    )


def test_a_row_per_period_where_one_per_customer_is_expected_is_pointed_at(tables, tmp_path):
    profit = tables[PROFIT]
    tables[PROFIT] = [
        [profit[0][0], "период", profit[0][1]],
        *([customer, period, p] for customer, p in profit[1:] for period in REVENUE_PERIODS),
    ]
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, column 'Период': there is a row per customer and period, but one row "
        "per customer is expected\n  Fix: give one row per customer; data_files/README.md says "
        "what each column holds"
    )


def test_other_names_of_a_long_table_are_missing_columns_as_ever(tables, tmp_path):
    tables[TIME][0] = ["id", "period", "minutes"]
    missing = "the column is missing\n  Fix: add it, or rename the column that holds it"
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}, column 'Период': {missing}; unknown names: 'period', 'minutes'\n"
        f"{TIME}, column 'минут': {missing}"
    )
