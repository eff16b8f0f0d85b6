import numpy as np
import pytest

from analysis.model.folds import TooFewLabelsError, make_folds, require_both_classes

MANY = 3000


def draw(customers):
    rng = np.random.default_rng(0)
    dropped = (rng.random(customers) < 0.4).astype(float)
    return dropped, rng.integers(0, customers // 2, customers)


def test_no_fold_parts_a_person_and_everybody_is_judged_once():
    dropped, groups = draw(300)
    folds = make_folds(dropped, groups, folds=5, seed=1)
    assert len(folds) == 5
    for train, test in folds:
        assert not set(groups[train]) & set(groups[test])
        assert len(train) + len(test) == 300
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(300))


@pytest.mark.parametrize("rarer", [0.0, 1.0])
def test_the_folds_are_equal_in_size_and_in_labels(rarer):
    dropped = np.where(np.random.default_rng(0).random(MANY) < 0.05, rarer, 1 - rarer)
    groups = np.arange(MANY)
    groups[: MANY // 50] = np.repeat(np.arange(MANY // 100), 2)  # one in fifty has a twin
    folds = make_folds(dropped, groups, folds=10, seed=1)
    assert [len(test) for _, test in folds] == pytest.approx([MANY / 10] * 10, rel=0.03)
    shares = [dropped[test].mean() for _, test in folds]
    assert shares == pytest.approx([dropped.mean()] * 10, abs=0.01)


def test_another_seed_makes_other_folds():
    dropped, groups = draw(300)
    tests = [make_folds(dropped, groups, folds=5, seed=seed)[0][1] for seed in (1, 1, 2)]
    assert tests[0].tolist() == tests[1].tolist() != tests[2].tolist()


def test_folds_become_fewer_where_a_class_is_too_small_for_all_of_them():
    dropped = np.array([1.0] * 3 + [0.0] * 30)
    folds = make_folds(dropped, np.arange(33), folds=5, seed=1)
    assert len(folds) == 3
    assert all(dropped[test].sum() == 1 for _, test in folds)


def test_four_people_of_each_label_are_enough():
    require_both_classes(np.array([1.0] * 4 + [0.0] * 4), np.arange(8))


def test_too_few_customers_of_one_label_are_named_with_the_repair():
    dropped = np.array([1.0, 1.0, 1.0, 1.0] + [0.0] * 30)
    groups = np.array([0, 0, 1, 2, *range(3, 33)])
    with pytest.raises(TooFewLabelsError) as error:
        require_both_classes(dropped, groups)
    assert str(error.value) == (
        "the label: 3 different customers dropped, at least 4 are needed\n"
        "  Fix: give a month with more labelled customers of both kinds"
    )
    assert error.value.exit_code == 2
