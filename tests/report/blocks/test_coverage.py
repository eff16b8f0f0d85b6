"""A figure says on how many customers it rests where some have no value of its features."""

from __future__ import annotations

from html import unescape

import pytest

from analysis.intake.facts import MissingValues
from report.blocks.coverage import add_kept, add_labelled, count_beside
from report.technical import features, portrait
from report.view import view_of
from tests.report.facts_factory import make_data, make_profile, make_results

KNOWN = {"failures": 1274, "promo_share": 1280, "pages_per_visit": 1268, "days_registered": 1290}
MISSING = tuple(
    MissingValues(field=field, customers=1300 - count, left_out=False)
    for field, count in KNOWN.items()
)
RESULTS = make_results(
    profile=make_profile(known=KNOWN),
    data=make_data(customers_kept=1300, customers_labelled=1296, missing=MISSING),
)
EN, RU = view_of(RESULTS, "en"), view_of(RESULTS, "ru")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_feature_that_everybody_has_a_value_of_needs_no_count():
    assert add_labelled(EN, "Means", ["profit"]) == "Means"
    assert count_beside(EN, "Profit", "profit") == "Profit"


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (
            EN,
            "Means. Not all customers have a value: “Failures met on the site” n = 1,274 of 1,296.",
        ),
        (
            RU,
            "Means. Значение есть не у всех: «Сбои на сайте» – n = 1 274 из 1 296.",
        ),
    ],
)
def test_few_features_are_named_each_with_its_count(view, told):
    assert plain(add_labelled(view, "Means", ["profit", "failures", "failures"])) == told


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (EN, "Not all customers have a value: n = 1,268–1,290 of 1,300, by feature."),
        (RU, "Значение есть не у всех: n = 1 268–1 290 из 1 300, смотря по признаку."),
    ],
)
def test_of_many_features_the_least_and_the_largest_count_are_told(view, told):
    assert plain(add_kept(view, "Means.", KNOWN)) == f"Means. {told}"


def test_tables_of_features_have_the_count_in_the_row():
    for table in (portrait.table(EN), features.table(EN)):
        printed = unescape(table._repr_markdown_())
        assert "| Failures, n = 1,274 |" in printed
        assert "| Profit |" in printed
