from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.report.reading import book


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_every_sum_of_a_column_has_the_same_number_of_decimals(values):
    printed = book("ru").amounts(values)
    assert len(printed) == len(values)
    assert len({len(text.partition(",")[2]) for text in printed}) == 1
