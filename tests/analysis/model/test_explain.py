import numpy as np
import pandas as pd
import pytest
import shap
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder
from sklearn.tree import DecisionTreeClassifier

from analysis.model import reasons as told
from analysis.model.explain import check_explanation, explain
from analysis.model.reasons import dependences, gather_explanations, importances, reasons_of

RANDOM = np.random.default_rng(0)
CUSTOMERS = pd.DataFrame(
    {
        "pages": RANDOM.integers(1, 9, 260).astype(float),
        "minutes": RANDOM.normal(10, 2, 260),
        "service": RANDOM.choice(["premium", "standard"], 260),
        "noise": RANDOM.integers(0, 4, 260).astype(float),
    }
)
DROPPED = (CUSTOMERS["pages"] + 3 * (CUSTOMERS["service"] == "premium") < 5).astype(int)
LEARNED, SCORED = CUSTOMERS.iloc[:200], CUSTOMERS.iloc[200:]


def fitted(classifier, encoder=None):
    """A pipeline on the named columns, learned from the first 200 customers."""
    words = make_column_selector(dtype_exclude="number")
    columns = make_column_transformer((encoder or OneHotEncoder(), words), remainder="passthrough")
    return make_pipeline(columns, classifier).fit(LEARNED, DROPPED.iloc[:200])


MODEL = fitted(CalibratedClassifierCV(LogisticRegression(max_iter=1000), cv=3))


def explained(model=MODEL, background=LEARNED, customers=SCORED, hybrids=3000, seed=0):
    return explain(model, background, customers, hybrids=hybrids, seed=seed)


class Additive:
    """Risk that rises by a hundredth with each page and by a fifth with premium service."""

    def predict_proba(self, x):
        risk = 0.3 + x["pages"].fillna(0) / 100 + 0.2 * (x["service"] == "premium")
        return np.column_stack([1 - risk, risk])


def test_contributions_and_base_value_add_up_to_the_risk():
    found = explained(hybrids=400)
    assert found.base_values == pytest.approx(MODEL.predict_proba(LEARNED)[:, 1].mean())
    risk = MODEL.predict_proba(SCORED)[:, 1]
    assert found.values.sum(axis=1) + found.base_values == pytest.approx(risk)


def test_an_explanation_carries_names_and_the_customers_own_values():
    found = explained(hybrids=400)
    assert found.feature_names == ["pages", "minutes", "service", "noise"]
    assert found.data.tolist() == SCORED.to_numpy().tolist()


def test_a_sum_of_features_is_explained_by_each_ones_distance_from_the_mean():
    found = explained(Additive())
    pages = (SCORED["pages"] - LEARNED["pages"].mean()) / 100
    premium = (SCORED["service"] == "premium") - (LEARNED["service"] == "premium").mean()
    assert found.values[:, 0] == pytest.approx(pages, abs=0.005)
    assert found.values[:, 2] == pytest.approx(premium / 5, abs=0.03)
    assert np.abs(found.values[:, [1, 3]]).max() < 1e-9


def test_a_tree_is_explained_as_by_shaps_exact_explainer():
    tree = fitted(DecisionTreeClassifier(max_depth=4, random_state=0), OrdinalEncoder())
    known, asked = (tree[:-1].transform(part) for part in (LEARNED, SCORED))
    exact = shap.TreeExplainer(tree[-1], known, model_output="probability")(asked).values[..., 1]
    found = explained(tree)[:, ["service", "pages", "minutes", "noise"]]
    assert np.corrcoef(found.values.ravel(), exact.ravel())[0, 1] > 0.99


def test_the_agreement_with_shaps_long_run_is_told():
    found = explained(hybrids=400)
    check = check_explanation(MODEL, LEARNED, SCORED, found, checked=6, sample=60, seed=0)
    assert check.customers == 6
    assert 0.98 < check.correlation < 1
    wrong = explained(Additive())
    assert (
        check_explanation(MODEL, LEARNED, SCORED, wrong, checked=6, sample=60, seed=0).correlation
        < 0.95
    )


def test_the_same_seed_explains_the_same_and_another_does_not():
    once, again, other = (explained(hybrids=400, seed=seed).values for seed in (3, 3, 4))
    assert (once == again).all()
    assert (once != other).any()


def test_missing_values_are_explained_and_leave_the_usual_value_alone():
    customers = SCORED.copy()
    customers.iloc[0, 0] = np.nan
    found = explained(Additive(), customers=customers)
    assert not np.isnan(found.values).any()
    reasons = reasons_of(found, np.ones(60), np.ones(60, dtype=bool))
    assert {r.feature for r in reasons[0]} == {"minutes", "service", "noise"}
    assert {r.usual for row in reasons for r in row if r.feature == "pages"} == {
        customers["pages"].median()
    }
    _, pages, *_ = dependences(found, importances(found, [np.zeros(4)] * 2))
    assert (pages.feature, *pages.values[:2]) == ("pages", None, SCORED["pages"].iat[1])
    assert pages.contributions == tuple(found.values[:, 0])


def test_parts_of_several_folds_are_put_in_the_customers_order():
    whole = explained(hybrids=400)
    odd, even = np.arange(1, 60, 2), np.arange(0, 60, 2)
    joined = gather_explanations([whole[odd], whole[even]], [odd, even])
    assert (joined.values == whole.values).all()
    assert (joined.data == whole.data).all()


def test_a_category_has_no_direction_and_a_number_has_one():
    falls = [np.array([0.3, 0.0, 0.2, 0.0]), np.array([0.1, 0.0, 0.2, 0.0])]
    rows = importances(explained(), falls)
    told = [(row.feature, row.direction) for row in rows[:2]]
    assert told == [("pages", "less"), ("service", "category")]
    fall = rows[0].permutation
    assert (fall.value, fall.low < 0.1, fall.high > 0.3) == (0.2, True, True)


def test_the_dependence_of_a_large_store_keeps_no_more_customers_than_a_picture_shows(monkeypatch):
    monkeypatch.setattr(told, "DRAWN", 20)
    found = explained(hybrids=400)
    rows = dependences(found, importances(found, [np.zeros(4)] * 2))
    assert {len(row.values) for row in rows} == {len(row.contributions) for row in rows} == {20}
    service = next(row for row in rows if row.feature == "service")
    assert set(service.values) == {"premium", "standard"}


def test_reasons_speak_for_what_the_model_says_of_the_customer():
    found = explained()
    flagged = (MODEL.predict_proba(SCORED)[:, 1] >= 0.5).astype(float)
    kept = (DROPPED.iloc[200:] == 0).to_numpy()
    reasons = reasons_of(found, flagged, kept)
    for three, row, high in zip(reasons, found.values, flagged, strict=True):
        assert [r.contribution for r in three] == sorted(row, reverse=bool(high))[:3]
    service = [r for three in reasons for r in three if r.feature == "service"]
    assert {r.usual for r in service} == {SCORED["service"][kept].mode().iat[0]}
    assert {r.value for r in service} == {"premium", "standard"}
