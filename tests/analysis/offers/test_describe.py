"""What is said of an offer to a segment."""

from __future__ import annotations

import pytest

from analysis.economics import expected_gain


def test_a_segment_without_consent_is_reached_by_the_site_alone(outcome):
    segment = next(s for s in outcome.segments if s.key == "no_consent_at_risk")
    assert {(offer.channel, offer.reachable == offer.customers) for offer in segment.offers} == {
        ("site", True)
    }


def test_reachable_are_those_who_allow_the_channel(store, outcome):
    base, _, segments = store
    offer = next(
        o
        for s in outcome.segments
        if s.key == "promo_hunters"
        for o in s.offers
        if o.key == "promo_early_access"
    )
    inside = segments.membership["promo_hunters"]
    assert offer.channel == "email"
    assert offer.customers == inside.sum()
    assert offer.reachable == (inside & (base.table["consent"] == "yes")).sum()


def test_acceptance_at_the_break_even_brings_nothing(store, outcome):
    base, risk, segments = store
    offer = next(
        o
        for s in outcome.segments
        if s.key == "promo_hunters"
        for o in s.offers
        if o.key == "promo_early_access"
    )
    inside = segments.membership["promo_hunters"].to_numpy()
    arguments = {
        "risk": risk[inside],
        "value": base.table["profit"][inside] * 3,
        "contact_cost": offer.contact_cost,
        "incentive": offer.incentive,
    }
    worth = expected_gain(acceptance=offer.acceptance, **arguments) > 0
    assert worth.sum() == offer.contacts
    even = expected_gain(acceptance=offer.break_even_acceptance, **arguments)[worth]
    assert even.sum() == pytest.approx(0, abs=1e-9)


def test_offers_of_a_segment_stand_best_first_with_their_evidence(outcome):
    for segment in outcome.segments:
        gains = [offer.gain for offer in segment.offers]
        assert gains == sorted(gains, reverse=True)
        for offer in segment.offers:
            named = {evidence.name: evidence.value for evidence in offer.evidence}
            assert named["customers"] == offer.customers
            assert named["share"] == pytest.approx(offer.customers / segment.customers)
            assert offer.contacts <= offer.customers <= segment.customers
            assert offer.next_best <= offer.contacts
