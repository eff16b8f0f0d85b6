"""Page 7: how many contacts, and what they bring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.management import budget
from tests.report.facts_factory import make_data, make_plan, make_results
from tests.report.odd_months import empty_plan
from tests.report.reading import clashes, labels, pictured, read, said, view


def with_plan(plan, language="en", **changes):
    return view(language, make_results(plan=plan, **changes))


def test_the_heading_says_how_few_contacts_bring_nine_tenths():
    assert said(budget.heading(view())) == (
        "The first 300 contacts bring nine tenths of the expected gain"
    )


def test_the_contacts_of_the_heading_do_bring_nine_tenths_and_fewer_do_not():
    plan = make_plan()
    most = budget.first_to_reach(plan, budget.MOST)
    assert most is not None
    before = [p for p in plan.budget if p.contacts < most.contacts]
    assert most.gain >= 0.9 * plan.gain
    assert all(p.gain < 0.9 * plan.gain for p in before)


def test_where_nine_tenths_take_all_contacts_the_heading_gives_the_gain():
    only = make_plan(budget=tuple(p for p in make_plan().budget if p.contacts in (0, 412)))
    assert said(budget.heading(with_plan(only))) == (
        "412 contacts pay for themselves and bring 214 units"
    )


@pytest.mark.parametrize(
    ("language", "contacts", "heading"),
    [
        ("en", 1, "1 contact pays for itself and brings 214 units"),
        ("en", 2, "2 contacts pay for themselves and bring 214 units"),
        ("ru", 481, "481 обращение окупается и приносит 214 у. е."),
        ("ru", 482, "482 обращения окупаются и приносят 214 у. е."),
    ],
)
def test_the_verb_follows_the_number_of_contacts(language, contacts, heading):
    last = replace(make_plan().budget[-1], contacts=contacts)
    plan = make_plan(contacts=contacts, budget=(last,))
    assert said(budget.heading(with_plan(plan, language))) == heading


def test_an_empty_plan_draws_no_curve_and_says_why():
    r = with_plan(empty_plan(), data=make_data(customers_kept=1296))
    assert budget.heading(r) == "No contact pays for itself at present"
    assert "no offer brings more than it costs" in budget.lead(r)
    blocks = (budget.curve, budget.table, budget.offers, budget.action)
    assert [read(block(r)) for block in blocks] == [""] * 4


def test_where_nothing_pays_the_page_says_at_what_cost_and_acceptance():
    r = with_plan(replace(empty_plan(), contact_cost=2.0, incentive=9.0))
    assert said(budget.lead(r)).startswith(
        "A contact costs 2.00 units, an incentive 9.00 units, and 20% of dropping customers accept"
    )


def test_the_plan_is_told_offer_by_offer_with_channels_and_money():
    rows = read(budget.offers(view())).splitlines()
    assert (
        "| At least four marketing contacts a month | 240 | e-mail 220, site 20 | 49.5 | 130 |"
        in [" ".join(row.split()) for row in rows]
    )


def test_a_plan_of_many_offers_shows_the_largest_and_says_so():
    plan = make_plan(offers=make_plan().offers * 3)
    table = read(budget.offers(with_plan(plan)))
    assert table.count("marketing contacts") == 2
    assert "the 6 main offers of 9" in table


@pytest.mark.parametrize(("last", "told"), [(412, False), (1296, True)])
def test_beyond_the_plan_is_spoken_of_only_where_somebody_is_left(last, told):
    points = tuple(p for p in make_plan().budget if p.contacts <= last)
    lead = budget.lead(with_plan(make_plan(budget=points)))
    assert ("Beyond that each contact takes more than it gives." in lead) is told


def test_withheld_advice_is_not_called_unprofitable():
    r = with_plan(empty_plan(), data=make_data(customers_kept=60))
    assert budget.heading(r) == "There is no budget this month"
    assert budget.lead(r) == (
        "There is no recommendation this month (see the first page), and without one there is "
        "nothing to count."
    )


def test_the_table_walks_the_curve_from_a_start_to_everyone():
    names = [m.key for m in budget.milestones(make_plan())]
    assert names == ["start", "half", "most", "recommended", "everyone"]


def test_points_that_fall_together_are_named_once():
    plan = make_plan(budget=tuple(p for p in make_plan().budget if p.contacts in (0, 412)))
    assert [m.key for m in budget.milestones(plan)] == ["everyone"]


def test_the_curve_marks_the_recommendation_and_the_other_ways_of_choosing():
    found = labels(pictured(budget.curve(view())).figure)
    assert "as recommended: 214 units" in found
    assert "contact everyone: 61.0 units" in found
    assert "highest risk first: 199 units" in found


def test_the_action_compares_with_other_ways_of_choosing():
    text = read(budget.action(view()))
    assert "approve 412 contacts at a cost of 84.5 units" in text
    assert "by highest risk would bring 199 units, by highest profit 104 units" in text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_equal_gains_never_print_over_each_other(language):
    plan = make_plan()
    equal = tuple(replace(s, gain=100.0, contacts=412) for s in plan.strategies)
    r = with_plan(make_plan(strategies=equal), language)
    assert clashes(pictured(budget.curve(r)).figure) == []
