import warnings
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit
from sklearn.svm import SVC

from analysis.model.calibration import IDENTITY, calibrate, fit_sigmoid, to_score
from analysis.model.engineered import append_engineered, combine, possible_recipes, recipes
from analysis.model.families import KernelMachine, family
from analysis.model.folds import make_folds
from analysis.model.preparation import Preparation, preparation_pipeline
from analysis.model.quick import quick_auc
from analysis.model.sheet import make_sheet
from tests.analysis.random_store import draw_store


@pytest.fixture(scope="module")
def sheet():
    return make_sheet(draw_store(200))


def test_the_sheet_holds_neither_profit_nor_id(sheet):
    assert "profit" not in sheet.names
    assert sheet.matrix.shape == (200, len(sheet.names))
    assert sheet.levels[sheet.names.index("consent")] == ("no", "yes")


def test_the_sheets_order_does_not_depend_on_the_order_of_the_base():
    base = draw_store(150)
    shuffled = np.random.default_rng(1).permutation(150)
    other = type(base)(
        table=base.table.iloc[shuffled],
        dropped=base.dropped.iloc[shuffled],
        groups=base.groups.iloc[shuffled],
        facts=base.facts,
    )
    first, second = make_sheet(base), make_sheet(other)
    assert (first.matrix == second.matrix).all()
    assert (first.dropped == second.dropped).all()
    assert (first.groups == second.groups).all()
    assert (shuffled[second.rows] == first.rows).all()


def test_a_category_that_was_never_learned_from_is_no_error(sheet):
    pipeline = preparation_pipeline(Preparation(scaler="robust"), sheet)
    goods = sheet.names.index("category")
    known = sheet.matrix[:, goods] > 0
    pipeline.fit(sheet.matrix[known], sheet.dropped[known])
    assert np.isfinite(pipeline.transform(sheet.matrix[~known])).all()


def test_a_constant_feature_is_dropped_without_a_warning(sheet):
    matrix = sheet.matrix.copy()
    matrix[:, 0] = 7.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pipeline = preparation_pipeline(Preparation(scaler="standard", keep=60), sheet)
        pipeline.fit(matrix, sheet.dropped)
    columns = pipeline[:-2].transform(matrix).shape[1]
    assert pipeline[:-1].transform(matrix).shape[1] == columns - 1


def test_a_feature_that_tells_the_label_is_chosen_without_a_warning(sheet):
    matrix = sheet.matrix.copy()
    matrix[:, 0] = sheet.dropped
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pipeline = preparation_pipeline(Preparation(scaler="none", keep=1), sheet)
        chosen = pipeline.fit(matrix, sheet.dropped).transform(matrix)
    assert (chosen == sheet.dropped[:, None]).all()


def test_selection_keeps_the_share_of_columns_that_tell_most(sheet):
    plain = preparation_pipeline(Preparation(scaler="minmax"), sheet)
    half = preparation_pipeline(Preparation(scaler="minmax", keep=50), sheet)
    every = plain.fit_transform(sheet.matrix, sheet.dropped).shape[1]
    kept = half.fit_transform(sheet.matrix, sheet.dropped)
    assert kept.shape[1] == pytest.approx(every / 2, abs=1)


def test_scaling_is_learned_from_the_training_customers_only(sheet):
    pipeline = preparation_pipeline(Preparation(scaler="standard"), sheet)
    pipeline.fit(sheet.matrix[:100], sheet.dropped[:100])
    numbers = len(sheet.numbers)
    assert pipeline.transform(sheet.matrix[:100])[:, :numbers].mean(axis=0) == pytest.approx(
        np.zeros(numbers), abs=1e-9
    )


def test_engineered_features_stand_behind_the_fields(sheet):
    used = possible_recipes(sheet.names)
    assert len(used) == len(recipes())
    made = append_engineered(sheet.matrix, sheet.names, used)
    growth = [*recipes()].index("revenue_growth")
    expected = (
        sheet.matrix[:, sheet.names.index("revenue_current")]
        / sheet.matrix[:, sheet.names.index("revenue_previous")]
    )
    assert made[:, len(sheet.names) + growth] == pytest.approx(expected)


def test_a_recipe_without_its_field_is_left_out():
    assert possible_recipes(["minutes_current", "minutes_previous"]) == (
        recipes()["minutes_trend"],
        recipes()["minutes_total"],
    )


def test_a_ratio_to_nothing_is_nothing():
    assert combine(np.array([3.0, 3.0]), np.array([0.0, 2.0]), "ratio").tolist() == [0.0, 1.5]


def test_every_engineered_feature_says_why_in_both_languages():
    assert all(recipe.why.ru and recipe.why.en for recipe in recipes().values())


def test_the_fast_kernel_machine_is_scikit_learns():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(120, 5))
    y = (x[:, 0] + rng.normal(size=120) > 0).astype(float)
    ours, theirs = KernelMachine(C=2.0).fit(x, y), SVC(C=2.0).fit(x, y)
    assert ours.decision_function(x) == pytest.approx(theirs.decision_function(x))
    assert (ours.predict(x) == theirs.predict(x)).all()


def test_a_small_store_has_no_more_neighbours_than_half_its_customers():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(30, 2)), np.repeat([0.0, 1.0], 15)
    classifier = family("knn").build({"n_neighbors": 40}, 0, 30).fit(x, y)
    assert set(classifier.predict_proba(x)[:, 1] * 15 % 1) == {0.0}


def test_the_sigmoid_finds_the_scale_of_the_scores():
    rng = np.random.default_rng(0)
    score = rng.normal(size=4000)
    dropped = (rng.random(4000) < expit(2 * score - 1)).astype(float)
    sigmoid = fit_sigmoid(score, dropped)
    assert (sigmoid.slope, sigmoid.intercept) == pytest.approx((2, -1), abs=0.15)


@pytest.mark.parametrize(("factor", "needed"), [(1.0, False), (4.0, True)])
def test_the_sigmoid_is_used_only_where_it_helps(factor, needed):
    rng = np.random.default_rng(2)
    score = rng.normal(size=2000)
    dropped = (rng.random(2000) < expit(score)).astype(float)
    folds = make_folds(dropped, np.arange(2000), folds=3, seed=0)
    sigmoid, risk = calibrate(factor * score, dropped, folds, use="if_better")
    assert (sigmoid is not IDENTITY) == needed
    assert risk == pytest.approx(expit(score), abs=0.06)


def test_risk_is_never_certain():
    assert IDENTITY.risk(to_score(np.array([0.0, 1.0]))) == pytest.approx([0.002, 0.998])


def test_customers_alike_in_what_is_left_of_the_features_are_told_apart_by_chance(sheet):
    known = sheet.labelled
    same = replace(sheet, matrix=sheet.matrix.copy())
    same.matrix[:, 1:] = 2.0
    folds = make_folds(sheet.dropped[known], sheet.groups[known], folds=3, seed=0)
    figure = quick_auc(
        "logistic",
        same,
        known,
        sheet.dropped[known],
        folds,
        pairwise=4000,
        without=(sheet.names[0],),
    )
    assert figure == 0.5
