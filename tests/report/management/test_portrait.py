"""Page 3: who drops."""

from __future__ import annotations

from dataclasses import replace

from analysis.vocabulary import fields
from report.management import portrait
from report.text.phrases import sentences
from tests.report.facts_factory import (
    PORTRAIT,
    make_category,
    make_model,
    make_portrait_row,
    make_profile,
    make_results,
)
from tests.report.reading import labels, pictured, read, said, view


def with_profile(language="en", **changes):
    return view(language, make_results(profile=make_profile(**changes)))


def test_the_heading_gives_the_two_strongest_differences_of_different_measures():
    assert said(portrait.heading(view())) == (
        "Dropping customers look at 5.6 pages a visit against 9.8 and spent 10.9 minutes on "
        "the site last month against 15.0"
    )


def test_the_same_measure_in_another_month_is_no_second_difference():
    minutes = tuple(make_portrait_row(*row) for row in PORTRAIT if row[0].startswith("minutes"))
    assert said(portrait.heading(with_profile("ru", portrait=minutes))) == (
        "Уходящие были на сайте в прошлом месяце 10,9 минуты против 15,0"
    )


def test_without_a_proven_difference_none_is_claimed():
    rows = tuple(replace(row, differs=False) for row in make_profile().portrait)
    r = with_profile(portrait=rows)
    assert portrait.heading(r) == "Nothing yet sets dropping customers apart"
    assert portrait.dots(r) == ""
    assert "set them apart" not in portrait.lead(r)
    assert said(portrait.lead(r)).endswith("(95%: 36–41%). Below is their share in every group.")


def test_every_feature_can_stand_in_the_heading():
    described = {n for n, f in fields().items() if f.kind in ("number", "yes_no")}
    assert {
        key.removeprefix("acts.") for key in sentences() if key.startswith("acts.")
    } == described


def test_the_dots_carry_both_means_in_the_unit_of_the_feature():
    found = labels(pictured(portrait.dots(view())).figure)
    assert {"5.6", "9.8", "45%", "24%", "Pages a visit", "dropped", "the others"} <= set(found)


def test_the_lead_gives_the_share_with_its_interval():
    assert "Activity dropped for 38% of the customers" in portrait.lead(view())
    assert "(95%: 36–41%)" in portrait.lead(view())


def test_groups_that_really_differ_are_named_and_others_are_not():
    caption = portrait.categories(view()).caption
    assert (
        "More than usual: kitchenware, cosmetics and accessories, goods for children, "
        "service: premium;"
    ) in caption
    assert "fewer: beauty and health appliances, small appliances and electronics." in caption
    assert "textiles" not in caption


def test_groups_that_do_not_differ_are_not_said_to():
    same = (replace(make_category("textile", 40, 0.4), verdict="same"),)
    caption = portrait.categories(with_profile(categories=same)).caption
    assert "No group differs from the average beyond chance." in caption


def test_of_forty_categories_those_that_differ_are_shown_first_and_the_rest_is_counted():
    groups = tuple(
        replace(make_category(f"c{i}", 20 + i, 0.4), verdict="more" if i < 3 else "same")
        for i in range(40)
    )
    block = portrait.categories(with_profile(categories=groups))
    assert {"c0", "c1", "c2"} <= set(labels(block.figure))
    assert "10 of 40 are shown." in said(block.caption)


def test_what_does_not_differ_is_said_profit_first():
    assert portrait.alike(view()) == (
        "People expect a difference here and none shows: monthly profit and marketing contacts "
        "this month. These do not give a dropping customer away."
    )


def test_where_everything_differs_no_likeness_is_claimed():
    rows = tuple(replace(row, differs=True) for row in make_profile().portrait)
    assert portrait.alike(with_profile(portrait=rows)) == "There is a difference in every feature."


def test_the_page_says_what_to_watch_and_where_to_look_for_the_cause():
    said_to_do = read(portrait.action(view())).splitlines()[1]
    assert said_to_do.startswith(
        "What to do: watch “pages a visit” and “minutes on the site last month”; they best tell "
        "the customers whose activity drops from the others."
    )


def test_without_a_proven_difference_nothing_is_to_be_watched():
    rows = tuple(replace(row, differs=False) for row in make_profile().portrait)
    groups = tuple(replace(group, verdict="same") for group in make_profile().categories)
    assert read(portrait.action(with_profile(portrait=rows, categories=groups))).splitlines()[
        1
    ] == ("What to do: do not pick customers by their behaviour; go by the risk in the list.")


def test_a_model_that_guesses_is_not_to_be_gone_by():
    rows = tuple(replace(row, differs=False) for row in make_profile().portrait)
    groups = tuple(replace(group, verdict="same") for group in make_profile().categories)
    profile = make_profile(portrait=rows, categories=groups)
    month = make_results(profile=profile, model=make_model(beats_chance=False))
    assert read(portrait.action(view("en", month))).splitlines()[1] == (
        "What to do: pick nobody by behaviour or by risk; this month neither tells whose activity "
        "will drop."
    )
