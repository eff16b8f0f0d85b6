from __future__ import annotations

import doctest

from hypothesis import given
from hypothesis import strategies as st

from report.text import aligned_sums
from report.text.aligned_sums import amounts


def test_the_examples_are_true():
    assert doctest.testmod(aligned_sums).failed == 0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_every_sum_of_a_column_has_the_same_number_of_decimals(values):
    printed = amounts(values, "ru")
    assert len(printed) == len(values)
    assert len({len(text.partition(",")[2]) for text in printed}) == 1
