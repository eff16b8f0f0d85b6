from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.profile.explore import explore
from analysis.profile.labelled import keep_labelled
from analysis.profile.portrait import compare_categories
from tests.analysis.random_store import (
    REAL_TABLES,
    SETTINGS,
    draw_store,
    make_base,
    needs_real_tables,
)

BINS = SETTINGS.profile.bins


@pytest.fixture(scope="module")
def profile():
    return explore(draw_store(), SETTINGS.profile)


@pytest.fixture(scope="module")
def odd_profile():
    """Constants, fields that repeat each other, few whole numbers, a telling category."""
    base = draw_store()
    table = base.table.assign(
        failures=3.0,
        consent="yes",
        minutes_current=base.table["minutes_previous"] * 2,
        unpaid_goods=np.arange(600.0) % BINS,
        categories_per_visit=np.arange(600.0) % (BINS + 1),
        category=np.where(base.dropped == 1, "children", base.table["category"]),
    )
    return explore(make_base(table, base.dropped.to_numpy()), SETTINGS.profile)


def test_portrait_puts_the_largest_effect_first_and_says_what_differs(profile):
    effects = [abs(row.effect.value) for row in profile.portrait]
    assert effects == sorted(effects, reverse=True)
    base, first = draw_store(), profile.portrait[0]
    pages = base.table["pages_per_visit"].groupby(base.dropped).mean()
    assert (first.feature, first.differs) == ("pages_per_visit", True)
    assert (first.dropped_mean.value, first.same_mean.value) == pytest.approx((pages[1], pages[0]))
    rows = {row.feature: row for row in profile.portrait}
    assert not rows["profit"].differs
    assert not rows["consent"].differs
    consent = (base.table["consent"] == "yes")[base.dropped == 1].mean()
    assert rows["consent"].dropped_mean.value == pytest.approx(consent)


def test_a_difference_on_the_border_of_significance_is_none(profile):
    p = {row.feature: row.p_adjusted for row in profile.portrait}["pages_per_visit"]
    border = SETTINGS.profile.model_copy(update={"significance": p})
    rows = {row.feature: row for row in explore(draw_store(), border).portrait}
    assert not rows["pages_per_visit"].differs


def test_every_feature_counts_every_customer_once(profile):
    base = draw_store()
    dropped = int(base.dropped.sum())
    for feature in profile.features:
        assert sum(feature.dropped_counts) == feature.dropped.customers == dropped
        assert sum(feature.same_counts) == feature.same.customers == 600 - dropped
        assert len(feature.edges) == len(feature.dropped_counts) + 1
        told = base.table[feature.feature][base.dropped == 1].describe()
        assert (feature.dropped.mean, feature.dropped.sd) == pytest.approx(
            (told["mean"], told["std"])
        )
        quartiles = (feature.dropped.lower_quartile, feature.dropped.upper_quartile)
        assert quartiles == pytest.approx((told["25%"], told["75%"]))
        assert feature.dropped.median == pytest.approx(told["50%"])


def test_customers_with_a_blank_label_are_left_out():
    base = draw_store()
    half = base.dropped.copy()
    half.iloc[300:] = np.nan
    found = explore(make_base(base.table, half.to_numpy()), SETTINGS.profile)
    known = explore(make_base(base.table[:300], half.to_numpy()[:300]), SETTINGS.profile)
    assert found == known
    assert found.dropped_share.value == half.mean()


def test_features_that_some_have_no_value_of_are_told_with_the_count_of_those_who_have():
    table = draw_store().table
    table.loc[table.index[:7], "pages_per_visit"] = np.nan
    table.loc[table.index[-2:], "category"] = np.nan
    labels = draw_store().dropped.to_numpy(copy=True)
    labels[0] = np.nan
    found = explore(make_base(table, labels), SETTINGS.profile)
    assert found.known == {"pages_per_visit": 593, "category": 597}


def test_a_constant_feature_goes_with_nothing(odd_profile):
    label = {row.feature: row.phik for row in odd_profile.label_association}
    assert (label["failures"], label["consent"]) == (0.0, 0.0)
    assert [c.verdict for c in odd_profile.categories if c.feature == "consent"] == ["same"]


def test_associations_are_ranked_and_their_matrix_is_symmetric_with_ones(profile):
    strengths, first = [row.phik for row in profile.label_association], profile.label_association[0]
    assert strengths == sorted(strengths, reverse=True)
    assert (first.feature, first.significance > 5) == ("pages_per_visit", True)
    matrix = np.array(profile.matrix.values)
    assert np.allclose(matrix, matrix.T)
    assert (np.diag(matrix) == 1).all()
    assert matrix.shape == (len(profile.matrix.features),) * 2


def test_two_features_that_repeat_each_other_are_named(odd_profile):
    pair = odd_profile.collinear[0]
    assert {pair.first, pair.second} == {"minutes_previous", "minutes_current"}
    assert pair.pearson == pytest.approx(1.0)
    assert all(pair.phik >= SETTINGS.profile.collinear_phik for pair in odd_profile.collinear)


def test_a_category_with_more_dropped_customers_is_found(odd_profile):
    rows = [c for c in odd_profile.categories if c.feature == "category"]
    assert {row.value: row.verdict for row in rows} == {
        "children": "more",
        "textile": "fewer",
        "cosmetics": "fewer",
        "kitchenware": "fewer",
    }
    shares = [row.dropped_share.value for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert sum(row.customers for row in rows) == 600


def test_a_verdict_needs_a_p_value_below_the_significance():
    base = draw_store()
    telling = np.where(base.dropped == 1, "children", base.table["category"])
    table = base.table.assign(category=telling)
    customers = keep_labelled(make_base(table, base.dropped.to_numpy()))
    p = {row.value: row.p_adjusted for row in compare_categories(customers, 0.05)}["children"]
    on_the_border = {row.value: row.verdict for row in compare_categories(customers, p)}
    assert on_the_border["children"] == "same"


def test_a_few_whole_numbers_get_a_bin_each_and_others_equal_bins(odd_profile):
    edges = {feature.feature: list(feature.edges) for feature in odd_profile.features}
    assert edges["unpaid_goods"] == [n - 0.5 for n in range(BINS + 1)]
    assert edges["categories_per_visit"] == list(range(BINS + 1))
    assert edges["failures"] == [2.5, 3.5]
    assert len(edges["minutes_previous"]) == BINS + 1


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_share_that_is_the_same_for_all_stays_within_0_and_100_percent(value):
    base = draw_store()
    base = make_base(base.table.assign(promo_share=value), base.dropped.to_numpy())
    found = explore(base, SETTINGS.profile).features
    edges = next(feature.edges for feature in found if feature.feature == "promo_share")
    assert (edges[0], edges[-1], len(edges)) == (0.0, 1.0, BINS + 1)


@needs_real_tables
def test_real_tables_give_the_known_associations():
    base = read_base(choose_month(REAL_TABLES, None), SETTINGS)
    found = explore(base, SETTINGS.profile)
    label = {row.feature: round(row.phik, 2) for row in found.label_association}
    known = {"pages_per_visit": 0.75, "minutes_previous": 0.69, "category": 0.3, "profit": 0.0}
    assert {name: label[name] for name in known} == known
    verdicts = {c.value: c.verdict for c in found.categories if c.feature == "category"}
    assert verdicts["cosmetics"] == verdicts["kitchenware"] == "more"
    assert verdicts["small_appliances"] == "fewer"
    same = pd.Series({row.feature: row.same_mean.value for row in found.portrait})
    assert same["pages_per_visit"] == pytest.approx(9.80, abs=0.01)
