"""Campaigns of the synthetic store do what its mixture says, and are recorded as a store does."""

from __future__ import annotations

import csv
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analysis.errors import SettingsError
from analysis.offers.rules import read_offers
from analysis.sample import SampleMonth, apply_contacts, draw_months, write_months
from analysis.sample.layout import lay_out
from analysis.sample.mixture import OfferTruth, read_mixture
from tests.analysis.intake.tables import read

CUSTOMERS, HORIZON = 8000, 3
HEADER = ["campaign", "id", "offer", "side", "channel", "contacted", "date", "cost", "taken"]


@pytest.fixture(scope="module")
def untreated():
    return draw_months(7, CUSTOMERS).months


@pytest.fixture(scope="module")
def treated():
    return draw_months(7, CUSTOMERS, campaigns=True).months


@pytest.fixture(scope="module")
def sent(treated):
    """Everybody in a campaign of any month, with both outcomes; index (month, id)."""
    return pd.concat(
        {
            month.name: month.campaign.assign(
                dropped=month.outcome, untreated=month.outcome_untreated, risk=month.true_risk
            )
            for month in treated[1:-1]
        }
    )


@pytest.fixture(scope="module")
def twins():
    """The ids of each person with two, and whether both have one label."""
    return [
        (str(300001 + twin.first), str(300001 + twin.again), twin.same_label)
        for twin in lay_out(read_mixture(), CUSTOMERS).twins
    ]


def campaign_of(month: SampleMonth) -> pd.DataFrame:
    assert month.campaign is not None
    return month.campaign


def clear_of(expected, found, size):
    """How many standard errors a share found among so many is from the one expected."""
    return abs(found - expected) / np.sqrt(max(expected * (1 - expected), 1e-12) / size)


def test_every_month_but_the_first_and_the_newest_runs_a_campaign(treated, untreated):
    ran = [month.campaign is not None for month in treated]
    assert ran == [False, *[True] * 7, False]
    assert all(month.campaign is None for month in untreated)


def test_a_campaign_changes_outcomes_and_nothing_else(treated, untreated):
    for after, before in zip(treated, untreated, strict=True):
        pd.testing.assert_frame_equal(after.customers, before.customers)
        pd.testing.assert_series_equal(after.kind, before.kind)
        pd.testing.assert_series_equal(after.true_risk, before.true_risk)
        pd.testing.assert_series_equal(after.outcome_untreated, before.outcome)
        changed = after.outcome.index[after.outcome != after.outcome_untreated]
        if after.campaign is None:
            assert changed.empty
        else:
            assert after.campaign.loc[changed, "contacted"].all()
            assert len(changed) > 0.02 * len(after.campaign)


def test_labels_are_the_outcomes_after_contact(treated):
    for month in treated[:-HORIZON]:
        assert (month.own_label == month.outcome).all()
    assert all(month.own_label.isna().all() for month in treated[-HORIZON:])
    for earlier, later in zip(treated, treated[HORIZON:], strict=False):
        both = earlier.customers.index.intersection(later.customers.index)
        assert (later.later_label[both] == earlier.outcome[both]).all()
        assert later.later_label.notna().all()


def test_offers_do_to_those_contacted_what_the_mixture_says(sent):
    for offer, group in sent[sent["contacted"]].groupby("offer"):
        truth = read_mixture().campaigns.offers[offer]
        dropping, staying = (group[group["untreated"] == label] for label in (1, 0))
        prevented, caused = 1 - dropping["dropped"].mean(), staying["dropped"].mean()
        assert clear_of(truth.prevents, prevented, len(dropping)) < 3.5, offer
        assert clear_of(truth.adds, caused, len(staying)) < 3.5, offer


def test_sides_differ_by_the_effect_and_the_contamination(sent):
    settings = read_mixture().campaigns
    reached = 1 - settings.not_contacted - settings.control_contacted
    for offer, group in sent.groupby("offer"):
        truth = settings.offers[offer]
        compared, control = (group[group["side"] == side] for side in ("compared", "control"))
        found = control["dropped"].mean() - compared["dropped"].mean()
        rate = group["untreated"].mean()
        expected = reached * (truth.prevents * rate - truth.adds * (1 - rate))
        error = np.sqrt(sum(side["dropped"].var() / len(side) for side in (compared, control)))
        assert abs(found - expected) < 3.5 * error, offer
        assert error < 0.05


def test_the_control_group_is_a_tenth_drawn_by_chance(sent):
    control = sent["side"] == "control"
    assert clear_of(0.1, control.mean(), len(sent)) < 3
    assert set(sent["side"]) == {"compared", "control"}
    gap = sent.loc[control, "risk"].mean() - sent.loc[~control, "risk"].mean()
    assert abs(gap) < 3 * sent["risk"].std() / np.sqrt(control.sum())


def test_some_are_contacted_or_left_out_by_mistake(sent):
    settings = read_mixture().campaigns
    control = sent[sent["side"] == "control"]
    compared = sent[sent["side"] == "compared"]
    assert clear_of(settings.control_contacted, control["contacted"].mean(), len(control)) < 3
    left_out = 1 - compared["contacted"].mean()
    assert clear_of(settings.not_contacted, left_out, len(compared)) < 3


def test_those_guessed_to_be_at_risk_are_contacted(treated):
    month = treated[1]
    here = month.customers.index.difference(month.spoilt)
    assert len(month.campaign) == pytest.approx(0.3 * len(here), abs=0.01 * len(here))
    others = here.difference(month.campaign.index)
    assert month.true_risk[month.campaign.index].mean() > 2 * month.true_risk[others].mean()
    # The guess is a noisy one: some of those at highest risk are missed.
    assert month.true_risk[others].max() > 0.95


def test_nobody_is_in_two_campaigns_whose_outcomes_are_open(treated):
    groups = [set(month.campaign.index) for month in treated[1:-1]]
    for earlier, later in [*pairwise(groups), *zip(groups, groups[2:], strict=False)]:
        assert not earlier & later
    assert any(earlier & later for earlier, later in zip(groups, groups[HORIZON:], strict=False))


def test_no_spoilt_customer_is_in_a_campaign(treated):
    assert all(not set(month.spoilt) & set(month.campaign.index) for month in treated[1:-1])


def test_twins_are_treated_as_one_person(treated, twins):
    shared = ["offer", "side", "contacted", "date"]
    seen = 0
    for month in treated[1:-1]:
        for first, again, same_label in twins:
            assert (first in month.campaign.index) == (again in month.campaign.index)
            if first in month.campaign.index:
                seen += 1
                one, two = (month.campaign.loc[customer, shared] for customer in (first, again))
                assert one.equals(two)
            if same_label:
                assert month.outcome[first] == month.outcome[again]
    assert seen > 100


def test_an_offer_is_taken_by_whom_it_keeps_and_by_others_who_stay(sent):
    contacted = sent[sent["contacted"]]
    for offer, group in contacted.groupby("offer"):
        truth = read_mixture().campaigns.offers[offer]
        if not truth.incentive:
            assert group["taken"].isna().all()
            assert (group["cost"] == truth.contact_cost).all()
            continue
        stayed = group["dropped"] == 0
        kept = stayed & (group["untreated"] == 1)
        assert (group.loc[kept, "taken"] == 1).all()
        assert (group.loc[~stayed, "taken"] == 0).all()
        anyway = group.loc[stayed & ~kept, "taken"]
        assert clear_of(truth.taken_anyway, anyway.mean(), len(anyway)) < 3.5, offer
        expected = truth.contact_cost + truth.incentive * group["taken"]
        assert group["cost"].to_numpy() == pytest.approx(expected.to_numpy())
    assert sent.loc[~sent["contacted"], ["cost", "taken"]].isna().all(axis=None)


def test_contacts_are_dated_in_the_first_days_of_the_month_after(sent):
    for name, group in sent.groupby(level=0):
        assert (group["contacted"] == (group["date"] != "")).all()
        after = str(pd.Period(name, "M") + 1)
        days = {f"{after}-{day:02}" for day in range(1, 11)}
        assert set(group.loc[group["contacted"], "date"]) == days


def test_offers_and_channels_are_those_of_the_offer_book(treated):
    book = read_offers()
    for key, offer in read_mixture().campaigns.offers.items():
        for consent, channel in offer.channels.items():
            assert channel in book.offers[key].channels
            assert consent == "yes" or not book.channels[channel].needs_consent
    for month in treated[1:-1]:
        consent = month.customers.loc[month.campaign.index, "consent"]
        offers = read_mixture().campaigns.offers
        asked = zip(month.campaign["offer"], consent, strict=True)
        assert month.campaign["channel"].tolist() == [offers[o].channels[c] for o, c in asked]


def test_a_seed_gives_one_record_and_another_seed_another():
    one, again, other = (
        campaign_of(draw_months(seed, 300, 3, campaigns=True).months[1]) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


def test_contacts_change_the_outcome_of_those_contacted_only():
    untreated = pd.Series([1.0, 0.0, 1.0, 0.0, 1.0, 0.0], index=[*"abcdef"])
    offers = pd.Series(["keeps", "keeps", "harms", "harms", "keeps", "harms"], index=[*"abcdef"])
    contacted = pd.Series([True] * 4 + [False] * 2, index=[*"abcdef"])
    truth = {"keeps": OfferTruth(prevents=1.0), "harms": OfferTruth(adds=1.0)}
    after = apply_contacts(untreated, offers, contacted, truth, np.random.default_rng(1))
    assert after.to_dict() == {"a": 0.0, "b": 0.0, "c": 1.0, "d": 1.0, "e": 1.0, "f": 0.0}
    assert untreated["a"] == 1.0
    with pytest.raises(KeyError, match="'harms'"):
        apply_contacts(
            untreated, offers, contacted, {"keeps": OfferTruth()}, np.random.default_rng(1)
        )


def test_ids_of_one_person_share_the_outcome_after_contact():
    size = 400
    untreated = pd.Series(np.ones(size))
    after = apply_contacts(
        untreated,
        pd.Series(["half"] * size),
        pd.Series([True] * size),
        {"half": OfferTruth(prevents=0.5)},
        np.random.default_rng(3),
        pd.Series(np.arange(size) // 2),
    )
    first, again = after[::2].to_numpy(), after[1::2].to_numpy()
    assert (first == again).all()
    assert 0.4 < first.mean() < 0.6


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return write_months(
        tmp_path_factory.mktemp("store"),
        customers=1300,
        seed=5,
        newest="2026-10",
        months=5,
        labels="later",
        campaigns=True,
    )


def read_record(folder):
    with (folder / "campaign.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_record_is_written_as_a_store_fills_it(folders):
    drawn = draw_months(5, 1300, 5, campaigns=True).months
    assert [(folder / "campaign.csv").exists() for folder in folders] == [False, *[True] * 3, False]
    assert (folders[1] / "campaign.csv").read_bytes().startswith(b"\xef\xbb\xbfcampaign;id;offer;")
    for folder, month in zip(folders[1:-1], drawn[1:-1], strict=True):
        rows = read_record(folder)
        assert list(rows[0]) == HEADER
        assert {row["campaign"] for row in rows} == {folder.name}
        assert [row["id"] for row in rows] == campaign_of(month).index.tolist()
        for row, (_, truth) in zip(rows, campaign_of(month).iterrows(), strict=True):
            assert (row["offer"], row["side"]) == (truth["offer"], truth["side"])
            assert row["channel"] == truth["channel"]
            assert row["contacted"] == ("yes" if truth["contacted"] else "no")
            assert row["date"] == (truth["date"] or "none")
            cost = truth["cost"]
            assert row["cost"] == ("none" if np.isnan(cost) else f"{cost:.2f}".replace(".", ","))
            assert row["taken"] == {1.0: "yes", 0.0: "no"}.get(truth["taken"], "none")


def test_the_record_is_read_as_it_was_drawn(folders):
    drawn = draw_months(5, 1300, 5, campaigns=True).months
    assert read(folders[0]).sent is None
    for folder, month in zip(folders[1:-1], drawn[1:-1], strict=True):
        base = read(folder)
        assert base.sent is not None
        expected = campaign_of(month)[list(base.sent.columns)]
        pd.testing.assert_frame_equal(
            base.sent.sort_index(), expected.sort_index(), check_dtype=False, check_names=False
        )


def test_few_of_the_written_control_group_are_contacted(folders):
    control = [row for folder in folders[1:-1] for row in read_record(folder)]
    control = [row for row in control if row["side"] == "control"]
    wrong = [row for row in control if row["contacted"] == "yes"]
    assert len(control) > 60
    assert len(wrong) <= 6
    assert all(row["date"] == "none" for row in control if row not in wrong)


def test_the_truth_is_in_no_file_of_the_store(folders):
    for path in folders[1].glob("*"):
        assert "untreated" not in path.read_text("utf-8")
        assert "prevents" not in path.read_text("utf-8")


@pytest.mark.parametrize("months", [1, 2])
def test_months_without_room_for_a_campaign_are_refused(months, tmp_path):
    with pytest.raises(SettingsError) as error:
        write_months(
            tmp_path, seed=5, newest="2026-10", months=months, labels="own", campaigns=True
        )
    assert str(error.value) == (
        "campaigns: no month is between the first and the newest to run one\n"
        "  Fix: ask for at least 3 months"
    )
    assert list(tmp_path.iterdir()) == []
