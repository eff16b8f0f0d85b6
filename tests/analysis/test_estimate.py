"""A figure and its interval."""

from __future__ import annotations

import pytest

from analysis.estimate import Estimate


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match=r"^interval from 0\.6 to 0\.4 is upside down$"):
        Estimate(value=0.5, low=0.6, high=0.4)


@pytest.mark.parametrize(
    ("low", "high", "apart"), [(0.1, 0.3, True), (-0.3, -0.1, True), (-0.1, 0.1, False)]
)
def test_zero_is_left_out_where_the_whole_interval_lies_on_one_side(low, high, apart):
    assert Estimate(value=(low + high) / 2, low=low, high=high).excludes_zero is apart
