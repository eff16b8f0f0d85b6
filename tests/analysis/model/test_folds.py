import numpy as np
import pytest

from analysis.model.folds import TooFewLabelsError, make_folds, require_both_classes


def test_no_fold_parts_a_group():
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 120, 300)
    dropped = (rng.random(300) < 0.4).astype(float)
    folds = make_folds(dropped, groups, folds=5, seed=1)
    assert len(folds) == 5
    for fold in folds:
        assert not set(groups[fold.train]) & set(groups[fold.test])
    assert sorted(np.concatenate([fold.test for fold in folds])) == list(range(300))


def test_folds_become_fewer_where_a_class_is_too_small_for_all_of_them():
    dropped = np.array([1.0] * 3 + [0.0] * 30)
    folds = make_folds(dropped, np.arange(33), folds=5, seed=1)
    assert len(folds) == 3
    assert all(dropped[fold.test].sum() == 1 for fold in folds)


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
