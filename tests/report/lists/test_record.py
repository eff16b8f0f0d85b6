"""The record that an edition makes to be filled in is read back as it was planned."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.facts import Contacts
from analysis.intake.months import MonthFolder
from analysis.intake.sent import check_sent, sum_up_sent
from report.lists.campaign import write_campaign
from tests.report.lists.planned_months import change_campaign, plan_month

ODD = ["007", "=1+1", "a;b", 'say "hi"', "С-17", "+79120300014", "1" * 20, "1,5"]
FILES_FOR = ("people", "programs")


def write_record(results, folder):
    """The campaign's files of an edition; the folder that the record is in."""
    write_campaign(results, folder, ["ru"], Contacts())
    return MonthFolder(name=results.data.month, path=folder / "campaign")


def read_back(results, folder):
    checked = check_sent(folder, results.settings)
    assert checked.log.problems == ()
    sent, log = sum_up_sent(checked, [customer.customer_id for customer in results.customers])
    assert log.notices == ()
    return sent


def planned(results):
    """What the plan has, as a record of it is read."""
    found = [customer for customer in results.customers if customer.offer]
    index = pd.Index([customer.customer_id for customer in found], name="customer_id", dtype="str")
    return pd.DataFrame(
        {
            "offer": pd.Series([customer.offer for customer in found], index, dtype="str"),
            "side": pd.Series([customer.side for customer in found], index, dtype="str"),
            "contacted": [not customer.control for customer in found],
            "cost": float("nan"),
            "taken": float("nan"),
        },
        index=index,
    ).sort_index()


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 999),
    files_for=st.sampled_from(FILES_FOR),
    share=st.sampled_from([0.0, 0.1, 0.5]),
    twins=st.lists(st.tuples(st.integers(0, 79), st.integers(0, 79)), max_size=20),
)
def test_a_record_that_nobody_changed_says_that_all_went_as_planned(seed, files_for, share, twins):
    chosen = change_campaign(files_for=files_for, control_share=share)
    results = plan_month(80, seed, chosen, ids=ODD, twins=twins)
    with TemporaryDirectory() as folder:
        sent = read_back(results, write_record(results, Path(folder)))
    pd.testing.assert_frame_equal(sent.sort_index(), planned(results))


@pytest.mark.parametrize("month", ["окт.26", "01.10.2026"])
def test_a_record_that_a_spreadsheet_has_saved_is_read_all_the_same(month, tmp_path):
    ids = [f"{number:05}" for number in range(120)]
    results = plan_month(120, 3, change_campaign(files_for="people", control_share=0.3), ids=ids)
    folder = write_record(results, tmp_path)
    path = folder.path / "campaign.csv"
    header, *rows = path.read_text("utf-8-sig").splitlines()
    cells = [row.split(";") for row in rows]
    saved = [";".join([month, str(int(name)), *others]) for _, name, *others in cells]
    path.write_bytes("\r\n".join([header, *saved, ""]).encode("cp1251"))
    sent, _ = sum_up_sent(check_sent(folder, results.settings), ids)
    assert sent is not None
    pd.testing.assert_frame_equal(sent, planned(results))
