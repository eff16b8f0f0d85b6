"""What a classifier sees of the customers: named features, filled, scaled, split, selected."""

import warnings
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from analysis.history.outcome import STATE
from analysis.model.candidates import hidden_cause, learner
from analysis.model.engineered import Engineer, recipes
from analysis.model.features import make_rows
from analysis.model.preprocessing import prepared
from analysis.settings import Learner
from tests.analysis.random_store import draw_store


@pytest.fixture(scope="module")
def rows():
    return make_rows(draw_store(200))


def columns_of(features, dropped, **wanted):
    """The columns by name, numbers first."""
    pipeline = prepared(None, **wanted)[:-1].fit(features, dropped)
    names = [name.split("__")[-1] for name in pipeline[-1].get_feature_names_out()]
    return pd.DataFrame(pipeline.transform(features), columns=names)


def test_neither_profit_nor_id_is_a_feature(rows):
    assert "profit" not in rows.features
    assert not [name for name in rows.features if "id" in name.split("_")]
    assert set(rows.features["consent"]) == {"no", "yes"}


def test_the_order_of_the_rows_does_not_depend_on_the_order_of_the_base():
    base, shuffled = draw_store(150), np.random.default_rng(1).permutation(150)
    other = type(base)(
        table=base.table.iloc[shuffled],
        dropped=base.dropped.iloc[shuffled],
        groups=base.groups.iloc[shuffled],
        labels=base.labels,
        facts=base.facts,
    )
    first, second = make_rows(base), make_rows(other)
    assert first.features.equals(second.features)
    assert (first.dropped == second.dropped).all()
    assert (first.groups == second.groups).all()
    assert (shuffled[second.places] == first.places).all()


def test_numbers_are_scaled_and_categories_split_into_levels(rows):
    made = columns_of(rows.features, rows.dropped)
    assert made["failures"].mean() == pytest.approx(0, abs=1e-9)
    assert made["failures"].std(ddof=0) == pytest.approx(1)
    assert set(made["service_premium"]) == {0.0, 1.0}
    assert (made["service_premium"] == (rows.features["service"] == "premium")).all()


def test_a_missing_number_is_the_median_and_is_said_to_be_missing(rows):
    features = rows.features.copy()
    features.loc[:49, "failures"] = np.nan
    made = columns_of(features, rows.dropped, scale=False)
    assert (made.loc[:49, "failures"] == features["failures"].median()).all()
    assert made["missingindicator_failures"].tolist() == [1.0] * 50 + [0.0] * 150
    assert "missingindicator_minutes_current" not in made


@pytest.mark.parametrize("nothing", [None, np.nan])
def test_a_missing_category_is_a_level_of_its_own(nothing):
    store = draw_store(200)
    store.table["category"] = store.table["category"].astype(object)
    store.table.loc[store.table.index[:50], "category"] = nothing
    rows = make_rows(store)
    made = columns_of(rows.features, rows.dropped)
    assert made["category_nan"].sum() == 50
    assert (made.filter(regex="^category_").sum(axis=1) == 1).all()


@pytest.mark.parametrize("key", get_args(Learner))
def test_every_candidate_learns_and_answers_where_values_are_missing(rows, key):
    state = np.where(rows.dropped == 1, "dropped", "same")
    whole = rows.features.assign(**{STATE: state}).astype({STATE: object})
    rng, features = np.random.default_rng(0), whole.copy()
    for name in features:
        features.loc[rng.random(200) < 0.2, name] = np.nan
    features["failures"] = np.nan
    model = learner(key).fit(features, rows.dropped)
    ask = model.predict_proba if hasattr(model, "predict_proba") else model.decision_function
    assert np.isfinite(ask(features)).all()
    # What was there for all who were learned from may be missing later, and the reverse.
    assert np.isfinite(ask(whole)).all()
    complete = learner(key).fit(whole, rows.dropped)
    ask = complete.predict_proba if hasattr(model, "predict_proba") else complete.decision_function
    assert np.isfinite(ask(features)).all()


def test_a_level_that_was_never_learned_from_is_none_of_the_others(rows):
    children = rows.features["category"] == "children"
    pipeline = prepared(None)[:-1].fit(rows.features[~children], rows.dropped[~children])
    names = pipeline[-1].get_feature_names_out()
    levels = [i for i, name in enumerate(names) if "category_" in name]
    assert len(levels) == 3
    assert (pipeline.transform(rows.features[children])[:, levels] == 0).all()


def test_selection_keeps_the_share_of_columns_that_tell_most(rows):
    every = prepared(None).fit_transform(rows.features, rows.dropped).shape[1]
    half = prepared(None, keep=50).fit_transform(rows.features, rows.dropped)
    assert half.shape[1] == pytest.approx(every / 2, abs=1)
    best = prepared(None, keep=5, scale=False).fit_transform(rows.features, rows.dropped)
    assert (best[:, 0] == rows.features["pages_per_visit"]).all()


@pytest.mark.parametrize("value", ["the label", 7.0])
def test_a_feature_that_tells_all_or_nothing_gives_no_warning(rows, value):
    told = rows.features.assign(failures=rows.dropped if value == "the label" else value)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kept = prepared(None, keep=4, scale=False).fit_transform(told, rows.dropped)
    expected = "failures" if value == "the label" else "pages_per_visit"
    assert (kept[:, 0] == told[expected]).all()


def test_scaling_is_learned_from_the_training_customers_only(rows):
    pipeline = prepared(None).fit(rows.features[:100], rows.dropped[:100])
    numbers = rows.features.select_dtypes("number").shape[1]
    made = pipeline.transform(rows.features[:100])[:, :numbers]
    assert made.mean(axis=0) == pytest.approx(np.zeros(numbers), abs=1e-9)


def test_engineered_features_stand_behind_the_fields(rows):
    made = Engineer().fit_transform(rows.features)
    assert [*made] == [*rows.features, *recipes()]
    growth = rows.features["revenue_current"] / rows.features["revenue_previous"]
    assert made["revenue_growth"].tolist() == growth.tolist()
    added = rows.features["minutes_current"] + rows.features["minutes_previous"]
    assert made["minutes_total"].tolist() == added.tolist()
    less = rows.features["marketing_current"] - rows.features["marketing_6m"]
    assert made["contacts_trend"].tolist() == less.tolist()


def test_an_engineered_feature_is_left_out_without_its_field_or_unless_asked_for(rows):
    fields = rows.features[["minutes_current", "minutes_previous"]]
    assert [*Engineer().fit_transform(fields)] == [*fields, "minutes_trend", "minutes_total"]
    assert [*Engineer("minutes_total").fit_transform(fields)] == [*fields, "minutes_total"]
    assert [*Engineer("none").fit_transform(fields)] == [*fields]


def test_a_ratio_to_nothing_is_nothing_and_to_the_unknown_unknown():
    minutes = pd.DataFrame(
        {"minutes_current": [3.0, 3.0, 3.0], "minutes_previous": [0.0, 2.0, np.nan]}
    )
    made = Engineer().fit_transform(minutes)["minutes_trend"]
    assert made[:2].tolist() == [0.0, 1.5]
    assert np.isnan(made[2])


def test_the_hidden_cause_sees_the_members_scores_unscaled_before_the_best_columns(rows):
    scored = rows.features.assign(score_svc=5.0, score_knn=-3.0)
    columns = hidden_cause(2)[:-1].fit_transform(scored, rows.dropped)
    assert (columns[:, :2] == [5.0, -3.0]).all()
    plain = prepared(None, keep=60).fit_transform(rows.features, rows.dropped)
    assert (columns[:, 2:] == plain).all()
