from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.profile.distribution import choose_edges
from analysis.profile.explore import explore
from tests.analysis.random_store import (
    REAL_TABLES,
    SETTINGS,
    draw_store,
    make_base,
    needs_real_tables,
)


@pytest.fixture(scope="module")
def profile():
    return explore(draw_store(), SETTINGS.profile)


@pytest.fixture(scope="module")
def odd_profile():
    """A constant feature, an only answer, a feature that repeats another, a telling category."""
    base = draw_store()
    table = base.table.assign(
        failures=3.0,
        consent="yes",
        minutes_current=base.table["minutes_previous"] * 2,
        category=np.where(base.dropped == 1, "children", base.table["category"]),
    )
    return explore(make_base(table, base.dropped.to_numpy()), SETTINGS.profile)


def test_portrait_puts_the_largest_effect_first(profile):
    effects = [abs(row.effect.value) for row in profile.portrait]
    assert effects == sorted(effects, reverse=True)
    first = profile.portrait[0]
    assert (first.feature, first.differs) == ("pages_per_visit", True)
    assert first.dropped_mean.value < first.same_mean.value


def test_what_does_not_differ_is_said_not_to(profile):
    rows = {row.feature: row for row in profile.portrait}
    assert not rows["profit"].differs
    assert not rows["consent"].differs
    assert 0 <= rows["consent"].dropped_mean.low <= rows["consent"].dropped_mean.high <= 1


def test_every_feature_counts_every_customer_once(profile):
    dropped = int(draw_store().dropped.sum())
    for feature in profile.features:
        assert sum(feature.dropped_counts) == feature.dropped.customers == dropped
        assert sum(feature.same_counts) == feature.same.customers == 600 - dropped
        assert len(feature.edges) == len(feature.dropped_counts) + 1


def test_customers_with_a_blank_label_are_left_out():
    base = draw_store()
    half = base.dropped.copy()
    half.iloc[300:] = np.nan
    found = explore(make_base(base.table, half.to_numpy()), SETTINGS.profile)
    known = explore(make_base(base.table[:300], half.to_numpy()[:300]), SETTINGS.profile)
    assert found == known


def test_a_constant_feature_goes_with_nothing(odd_profile):
    label = {row.feature: row.phik for row in odd_profile.label_association}
    assert (label["failures"], label["consent"]) == (0.0, 0.0)
    assert [c.verdict for c in odd_profile.categories if c.feature == "consent"] == ["same"]
    failures = next(f for f in odd_profile.features if f.feature == "failures")
    assert failures.edges == (2.5, 3.5)


def test_matrix_is_symmetric_with_ones_on_its_diagonal(profile):
    matrix = np.array(profile.matrix.values)
    assert np.allclose(matrix, matrix.T)
    assert (np.diag(matrix) == 1).all()
    assert matrix.shape == (len(profile.matrix.features),) * 2


def test_two_features_that_repeat_each_other_are_named(odd_profile):
    pair = odd_profile.collinear[0]
    assert {pair.first, pair.second} == {"minutes_previous", "minutes_current"}
    assert pair.pearson == pytest.approx(1.0)


def test_a_category_with_more_dropped_customers_is_found(odd_profile):
    verdicts = {c.value: c.verdict for c in odd_profile.categories if c.feature == "category"}
    assert verdicts["children"] == "more"
    assert verdicts["textile"] == "fewer"


def test_whole_numbers_get_a_bin_each():
    assert choose_edges(np.array([1.0, 2.0, 4.0]), 16).tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert len(choose_edges(np.array([0.1, 9.0]), 16)) == 17


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_share_that_is_the_same_for_all_stays_within_0_and_100_percent(value):
    base = draw_store()
    base = make_base(base.table.assign(promo_share=value), base.dropped.to_numpy())
    found = explore(base, SETTINGS.profile).features
    edges = next(feature.edges for feature in found if feature.feature == "promo_share")
    assert (edges[0], edges[-1]) == (0.0, 1.0)


@needs_real_tables
def test_real_tables_give_the_known_associations():
    base = read_base(choose_month(REAL_TABLES, None), SETTINGS.data)
    found = explore(base, SETTINGS.profile)
    label = {row.feature: round(row.phik, 2) for row in found.label_association}
    known = {"pages_per_visit": 0.75, "minutes_previous": 0.69, "category": 0.3, "profit": 0.0}
    assert {name: label[name] for name in known} == known
    verdicts = {c.value: c.verdict for c in found.categories if c.feature == "category"}
    assert verdicts["cosmetics"] == verdicts["kitchenware"] == "more"
    assert verdicts["small_appliances"] == "fewer"
    same = pd.Series({row.feature: row.same_mean.value for row in found.portrait})
    assert same["pages_per_visit"] == pytest.approx(9.80, abs=0.01)
