"""What has one reading is read and told: each repair alone, and every pair of them at once."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.analysis.intake.exports import REPAIRS, go_together, spoil
from tests.analysis.intake.tables import read, small_store, write
from tests.analysis.intake.test_same_customers import assert_same

PAIRS = [
    pair for pair in combinations(REPAIRS, 2) if go_together(*(REPAIRS[name] for name in pair))
]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return read(write(tmp_path_factory.mktemp("plain") / "2026-10", small_store()))


def assert_read(names, plain, folder):
    repairs = [REPAIRS[name] for name in names]
    base = read(spoil(*repairs).write(folder / "2026-10"))
    assert_same(base, plain)
    told = {notice.key for notice in base.facts.notices}
    assert frozenset().union(*(repair.notices for repair in repairs)) <= told


@pytest.mark.parametrize("name", REPAIRS)
def test_what_has_one_reading_is_read_and_told(name, plain, tmp_path):
    assert_read([name], plain, tmp_path)


@pytest.mark.parametrize("first", REPAIRS)
def test_two_repairs_at_once_do_not_hide_each_other(first, plain, tmp_path):
    for pair in PAIRS:
        if pair[0] == first:
            assert_read(pair, plain, tmp_path / "".join(pair))
