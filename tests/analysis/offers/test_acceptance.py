"""What is believed of offers moves from what is assumed to what was measured."""

from __future__ import annotations

import pytest

from analysis.offers.acceptance import Measurement, learn_acceptance, with_acceptance
from tests.analysis.offers.planning import BOOK
from tests.analysis.random_store import SETTINGS, change_economics

ECONOMICS = SETTINGS.economics
OFFER, OTHER = "cart_reminder", "win_back"
ASSUMED = ECONOMICS.acceptance * BOOK.offers[OFFER].acceptance


def believe(*, error=0.05, economics=ECONOMICS, **measured):
    found = {
        offer: Measurement(value=value, error=error, customers=900)
        for offer, value in measured.items()
    }
    return learn_acceptance(BOOK, economics, found)


def test_nothing_is_believed_beyond_the_settings_until_something_was_measured():
    assert learn_acceptance(BOOK, ECONOMICS, {}) is None
    assert believe(an_offer_of_the_past=0.5) is None
    assert with_acceptance(SETTINGS, None) == SETTINGS


def test_a_measurement_that_tells_nothing_leaves_the_assumption():
    found = believe(cart_reminder=0.4, error=50.0)
    assert found.offers[OFFER].middle == pytest.approx(ASSUMED, rel=0.01)
    assert found.usual.middle == pytest.approx(ECONOMICS.acceptance, rel=0.01)


def test_an_exact_measurement_is_believed_whatever_was_assumed():
    for value in (-0.3, 0.0, 0.05, 0.6):
        found = believe(cart_reminder=value, error=0.005).offers[OFFER]
        assert found.middle == pytest.approx(value, abs=0.01)
        assert found.low < found.middle < found.high
        assert found.measured_on == 900


def test_a_rough_measurement_is_believed_in_part():
    found = believe(cart_reminder=0.5, error=0.2).offers[OFFER]
    assert ASSUMED < found.middle < 0.5


def test_a_harmful_offer_is_found_out_with_few_control_customers():
    assert believe(cart_reminder=-0.27, error=0.15).offers[OFFER].middle < 0


@pytest.mark.parametrize(("value", "better"), [(0.5, True), (0.0, False)])
def test_offers_learn_from_each_other(value, better):
    others = [key for key in BOOK.offers if key != OTHER][:4]
    found = believe(**dict.fromkeys(others, value))
    unmeasured = found.offers[OTHER]
    assumed = ECONOMICS.acceptance * BOOK.offers[OTHER].acceptance
    assert (unmeasured.middle > assumed) == better
    assert (found.usual.middle > ECONOMICS.acceptance) == better
    assert unmeasured.measured_on == 0


def test_a_store_that_is_sure_of_its_offers_needs_more_to_be_talked_out_of_them():
    sure = change_economics(no_effect_share=0.0, acceptance_low=0.15, acceptance_high=0.25)
    wide = believe(cart_reminder=-0.1, error=0.1)
    narrow = believe(cart_reminder=-0.1, error=0.1, economics=sure.economics)
    assert narrow.offers[OFFER].middle > wide.offers[OFFER].middle + 0.03


def test_the_threshold_counts_with_what_is_believed_of_the_usual_offer():
    found = believe(cart_reminder=0.6, win_back=0.6)
    changed = with_acceptance(SETTINGS, found)
    assert changed.economics.acceptance == found.usual.middle
    bad = believe(**dict.fromkeys(list(BOOK.offers)[:8], -0.5))
    assert with_acceptance(SETTINGS, bad).economics.acceptance >= 0
