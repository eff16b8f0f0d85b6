"""What is known of the real tables is what reading them finds."""

from __future__ import annotations

import time

import pytest

from tests.analysis.intake.tables import REAL, read

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not on this machine")


@pytest.fixture(scope="module")
def base():
    return read(REAL)


def test_every_known_repair_is_logged_and_no_other(base):
    assert [(r.file, r.column, r.found, r.became, r.rows) for r in base.facts.repairs] == [
        ("market_file.csv", "Тип сервиса", "стандартт", "стандарт", 10),
        (
            "market_file.csv",
            "Популярная_категория",
            "Косметика и аксесуары",
            "Косметика и аксессуары",
            223,
        ),
        ("market_time.csv", "Период", "предыдцщий_месяц", "предыдущий_месяц", 1300),
    ]
    assert base.facts.notices == ()


def test_the_inactive_and_the_outlier_are_set_aside(base):
    inactive, outlier = base.facts.set_aside
    assert (inactive.rule, inactive.customer_ids) == ("inactive", ("215348", "215357", "215359"))
    assert (outlier.rule, outlier.customer_ids, outlier.values) == (
        "revenue_outlier",
        ("215380",),
        (106862.2,),
    )
    assert outlier.fields == ("revenue_current",)


def test_counts_of_customers_are_those_of_the_tables(base):
    facts = base.facts
    assert (facts.customers_read, facts.customers_kept) == (1300, 1296)
    assert (facts.customers_labelled, facts.customers_dropped) == (1296, 494)
    assert len(base.table) == len(base.dropped) == len(base.groups) == 1296
    assert not base.table.isna().any().any()


def test_twins_are_found_and_kept_together(base):
    twins = base.facts.twins
    assert (twins.pairs, twins.equal_pairs, twins.near_pairs, twins.label_differs) == (21, 11, 1, 9)
    assert (twins.groups, twins.customers, twins.near_elsewhere) == (21, 42, 0)
    assert base.groups["215675"] == base.groups["215885"]
    assert base.groups["215695"] == base.groups["215905"]
    assert base.groups["215675"] != base.groups["215676"]


def test_only_the_profit_file_has_semicolons_and_decimal_commas(base):
    found = [(f.name, f.rows, f.separator, f.encoding, f.decimal_comma) for f in base.facts.files]
    assert found == [
        ("market_file.csv", 1300, ",", "UTF-8", False),
        ("market_money.csv", 3900, ",", "UTF-8", False),
        ("market_time.csv", 2600, ",", "UTF-8", False),
        ("money.csv", 1300, ";", "UTF-8", True),
    ]


def test_reading_takes_less_than_a_second():
    read(REAL)
    begun = time.process_time()
    read(REAL)
    assert time.process_time() - begun < 1.0
