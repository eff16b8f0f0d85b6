"""The store of several months changes as its mixture says, and stays the population it was."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analysis.sample import draw_months, write_months
from analysis.sample.draw import kind_shares
from analysis.sample.layout import FEWEST, lay_out
from analysis.sample.lives import kind_moves
from analysis.sample.mixture import read_mixture
from tests.analysis.intake.tables import FILES, read

NAMES = [f"2026-{month:02}" for month in range(2, 11)]
# What a month's folder tells of the month before, and that month's folder of itself.
RETOLD = {
    "revenue_before_previous": "revenue_previous",
    "revenue_previous": "revenue_current",
    "minutes_previous": "minutes_current",
}


@pytest.fixture(scope="module")
def large():
    return draw_months(7, 5000).months


@pytest.fixture(scope="module")
def pooled(large):
    """Clean customers of all months: features, outcome, true risk; index (month, id)."""
    clean = {month.name: month.customers.index.difference(month.spoilt) for month in large}
    return (
        pd.concat({m.name: m.customers.loc[clean[m.name]] for m in large}),
        pd.concat({m.name: m.outcome[clean[m.name]] for m in large}),
        pd.concat({m.name: m.true_risk[clean[m.name]] for m in large}),
    )


def both_of(earlier, later):
    """Who is in the exports of two months."""
    return earlier.customers.index.intersection(later.customers.index)


def test_months_are_named_up_to_the_newest_and_hold_as_many_customers(large):
    assert [month.name for month in large] == NAMES
    assert {len(month.customers) for month in large} == {5000}
    assert [month.name for month in draw_months(1, FEWEST, 3, "2027-01").months] == [
        "2026-11",
        "2026-12",
        "2027-01",
    ]


def test_folders_agree_about_every_month_that_they_tell_of(large):
    for earlier, later in pairwise(large):
        both = both_of(earlier, later)
        for again, first in RETOLD.items():
            told = later.customers.loc[both, again]
            assert (told == earlier.customers.loc[both, first]).all(), (later.name, again)


def test_a_later_label_is_the_outcome_of_three_months_before(large):
    assert all(month.later_label.notna().all() for month in large)
    for earlier, later in zip(large, large[3:], strict=False):
        both = both_of(earlier, later)
        assert (later.later_label[both] == earlier.outcome[both]).all()
        assert len(both) > 4000


def test_an_own_label_is_the_outcome_and_blank_while_it_is_not_known(large):
    for month in large[:-3]:
        assert (month.own_label == month.outcome).all()
    assert all(month.own_label.isna().all() for month in large[-3:])
    assert all(month.outcome.notna().all() for month in large)


def test_customers_who_stay_grow_older_by_a_month_and_newcomers_are_young(large):
    for earlier, later in pairwise(large):
        both = both_of(earlier, later)
        before, after = (m.customers["days_registered"] for m in (earlier, later))
        assert set(after[both] - before[both]) == {pd.Period(later.name).days_in_month}
        new = later.customers.index.difference(both)
        assert after[new].between(110, 140).all()
        assert 0.03 < len(new) / 5000 < 0.06
        assert min(map(int, new)) > max(map(int, earlier.customers.index))


def test_neighbouring_months_of_a_customer_are_alike(large):
    earlier, later = (month.customers for month in large[:2])
    both = both_of(*large[:2])
    for field in ("service", "consent", "category"):
        assert 0.95 < (earlier.loc[both, field] == later.loc[both, field]).mean() <= 1
    for field, least in {"profit": 0.85, "pages_per_visit": 0.6, "promo_share": 0.7}.items():
        assert earlier.loc[both, field].corr(later.loc[both, field]) > least
    assert 0.05 < (large[0].kind[both] != large[1].kind[both]).mean() < 0.10


def test_twins_stay_one_person(large):
    plan = lay_out(read_mixture(), 5000)
    for month in large:
        for twin in plan.twins:
            first, again = (str(300001 + place) for place in (twin.first, twin.again))
            shared = [f"revenue_{p}" for p in ("before_previous", "previous", "current")]
            if twin.same_label:
                shared += ["minutes_previous", "days_registered", "service"]
            rows = month.customers.loc[[first, again], shared]
            assert rows.iloc[0].equals(rows.iloc[1])
            assert (month.outcome[first] == month.outcome[again]) == twin.same_label


def test_the_moves_leave_the_shares_of_the_kinds_as_they_are():
    shares = np.array(list(kind_shares(read_mixture()).values()))
    moves = kind_moves(read_mixture())
    assert moves.sum(axis=1) == pytest.approx(1.0)
    assert shares @ moves == pytest.approx(shares)
    assert (moves >= 0).all()


def test_every_month_is_of_the_same_population(large):
    expected = kind_shares(read_mixture())
    for month in large:
        assert month.outcome.mean() == pytest.approx(0.383, abs=0.025)
        assert month.later_label.mean() == pytest.approx(0.383, abs=0.025)
        for kind, share in month.kind.value_counts(normalize=True).items():
            assert share == pytest.approx(expected[kind], abs=0.025)
    first, last = (month.customers.drop(index=list(month.spoilt)) for month in large[::8])
    for field in first.select_dtypes("number"):
        moved = last[field].mean() - first[field].mean()
        assert abs(moved) < 0.06 * first[field].std(), field


def test_the_true_risk_is_as_high_as_the_share_that_drops(pooled):
    _, outcome, risk = pooled
    bands = pd.cut(risk, [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1])
    for band, found in outcome.groupby(bands, observed=True):
        expected = risk[found.index].mean()
        # A customer's months are no new draws: about one in three counts.
        margin = 4 * np.sqrt(expected * (1 - expected) / (len(found) / 3))
        assert found.mean() == pytest.approx(expected, abs=margin), band


def test_a_month_tells_its_outcome_about_as_well_as_the_single_month_tells_its_label(pooled):
    customers, outcome, risk = pooled
    assert 0.915 < roc_auc_score(outcome, risk) < 0.940
    features = pd.get_dummies(customers.drop(columns="profit")).astype(float)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3))
    found = cross_val_predict(
        model,
        features,
        outcome,
        groups=features.index.get_level_values(1),
        cv=GroupKFold(3),
        method="predict_proba",
    )[:, 1]
    assert 0.885 < roc_auc_score(outcome, found) < roc_auc_score(outcome, risk)


def test_the_state_at_the_export_alone_tells_less(large):
    for month in large:
        assert 0.75 < roc_auc_score(month.outcome, month.later_label) < 0.85


def test_a_seed_gives_one_history_and_another_seed_another():
    first, again, other = (draw_months(seed, FEWEST, 2).months for seed in (1, 1, 2))
    for one, two in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one.customers, two.customers)
        pd.testing.assert_series_equal(one.true_risk, two.true_risk)
    assert not first[0].customers.equals(other[0].customers)


def test_a_store_without_room_for_its_quirks_is_refused():
    with pytest.raises(ValueError, match=r"^199 customers are too few, expected at least 200$"):
        draw_months(1, FEWEST - 1)


@pytest.mark.parametrize("customers", [FEWEST, 1300])
def test_what_is_read_is_what_was_drawn(customers, tmp_path):
    history = draw_months(5, customers, 4)
    folders = write_months(
        tmp_path, customers=customers, seed=5, newest="2026-10", months=4, labels="later"
    )
    assert [folder.name for folder in folders] == NAMES[-4:]
    for month, folder in zip(history.months, folders, strict=True):
        base = read(folder)
        kept = month.customers.drop(index=list(month.spoilt))
        assert base.table.index.tolist() == kept.index.tolist()
        assert (base.table[kept.columns] == kept).all(axis=None)
        assert (base.dropped == month.later_label[kept.index]).all()
        assert base.facts.demonstration
        assert all(rule.customers for rule in base.facts.set_aside)
        assert [repair.became for repair in base.facts.repairs] == [
            "стандарт",
            "Косметика и аксессуары",
            "предыдущий_месяц",
        ]
        assert base.facts.twins.pairs == len(lay_out(read_mixture(), customers).twins)


def test_own_labels_are_written_blank_while_they_are_not_known(tmp_path):
    folders = write_months(
        tmp_path, customers=200, seed=5, newest="2026-10", months=4, labels="own"
    )
    known, *others = (pd.read_csv(folder / FILES[0]).iloc[:, 1] for folder in folders)
    outcome = draw_months(5, 200, 4).months[0].outcome
    assert (known == "Снизилась").tolist() == (outcome == 1).tolist()
    assert all(label.isna().all() for label in others)


def test_nothing_is_written_where_one_of_the_months_is_there(tmp_path):
    (tmp_path / "2026-09").mkdir()
    with pytest.raises(FileExistsError, match=r"2026-09$"):
        write_months(tmp_path, customers=200, seed=5, newest="2026-10", months=4, labels="own")
    assert [path.name for path in tmp_path.iterdir()] == ["2026-09"]
