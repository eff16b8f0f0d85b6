"""What tests of the offers share: the shipped rules, and plans of random stores."""

from __future__ import annotations

from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, change_economics, guess_risk

RULES, BOOK = read_rules(), read_offers()
CUSTOMERS = 600


def segmented(base):
    return base, guess_risk(base), find_segments(base, guess_risk(base), RULES, SETTINGS)


def planned(store, settings=SETTINGS, *, book=BOOK, recommend=True):
    base, risk, segments = store
    return plan_offers(base, risk, segments, book, settings, recommend=recommend)


def plan_with(store, **economics):
    return planned(store, of_any_size(change_economics(**economics)))


def of_any_size(settings):
    """So that a small random store gets recommendations, too."""
    model = settings.model.model_copy(update={"too_few_customers": 1})
    return settings.model_copy(update={"model": model})
