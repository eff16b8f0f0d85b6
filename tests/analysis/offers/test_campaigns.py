"""A campaign respects those before it: their controls, their people, and people's patience."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.offers.campaigns import Campaign
from tests.analysis.offers.planning import change_campaign, planned, segmented
from tests.analysis.random_store import draw_store

OFTEN = change_campaign(control_share=0.4)


@pytest.fixture(scope="module")
def store():
    return segmented(draw_store(300))


@pytest.fixture(scope="module")
def first(store):
    return planned(store, OFTEN).assignment


def campaign_of(listed, base, *, months_ago=1, pending=True):
    customers = pd.DataFrame(
        {
            "person": base.groups,
            "offer": listed["offer"].fillna(""),
            "control": listed["control"].astype(bool),
            "contacted": listed["offer"].notna() & ~listed["control"],
        }
    )
    return Campaign(months_ago=months_ago, pending=pending, customers=customers)


def next_month(store, first, settings=OFTEN, **campaign):
    """The plan of the month after, whose hash draws other people."""
    base, *rest = store
    later = replace(base, facts=replace(base.facts, month="2026-11"))
    campaigns = [campaign_of(first, base, **campaign)]
    return planned((later, *rest), settings, campaigns=campaigns).assignment


def test_a_control_customer_stays_one_until_the_outcome_is_known(store, first):
    listed = next_month(store, first)
    left_out = first["control"]
    assert left_out.any()
    assert (listed.loc[left_out, "side"] == "earlier_control").all()
    assert listed.loc[left_out, "offer"].isna().all()
    known = next_month(store, first, pending=False)
    assert "earlier_control" not in set(known["side"])
    assert known.loc[left_out, "offer"].notna().any()


def test_whoever_was_contacted_is_not_drawn_until_the_outcome_is_known(store, first):
    contacted = first["offer"].notna() & ~first["control"]
    listed = next_month(store, first)
    assert set(listed.loc[contacted, "side"]) == {"contacted", "none"}
    known = next_month(store, first, pending=False)
    assert {"compared", "control"} <= set(known.loc[contacted, "side"])


@pytest.mark.parametrize(("months_ago", "again"), [(1, False), (2, False), (3, True)])
def test_nobody_gets_the_same_offer_again_within_three_months(store, first, months_ago, again):
    contacted = first["offer"].notna() & ~first["control"]
    listed = next_month(store, first, months_ago=months_ago)
    same = listed.loc[contacted, "offer"] == first.loc[contacted, "offer"]
    assert same.any() == again
    assert listed.loc[contacted, "offer"].notna().any()


@pytest.mark.parametrize(
    ("most", "within", "contacted_again"), [(1, 1, True), (1, 2, False), (2, 2, True)]
)
def test_nobody_is_contacted_more_often_than_the_settings_allow(
    store, first, most, within, contacted_again
):
    contacted = first["offer"].notna() & ~first["control"]
    settings = change_campaign(most_contacts=most, contact_months=within)
    listed = next_month(store, first, settings)
    assert listed.loc[contacted, "offer"].notna().any() == contacted_again
    assert (listed.loc[contacted, "side"] == "rested").all() == (not contacted_again)


def test_a_second_account_counts_as_the_person_who_was_left_out(store, first):
    base, *rest = store
    control = first.index[first["control"]][0]
    other = first.index[first["side"] == "compared"][0]
    groups = base.groups.copy()
    groups[other] = groups[control]
    listed = next_month((replace(base, groups=groups), *rest), first)
    assert listed.loc[other, "side"] == "earlier_control"


def test_a_global_control_group_is_left_alone_for_its_months(store):
    base, *rest = store
    settings = change_campaign(global_control_share=0.1, global_control_months=3)
    sides = {}
    for month in ("2026-10", "2026-11", "2026-12", "2027-01"):
        later = replace(base, facts=replace(base.facts, month=month))
        listed = planned((later, *rest), settings).assignment
        sides[month] = listed["side"] == "global_control"
        assert listed.loc[sides[month], "offer"].isna().all()
    assert 0.05 < sides["2026-10"].mean() < 0.16
    assert sides["2026-10"].equals(sides["2026-11"])
    assert sides["2026-10"].equals(sides["2026-12"])
    assert not sides["2026-10"].equals(sides["2027-01"])
