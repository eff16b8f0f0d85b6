"""Page 2: four groups of risk and value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.charts.quadrants import DOTS, thin_out
from report.management import quadrants
from tests.report.facts_factory import make_customers, make_results
from tests.report.odd_months import empty_plan, nobody_at_risk
from tests.report.reading import labels, read, said, view


def with_shares(at_risk, share):
    month = make_results()
    segments = {
        key: replace(s, profit_at_risk_share=at_risk, share=share) if s.quadrant else s
        for key, s in month.segments.items()
    }
    return view("en", replace(month, segments=segments))


def test_the_heading_says_how_much_sits_with_how_few():
    assert said(quadrants.heading(view())) == "40% of the profit at risk sits with 17% of customers"
    assert said(quadrants.heading(view("ru"))) == "40 % прибыли под угрозой – у 17 % клиентов"


def test_an_even_spread_is_not_sold_as_concentration():
    even = quadrants.heading(with_shares(at_risk=0.27, share=0.25))
    assert even == "Profit at risk is spread evenly over customers"
    assert quadrants.heading(with_shares(at_risk=0.31, share=0.25)) != even


def test_a_month_without_high_risk_says_so():
    assert quadrants.heading(view("en", nobody_at_risk())) == (
        "No customer is at high risk this month"
    )


@pytest.mark.parametrize(
    ("language", "heading", "lead"),
    [
        ("en", "No profit is at risk: customers bring none", "Risk counts as high from 50% up."),
        ("ru", "Под угрозой нет прибыли: клиенты её не приносят", "Высоким считаем риск от 50 %."),
    ],
)
def test_where_customers_bring_no_profit_no_group_is_said_to_hold_a_part_of_it(
    language, heading, lead
):
    month = make_results()
    r = view(language, replace(month, headline=replace(month.headline, profit_at_risk=0.0)))
    assert quadrants.heading(r) == heading
    assert said(quadrants.lead(r)) == lead


def test_the_lead_says_what_profit_at_risk_is():
    assert said(quadrants.lead(view())).endswith(
        "Profit at risk is a customer’s monthly profit times their risk."
    )
    assert said(quadrants.lead(view("ru"))).endswith(
        "Прибыль под угрозой – прибыль клиента в месяц, умноженная на его риск."
    )


def test_where_most_customers_bring_the_same_the_empty_groups_are_explained():
    month = make_results()
    segments = {
        key: replace(s, customers=0) if key.endswith("low_value") else s
        for key, s in month.segments.items()
    }
    r = view("en", replace(month, segments=segments, high_profit_from=0.0))
    assert said(quadrants.lead(r)).endswith("So there is no group of low profit.")
    assert "from the median (0 units) up, and nobody is below it" in said(quadrants.lead(r))
    rows = [row for row in read(quadrants.table(r)).splitlines() if "low profit" in row]
    assert [row.split("|")[3].strip() for row in rows] == ["–", "–"]


@pytest.mark.parametrize(
    ("language", "contacts", "told"),
    [
        ("en", 1, "1 contact to it should bring 90.0 units of the 214 units expected"),
        ("ru", 21, "21 обращение к ней должно принести 90,0 у. е. из 214 у. е."),
        ("ru", 22, "22 обращения к ней должны принести 90,0 у. е. из 214 у. е."),
    ],
)
def test_the_action_begins_with_the_group_that_brings_most(language, contacts, told):
    month = make_results()
    key = "high_risk_low_value"
    best = replace(month.segments[key], contacts=contacts, gain=90.0)
    r = view(language, replace(month, segments={**month.segments, key: best}))
    assert told in read(quadrants.action(r))


def test_without_contacts_no_group_is_to_begin_with():
    assert read(quadrants.action(view("en", nobody_at_risk()))) == ""


def test_the_scatter_names_every_group_with_its_size_and_money():
    found = labels(quadrants.scatter(view()).figure)
    assert "High risk, high profit\n40 customers · 143 units at risk" in found
    assert "Low risk, low profit\n77 customers · 44.1 units at risk" in found
    assert "high risk: from 50%" in found


def test_the_bars_show_both_shares_of_every_group():
    found = labels(quadrants.bars(view()).figure)
    assert "17% of customers" in found
    assert "40% of profit at risk" in found
    assert {"18%", "29%", "33%", "19%", "32%", "12%"} <= set(found)


def test_the_table_puts_most_profit_at_risk_first_and_says_what_to_do():
    rows = read(quadrants.table(view())).splitlines()
    assert "High risk, high profit | 40 | 75% | 191 | 143 | 0 | Protect" in rows[4]


def test_without_a_plan_the_table_neither_counts_contacts_nor_gives_them_a_purpose():
    table = quadrants.table(view("en", make_results(plan=empty_plan())))
    assert list(table.header) == [
        "Group",
        "Customers",
        "Mean risk",
        "Profit, units",
        "At risk, units",
    ]
    assert table.caption == "Four groups: customers and monthly profit"


def test_a_hundred_thousand_customers_are_thinned_out_evenly():
    many = make_customers(10) * (DOTS // 5)
    assert len(thin_out(many)) == DOTS
    assert len(thin_out(make_customers(60))) == 60
