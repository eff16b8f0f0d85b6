"""However an export spells a month, the same customers come out."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sample import write_sample
from tests.analysis.intake.tables import REAL, Dress, load, read, small_store, write_tables

DRESSES = {
    "semicolons, decimal commas, Windows-1251, LF": Dress(
        separator=";", decimal=",", encoding="cp1251", line_end="\n"
    ),
    "tabs, a byte order mark": Dress(separator="\t", encoding="utf-8-sig"),
    "decimal commas in quotes between commas": Dress(decimal=",", quote_all=True),
    "rows and columns in another order": Dress(shuffled=True),
    "upper case, stray blanks": Dress(upper=True, padded=True),
    "ids and whole numbers with .0": Dress(decimal_ids=True, zeros=True),
    "old Mac line ends": Dress(line_end="\r"),
}


def assert_same(first, second):
    pd.testing.assert_frame_equal(first.table, second.table, check_exact=True)
    pd.testing.assert_series_equal(first.dropped, second.dropped)
    pd.testing.assert_series_equal(first.groups, second.groups)
    assert first.facts.set_aside == second.facts.set_aside
    assert first.facts.twins == second.facts.twins


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    return write_sample(tmp_path_factory.mktemp("store"), seed=5, month="2026-10")


@pytest.fixture(scope="module")
def as_written(demonstration):
    return read(demonstration)


@pytest.fixture(scope="module")
def real():
    return read(REAL)


@pytest.mark.parametrize("name", DRESSES)
def test_the_demonstration_store_reads_the_same_in_another_dress(
    name, demonstration, as_written, tmp_path
):
    written = write_tables(tmp_path / "export", load(demonstration), DRESSES[name])
    assert_same(read(written), as_written)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not on this machine")
@pytest.mark.parametrize("name", DRESSES)
def test_the_real_tables_read_the_same_in_another_dress(name, real, tmp_path):
    written = write_tables(tmp_path / "export", load(REAL), DRESSES[name])
    assert_same(read(written), real)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return read(write_tables(tmp_path_factory.mktemp("plain"), small_store(), Dress()))


@settings(max_examples=25)
@given(
    dress=st.builds(
        Dress,
        separator=st.sampled_from(",;\t|"),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1251"]),
        line_end=st.sampled_from(["\r\n", "\n", "\r"]),
        decimal=st.sampled_from(".,"),
        quote_all=st.booleans(),
        shuffled=st.booleans(),
        upper=st.booleans(),
        padded=st.booleans(),
        decimal_ids=st.booleans(),
        zeros=st.booleans(),
    )
)
def test_any_dress_of_a_store_gives_the_same_customers(dress, plain, tmp_path_factory):
    dressed = write_tables(tmp_path_factory.mktemp("dressed"), small_store(), dress)
    assert_same(read(dressed), plain)


def test_a_separator_hint_and_blank_rows_are_skipped(tmp_path):
    plain = write_tables(tmp_path / "plain", small_store(), Dress(separator=";"))
    odd = write_tables(tmp_path / "odd", small_store(), Dress(separator=";"))
    path = odd / "money.csv"
    path.write_bytes(b"sep=;\r\n" + path.read_bytes() + b";\r\n;\r\n")
    assert_same(read(odd), read(plain))
    notice = read(odd).facts.notices[0]
    assert (notice.key, notice.file, notice.count) == ("blank_rows", "money.csv", 2)


def test_a_row_of_thousands_with_blanks_is_a_number(tmp_path):
    tables = small_store()
    amount = tables["market_money.csv"][1][2]
    plain = write_tables(tmp_path / "plain", tables, Dress())
    tables["market_money.csv"][1][2] = f"{amount[0]}\u00a0{amount[1:]}"
    spaced = write_tables(tmp_path / "spaced", tables, Dress())
    assert_same(read(spaced), read(plain))
    notice = read(spaced).facts.notices[0]
    assert (notice.key, notice.column, notice.count) == ("blanks_in_numbers", "Выручка", 1)


def test_blanks_around_ids_are_removed_and_told(tmp_path):
    tables = small_store()
    plain = write_tables(tmp_path / "plain", tables, Dress())
    for row in tables["money.csv"][1:4]:
        row[0] = f" {row[0]}\u200b"
    spaced = write_tables(tmp_path / "spaced", tables, Dress())
    assert_same(read(spaced), read(plain))
    (notice,) = read(spaced).facts.notices
    assert (notice.key, notice.file, notice.count) == ("blanks_in_ids", "money.csv", 3)
