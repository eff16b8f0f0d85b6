"""What has one reading is read and told: each repair alone, and every pair of them at once."""

from __future__ import annotations

import os
from itertools import combinations

import pandas as pd
import pytest

from tests.analysis.intake.exports import PROFIT, REPAIRS, as_typed, go_together, spoil
from tests.analysis.intake.tables import FILES, problems_of, read, small_store, write
from tests.analysis.intake.test_same_customers import assert_same

# `make fuzz` tries every pair, the tests one of so many; each repair is in some of them.
STEP = 1 if "RETENTION_FUZZ" in os.environ else 17
PAIRS = [pair for pair in combinations(REPAIRS, 2) if go_together(*pair)]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return read(write(tmp_path_factory.mktemp("plain") / "2026-10", small_store()))


def assert_read(names, plain, folder):
    repairs = [REPAIRS[name] for name in names]
    base = read(spoil(*repairs).write(folder / "2026-10"))
    assert_same(base, plain)
    told = {notice.key for notice in base.facts.notices}
    assert frozenset().union(*(repair.notices for repair in repairs)) <= told


@pytest.mark.parametrize("name", REPAIRS)
def test_what_has_one_reading_is_read_and_told(name, plain, tmp_path):
    assert_read([name], plain, tmp_path)


@pytest.mark.parametrize("pair", PAIRS[::STEP], ids=" and ".join)
def test_two_repairs_at_once_do_not_hide_each_other(pair, plain, tmp_path):
    assert_read(pair, plain, tmp_path)


def test_one_workbook_may_hold_all_four_tables(plain, tmp_path):
    folder = tmp_path / "2026-10"
    folder.mkdir()
    with pd.ExcelWriter(folder / "october.xlsx") as book:
        for file, rows in small_store().items():
            cells = pd.DataFrame([[as_typed(cell) for cell in row] for row in rows])
            cells.to_excel(book, sheet_name=file.removesuffix(".csv"), header=False, index=False)
    base = read(folder)
    assert_same(base, plain)
    assert [(file.name, file.sheet) for file in base.facts.files] == [
        ("october.xlsx", file.removesuffix(".csv")) for file in FILES
    ]
    write(folder, {PROFIT: small_store()[PROFIT]})
    assert problems_of(folder) == (
        "money.csv: the table is there more than once: money.csv, october.xlsx\n"
        "  Fix: keep the newest of them in the folder"
    )
