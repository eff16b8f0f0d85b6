"""Page 1: figures, decisions, what is wrong with the month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.intake.facts import Notice
from analysis.model.facts import Sentinel
from report.blocks.band import month_band
from report.management import decisions, month, trust, warnings
from tests.report.facts_factory import (
    make_data,
    make_decision,
    make_model,
    make_plan,
    make_results,
)
from tests.report.reading import labels, read, said, view


def figures(language="en", **changes):
    r = view(language, make_results(**changes))
    return [(said(f.number), said(f.label)) for f in month.key_figures(r)]


def test_the_band_names_the_store_and_the_month():
    assert "[В один клик]{.store}" in read(month_band(view("ru")))
    assert "[По данным за октябрь 2026]{.month}" in read(month_band(view("ru")))


def test_a_folder_that_is_no_month_is_named_as_it_is():
    r = view("en", make_results(data=make_data(month="spring export")))
    assert "[From the data in “spring export”]{.month}" in read(month_band(r))


def test_the_four_figures_carry_their_units_and_shares():
    assert figures() == [
        ("83", "customers likely to buy less: 35% of the base"),
        ("359", "units of monthly profit at risk: 37% of all profit"),
        ("92–337", "units the offers should bring over 3 months, most likely 214"),
        (
            "91 in 100",
            "pairs of a dropping and a steady customer told apart by the model (95%: 89–93)",
        ),
    ]


@pytest.mark.parametrize(
    ("scores", "number", "interval"),
    [
        ((0.993, 0.996, 0.998), ">99 in 100", "95%: 99.3–99.8"),
        ((0.989, 0.994, 0.997), "99 in 100", "95%: 98.9–99.7"),
        ((1.0, 1.0, 1.0), "100 in 100", "95%: 100"),
    ],
)
def test_only_a_perfect_model_tells_all_pairs_apart(scores, number, interval):
    r = view("en", scored(*scores))
    sure = month.sureness(r)
    assert said(sure.number) == number
    assert said(sure.label).endswith(f"({interval})")


def test_in_a_sentence_nearly_all_pairs_are_more_than_ninety_nine():
    assert said(trust.heading(view("en", scored(0.993, 0.996, 0.998)))) == (
        "Of a hundred pairs of customers the model tells more than 99 apart, honestly tested"
    )
    assert said(trust.heading(view("ru", scored(0.993, 0.996, 0.998)))) == (
        "Из ста пар клиентов модель верно различает более 99, и это проверено честно"
    )


def scored(low, value, high):
    results = make_results()
    scores = {"roc_auc_low": low, "roc_auc": value, "roc_auc_high": high}
    return replace(results, headline=replace(results.headline, **scores))


def test_russian_figures_decline_their_nouns():
    numbers = dict(figures("ru"))
    assert numbers["83"] == "клиента могут снизить активность: 35 % базы"


@pytest.mark.parametrize(
    ("language", "many", "label"),
    [
        ("ru", 391, "клиент может снизить активность: 35 % базы"),
        ("ru", 411, "клиентов могут снизить активность: 35 % базы"),
        ("en", 391, "customers likely to buy less: 35% of the base"),
    ],
)
def test_the_verb_follows_the_number_of_customers(language, many, label):
    headline = replace(make_results().headline, customers_at_risk=many)
    assert dict(figures(language, headline=headline))[str(many)] == label


@pytest.mark.parametrize(
    ("language", "aside", "twins"),
    [
        ("ru", "Отложен 1 клиент: 1 без покупок", "под двумя номерами: 1 пара; модель"),
        ("en", "1 customer set aside: 1 without", "1 pair looks like one person under two ids"),
    ],
)
def test_one_customer_set_aside_and_one_pair_are_told_in_the_singular(language, aside, twins):
    data = make_data(
        set_aside=(replace(make_data().set_aside[0], customers=1),),
        twins=replace(make_data().twins, pairs=1),
    )
    headline = replace(make_results().headline, customers_set_aside=1)
    r = view(language, make_results(data=data, headline=headline))
    sentence = said(warnings.data_sentence(r))
    assert aside in sentence
    assert twins in sentence


@pytest.mark.parametrize(
    ("language", "many"),
    [("ru", "Риск от 50 % у 83 клиентов"), ("en", "50% and more: 83 customers")],
)
def test_the_description_of_the_picture_counts_those_beyond_the_cut(language, many):
    assert many in said(month.picture(view(language)).alt)


def test_an_empty_plan_promises_nothing():
    plan = make_plan(contacts=0, decisions=())
    assert ("–", "nothing to recommend now") in figures(plan=plan)


def test_the_decisions_heading_counts_them_and_says_what_the_first_is_worth():
    assert said(decisions.heading(view())) == (
        "Three decisions now: the first brings 46% of the expected gain"
    )
    one = make_plan(decisions=(make_decision("promo_at_risk_80", "cart_reminder"),))
    assert said(decisions.heading(view("ru", make_results(plan=one)))) == (
        "Одно решение сейчас приносит 98,0 у. е. за 3 месяца"
    )
    none = make_results(plan=make_plan(contacts=0, decisions=()))
    assert decisions.heading(view("en", none)) == "No decision is called for this month"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("ru", "Решение месяца – утвердить план: 412 обращений, 214 у. е. выгоды за 3 месяца"),
        (
            "en",
            "The decision this month is the plan: 412 contacts that bring 214 units over 3 months",
        ),
    ],
)
def test_where_no_segment_calls_for_a_decision_the_plan_itself_is_one(language, heading):
    plan = make_results(plan=make_plan(decisions=()))
    assert said(decisions.heading(view(language, plan))) == heading


def test_below_the_decisions_stands_what_the_whole_plan_costs_and_brings():
    assert said(decisions.plan_sentence(view())) == (
        "This covers 259 of the plan’s 412 contacts and 85% of its gain. The whole plan costs "
        "84.5 units and should bring 214 units over 3 months (92–337). A customer gets one offer, "
        "the best for them; who gets what, and by which channel, is in customers.xlsx."
    )
    undecided = make_results(plan=make_plan(decisions=()))
    assert said(decisions.plan_sentence(view("en", undecided))).startswith(
        "The whole plan: 412 contacts, cost 84.5 units, expected gain 214 units over 3 months "
    )


def test_where_nothing_is_recommended_the_first_page_says_why_once():
    nothing = make_plan(contacts=0, decisions=(), contact_cost=2.0, incentive=9.0)
    assert said(decisions.plan_sentence(view("en", make_results(plan=nothing)))).startswith(
        "A contact costs 2.00 units, an incentive 9.00 units"
    )
    tiny = make_results(plan=nothing, data=make_data(customers_kept=60))
    assert decisions.plan_sentence(view("en", tiny)) == ""
    assert any(
        "needs at least 500" in said(notice.text) for notice in warnings.warnings(view("en", tiny))
    )


def test_a_decision_says_what_for_whom_why_for_how_much_and_by_when():
    r = view()
    card = decisions.decision_card(r, r.results.plan.decisions[0], 1)
    assert card.what == "Decision 1. At least four marketing contacts a month"
    assert said(card.whom) == "Above-average profit, risk above 70%: 120 customers"
    assert said(card.why).startswith("79% of the segment (58 customers) hear from the store")
    assert [said(fact) for fact in card.facts] == [
        "Costs 24.0 units",
        "Brings 98.0 units over 3 months (40–150)",
        "By the end of November 2026",
    ]


def test_the_data_sentence_counts_who_was_read_kept_and_set_aside():
    assert said(warnings.data_sentence(view())) == (
        "1,300 customers were read, 1,296 are analysed. 4 customers set aside: 3 without a "
        "purchase in one of the three months, 1 with revenue far beyond everyone else’s. "
        "21 pairs look like one person under two ids; the model never saw one while judging "
        "the other. The expected gain rests on acceptance rates that the first campaign will "
        "test."
    )


def test_the_data_sentence_is_silent_about_what_did_not_happen():
    data = make_data(set_aside=(), twins=replace(make_data().twins, pairs=0))
    headline = replace(make_results().headline, customers_set_aside=0)
    r = view("en", make_results(data=data, headline=headline, plan=make_plan(contacts=0)))
    assert said(warnings.data_sentence(r)) == "1,300 customers were read, 1,296 are analysed."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Customers who bring losses: 1,204; the losses are left out of profit at risk and of "
            "shares of profit.",
        ),
        (
            "ru",
            "Клиентов с убытком: 1 204; их убыток не входит ни в прибыль под угрозой, ни в доли "
            "прибыли.",
        ),
    ],
)
def test_the_data_sentence_says_that_losses_are_left_out(language, sentence):
    notice = Notice(key="losses", file="", column="profit", detail="", count=1204)
    r = view(language, make_results(data=make_data(notices=(notice,))))
    assert sentence in said(warnings.data_sentence(r))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Too many customers share the same revenue here to tell one person under two ids"),
        ("ru", "Одинаковая выручка здесь у слишком многих, чтобы узнавать по ней одного человека"),
    ],
)
def test_customers_of_a_subscription_store_are_not_called_one_person(language, sentence):
    twins = replace(make_data().twins, pairs=423_875)
    notice = Notice(key="twins_too_many", file="", column="", detail="", count=660)
    r = view(language, make_results(data=make_data(twins=twins, notices=(notice,))))
    text = said(warnings.data_sentence(r))
    assert sentence in text
    assert "423" not in text


def test_a_usual_month_has_no_box():
    assert read(warnings.notices(view())) == ""


def test_demonstration_data_says_so_first():
    r = view("ru", make_results(data=make_data(demonstration=True)))
    assert [said(n.text) for n in warnings.warnings(r)] == [
        "Это демонстрационные данные: магазин и клиенты вымышлены."
    ]


def test_few_customers_widen_intervals_and_too_few_forbid_advice():
    few, too_few = (
        warnings.warnings(view("en", make_results(data=make_data(customers_kept=kept))))
        for kept in (999, 499)
    )
    assert [said(n.text) for n in few] == [
        "999 customers are analysed; below 1,000 the intervals are wide and conclusions may change."
    ]
    assert [said(n.text) for n in too_few] == [
        "499 customers are analysed and a recommendation needs at least 500. "
        "The report shows the month and advises nothing."
    ]


def test_a_model_that_guesses_is_said_to_guess():
    r = view("en", make_results(model=make_model(beats_chance=False)))
    assert [n.text for n in warnings.warnings(r)] == [
        "This month’s model cannot be told from guessing: the report advises nothing."
    ]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (
            Sentinel(key="too_good", verdict="warn", figure=0.999, reference=0.95),
            "Of 100 pairs of customers the model tells 91 apart. That is too good for such data: "
            "the label was perhaps computed from the same features. Until that is checked, do not "
            "rely on the risks and the money of this report.",
        ),
        (
            Sentinel(key="shuffled_labels", verdict="fail", figure=0.7, reference=0.5),
            "The model “guesses” even random labels: there is a leak. Do not rely on the risks and "
            "the money of this report.",
        ),
    ],
)
def test_a_model_that_is_hardly_believable_is_said_so_before_any_number(check, text):
    r = view("en", make_results(model=make_model(sentinels=(check,))))
    assert [n.text for n in warnings.warnings(r)] == [text]


def test_the_picture_names_where_high_risk_begins_and_how_many_lie_beyond():
    block = month.picture(view())
    assert "50% and more: 83 customers" in labels(block.figure)
    assert said(block.caption) == (
        "How many customers are at each level of risk: 35% of the base is at 50% or more."
    )
