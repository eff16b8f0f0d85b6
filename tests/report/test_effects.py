"""What is said of offers before a campaign was measured, and what after."""

from __future__ import annotations

import pytest

from analysis.estimate import Estimate
from report.management import effects, month, trust, warnings
from report.technical import effects as in_full
from tests.report.facts_factory import (
    estimate,
    make_acceptance,
    make_campaign,
    make_effect,
    make_effects,
    make_plan,
    make_results,
)
from tests.report.reading import said, view

SMALL = Estimate(value=0.02, low=0.004, high=0.036)
FEW = Estimate(value=-0.05, low=-0.08, high=-0.02)


def seen(language="en", **changes):
    return view(language, make_results(effects=make_effects(**changes)))


def heading(**changes):
    page = said(effects.page(seen(**changes)))
    return next(line for line in page.splitlines() if line.startswith("## "))


def together(verdict, prevented, **changes):
    return make_effect(None, verdict, prevented, **changes)


def test_before_any_campaign_nothing_is_printed_of_effects():
    for results in (make_results(), make_results(effects=make_effects(campaigns=(), plan=None))):
        cells = (effects.page, month.brought, effects.awaited)
        assert [cell(view("en", results)) for cell in cells] == ["", "", ""]
        assert in_full.section(view("en", results))._repr_markdown_() == ""


def test_campaigns_without_an_outcome_say_when_the_first_answer_comes_and_what_it_needs():
    sent = make_campaign(month="2026-08", outcome_known=False)
    forgotten = make_campaign(month="2026-09", outcome_known=False, recorded=False)
    empty = make_campaign(month="2026-07", planned=0, recorded=False)
    waiting = seen(plan=None, offers=(), campaigns=(empty, sent, forgotten))
    assert effects.page(waiting) == ""
    assert (
        said(trust.action(waiting))
        .strip()
        .endswith(
            "What the offers of August 2026 brought will be known with the tables of November "
            "2026. What was sent is not recorded: correct campaign.csv and put it into the "
            "month’s folder (2026-09/) beside the tables.\n:::"
        )
    )


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (together("works", SMALL), "Of 100 customers contacted, the offers kept 2.0 from "),
        (
            together("harms", FEW),
            "The offers did harm: of 100 customers contacted, 5 more dropped (2–8)",
        ),
        (
            together("cannot_tell", estimate(0.02, 0.1), control=270, needed=310),
            "It cannot be told yet whether the offers work on the whole: "
            "the control group is 40 customers short",
        ),
        (together("cannot_tell", estimate(0.0, 0.02), control=310, needed=310), "No effect of the"),
        (
            together("cannot_tell", estimate(0.0, 0.02), needed=None),
            "No effect of the offers on the whole is",
        ),
    ],
)
def test_the_heading_is_what_was_found_of_all_offers_together(plan, says):
    assert heading(plan=plan, offers=()).startswith(f"## {says}")
    assert said(month.brought(seen(plan=plan))).startswith(f"Earlier campaigns. {says}")


def test_the_heading_names_offers_that_work_and_harm_while_they_are_few():
    assert heading().endswith(
        "; on its own works: “Cart reminder with a small discount”; "
        "on its own harms: “Loyalty card and early access to promotions”"
    )
    many = tuple(make_effect(key, "works", SMALL) for key in ("win_back", "more_contacts", "gone"))
    assert heading(offers=many).endswith("; on its own works: 3")
    assert heading(offers=many[2:]).endswith("; on its own works: “gone”")


def test_advice_says_how_many_campaigns_of_the_same_size_are_still_needed():
    def advice(**changes):
        plan = together("cannot_tell", estimate(0.02, 0.1), campaigns=2, control=100, **changes)
        return said(effects.page(seen(plan=plan)))

    assert "2 campaigns more of this size" in advice(needed=200)
    assert "3 campaigns more of this size" in advice(needed=201)
    assert "for some of the offers there is no answer yet" in advice(needed=100)
    assert "the effect of offers changes" in said(effects.page(seen(offers=())))


def test_only_an_offer_that_was_measured_is_said_to_be_recommended_no_more():
    losing, assumed = (
        make_acceptance(key, pays=False, measured_on=many)
        for key, many in (("win_back", 1), ("more_contacts", 0))
    )
    page = said(effects.page(seen(acceptance=(losing, assumed))))
    assert "Recommended no more: “Win-back by e-mail or push”." in page
    assert "Recommended no more" not in said(effects.page(seen(acceptance=(assumed,))))


def test_records_are_told_of_only_where_they_differ_from_the_plan():
    page = said(effects.page(seen()))
    assert "control customers were contacted (3); customers to be contacted were not (5)" in page
    clean = said(effects.page(seen(campaigns=(make_campaign(),))))
    assert "Not everything was done as planned" not in clean
    assert "not recorded" not in clean


def test_of_many_offers_the_page_shows_those_with_the_largest_control_groups():
    keys = ("win_back", "more_contacts", "cart_reminder", "loyalty_bonuses", "personal_discount")
    page = said(effects.page(seen(offers=tuple(make_effect(k, "works", SMALL) for k in keys))))
    assert "technical document has the rest" not in page
    many = tuple(make_effect(k, "works", SMALL) for k in (*keys, "priority_support"))
    page = said(effects.page(seen(offers=many)))
    assert "Shown are the 5 of 6 with the largest control groups" in page
    assert "| Priority support" not in page


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_gain_is_said_to_be_assumed_until_every_offer_of_the_plan_was_measured(language):
    measured, part, assumed = {
        "en": ("as measured on 1,202 customers", "for some offers acceptance is assumed", "if one"),
        "ru": ("как измерено на 1 202 клиентах", "для части предложений отклик", "если согласится"),
    }[language]
    keys = [offer.offer for offer in make_plan().offers]
    every = tuple(make_acceptance(key) for key in keys)
    for acceptance, says in (
        (every, [measured]),
        (every[1:], [measured, part]),
        ((make_acceptance("win_back"),), [assumed]),
        ((make_acceptance(keys[0], measured_on=0),), [assumed]),
    ):
        shown = seen(language, acceptance=acceptance)
        told = said(warnings.data_sentence(shown))
        assert [words in told for words in (measured, part, assumed)] == [
            words in says for words in (measured, part, assumed)
        ]
