"""A random store and its plan, made once for every test of the offers."""

from __future__ import annotations

import pytest

from tests.analysis.offers.planning import CUSTOMERS, planned, segmented
from tests.analysis.random_store import draw_store


@pytest.fixture(scope="session")
def store():
    return segmented(draw_store(CUSTOMERS))


@pytest.fixture(scope="session")
def outcome(store):
    return planned(store)
