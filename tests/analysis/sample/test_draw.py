"""The synthetic store is like a real one, and its true probabilities are true."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analysis.sample import draw_store
from analysis.sample.layout import FEWEST
from analysis.sample.mixture import Flat, Grid, Line, read_mixture
from analysis.sample.shapes import Chance, draw_feature, log_mass, points

# Mean and standard deviation among dropped customers and the others, as measured in a real store.
MARGINALS = {
    "marketing_6m": (3.75, 1.05, 4.57, 0.85),
    "marketing_current": (4.01, 0.71, 4.01, 0.69),
    "days_registered": (623, 238, 591, 255),
    "promo_share": (0.45, 0.30, 0.24, 0.16),
    "categories_per_visit": (2.62, 1.22, 3.67, 1.28),
    "unpaid_goods": (3.73, 2.29, 2.29, 1.51),
    "failures": (3.94, 1.88, 4.34, 1.98),
    "pages_per_visit": (5.57, 3.46, 9.80, 3.38),
    "revenue_before_previous": (4678, 291, 4933, 320),
    "revenue_previous": (4972, 809, 4933, 625),
    "revenue_current": (5304, 895, 5198, 793),
    "minutes_previous": (10.9, 3.5, 15.0, 3.4),
    "minutes_current": (10.9, 3.4, 14.6, 4.1),
    "profit": (4.00, 0.98, 4.00, 1.03),
}
CATEGORIES = {  # share of customers, share of them who dropped
    "children": (0.25, 0.44),
    "textile": (0.19, 0.40),
    "cosmetics": (0.17, 0.47),
    "beauty_appliances": (0.14, 0.28),
    "small_appliances": (0.13, 0.16),
    "kitchenware": (0.11, 0.48),
}


@pytest.fixture(scope="module")
def large():
    """Enough customers that chance hardly shows, without those whose revenue is spoilt."""
    store = draw_store(7, 20_000)
    clean = store.customers.drop(index=list(store.spoilt))
    return clean, store.dropped[clean.index], store.true_risk[clean.index]


@pytest.mark.parametrize("field", MARGINALS)
def test_a_feature_is_spread_as_in_a_real_store(field, large):
    customers, dropped, _ = large
    dropped_mean, dropped_sd, same_mean, same_sd = MARGINALS[field]
    for label, mean, sd in ((1.0, dropped_mean, dropped_sd), (0.0, same_mean, same_sd)):
        values = customers.loc[dropped == label, field]
        assert values.mean() == pytest.approx(mean, abs=0.08 * sd)
        assert values.std() == pytest.approx(sd, rel=0.10)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_has_its_share_and_its_share_of_dropped(category, large):
    customers, dropped, _ = large
    share, dropped_share = CATEGORIES[category]
    inside = customers["category"] == category
    assert inside.mean() == pytest.approx(share, abs=0.02)
    assert dropped[inside].mean() == pytest.approx(dropped_share, abs=0.04)


def test_promotions_have_two_humps_with_a_gap_between(large):
    customers, dropped, _ = large
    high = customers["promo_share"] > 0.6
    assert high[dropped == 1].mean() == pytest.approx(0.27, abs=0.03)
    assert high[dropped == 0].mean() == pytest.approx(0.04, abs=0.01)
    assert not customers["promo_share"].between(0.45, 0.70).any()


def test_premium_customers_have_been_registered_longer(large):
    customers, _, _ = large
    days = customers.groupby("service")["days_registered"].mean()
    assert days["premium"] == pytest.approx(724, abs=20)
    assert days["standard"] == pytest.approx(554, abs=20)


def test_revenue_of_neighbouring_months_goes_together_and_profit_with_nothing(large):
    customers, _, _ = large
    numbers = customers.select_dtypes("number").corr()
    assert numbers.loc["revenue_previous", "revenue_current"] == pytest.approx(0.84, abs=0.04)
    assert numbers["profit"].drop("profit").abs().max() < 0.04


def test_the_true_risk_is_as_high_as_the_share_that_drops(large):
    _, dropped, risk = large
    bands = pd.cut(risk, [0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1])
    for band, labels in dropped.groupby(bands, observed=True):
        margin = 4 * np.sqrt(risk[labels.index].mean() / len(labels)) + 0.005
        assert labels.mean() == pytest.approx(risk[labels.index].mean(), abs=margin), band


def test_the_true_risk_separates_as_well_as_a_real_store_can_be_separated(large):
    _, dropped, risk = large
    assert 0.915 < roc_auc_score(dropped, risk) < 0.940


def test_no_model_beats_the_truth_and_a_logistic_regression_comes_near(large):
    customers, dropped, risk = large
    features = pd.get_dummies(customers.drop(columns="profit")).astype(float)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3))
    # Kinds stand in blocks along the rows, so folds must be drawn across them.
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    found = cross_val_predict(model, features, dropped, cv=folds, method="predict_proba")[:, 1]
    assert 0.885 < roc_auc_score(dropped, found) < 0.915
    assert log_loss(dropped, found) > log_loss(dropped, risk)


def test_the_true_acceptance_is_a_probability_near_one_in_five():
    acceptance = draw_store(7).true_acceptance
    assert acceptance.between(0, 1).all()
    assert acceptance.mean() == pytest.approx(0.2, abs=0.02)
    assert acceptance.std() > 0.01


def test_the_label_runs_in_blocks_along_the_ids():
    dropped = draw_store(42).dropped
    starts = np.flatnonzero(np.diff(dropped, prepend=-1.0))
    assert np.diff([*starts, len(dropped)]).tolist() == [400, 48, 50, 48, 48, 706]


def test_a_seed_gives_one_store_and_another_seed_another():
    first, again, other = (draw_store(seed, FEWEST) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first.customers, again.customers)
    pd.testing.assert_series_equal(first.true_risk, again.true_risk)
    assert not first.customers.equals(other.customers)


def test_a_store_without_room_for_its_quirks_is_refused():
    with pytest.raises(ValueError, match=r"^199 customers are too few, expected at least 200$"):
        draw_store(1, FEWEST - 1)
    assert len(draw_store(1, FEWEST).customers) == FEWEST


def test_kinds_of_one_label_share_all_of_it():
    kinds = read_mixture().kinds.values()
    for dropped in (True, False):
        assert sum(k.share for k in kinds if k.dropped == dropped) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "shapes",
    [
        (Flat(mean=2.1, sd=0.8, high=5),),
        (Flat(share=0.7, mean=2, sd=1), Flat(share=0.3, mean=5, sd=0.5, low=4)),
        (Line(intercept=1.0, slopes={"other": 2.0}, sd=1.5),),
    ],
)
def test_what_is_drawn_is_as_frequent_as_its_probability_says(shapes):
    grid, count = Grid(low=1, high=6, step=1), 200_000
    other = {"other": np.ones(count)}
    rng = np.random.default_rng(3)
    chance = Chance(hump=rng.random(count), level=rng.random(count))
    drawn = draw_feature(shapes, grid, other, chance)
    values = points(grid)
    expected = np.exp(log_mass(shapes, grid, values, {"other": np.ones(len(values))}))
    assert expected.sum() == pytest.approx(1.0)
    observed = np.array([(drawn == value).mean() for value in values])
    assert observed == pytest.approx(expected, abs=0.005)


def test_the_flattest_distribution_has_the_mean_and_deviation_it_is_given():
    shape, grid = Flat(mean=3.9, sd=1.2, low=2), Grid(low=1, high=6, step=1)
    values = points(grid)
    mass = np.exp(log_mass((shape,), grid, values, {}))
    mean = float((mass * values).sum())
    assert mean == pytest.approx(3.9, abs=1e-4)
    assert np.sqrt((mass * (values - mean) ** 2).sum()) == pytest.approx(1.2, abs=1e-4)
    assert mass[0] == pytest.approx(0.0, abs=1e-12)
