"""Rows that hold no customer: what exports put above, between and below those that do."""

from __future__ import annotations

import pytest

from tests.analysis.intake.tables import Dress, problems_of, read, small_store, write, write_tables
from tests.analysis.intake.test_same_customers import assert_same

SNAPSHOT, MONEY, TIME, PROFIT = (
    "market_file.csv",
    "market_money.csv",
    "market_time.csv",
    "money.csv",
)
UNWRAP = "  Fix: remove the quotation marks around whole rows, or export the table again"


@pytest.fixture
def tables():
    return small_store()


@pytest.fixture
def plain(tmp_path):
    return read(write(tmp_path / "plain", small_store()))


@pytest.mark.parametrize("word", ["Итого", "ИТОГО:", "Всего", "Общий итог", "Grand Total", "total"])
def test_rows_of_totals_are_passed_over_and_noticed(word, tables, plain, tmp_path):
    for rows in tables.values():
        rows.append([word, *[""] * (len(rows[0]) - 2), "123456"])
    base = read(write(tmp_path / "totals", tables))
    assert_same(base, plain)
    assert [(n.key, n.file, n.column, n.detail, n.count) for n in base.facts.notices] == [
        ("total_rows", file, "", "", 1) for file in (SNAPSHOT, MONEY, TIME, PROFIT)
    ]


@pytest.mark.parametrize("row", [["Итого: 60"], ["", "Итого"], ["Итого", "", "", "", ""]])
def test_a_row_of_totals_need_not_be_as_wide_as_the_header(row, tables, plain, tmp_path):
    tables[MONEY].append(row)
    base = read(write(tmp_path / "totals", tables))
    assert_same(base, plain)
    assert [(n.key, n.file, n.count) for n in base.facts.notices] == [("total_rows", MONEY, 1)]


def test_a_customer_whose_id_begins_like_a_total_is_a_customer(tables, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = "total-1" if row[0] == "1001" else row[0]
    assert "total-1" in read(write(tmp_path, tables)).table.index


def test_the_header_among_the_rows_is_passed_over_and_noticed(tables, plain, tmp_path):
    tables[MONEY].insert(90, [name.upper() for name in tables[MONEY][0]])
    base = read(write(tmp_path / "joined", tables))
    assert_same(base, plain)
    assert [(n.key, n.file, n.count) for n in base.facts.notices] == [("header_rows", MONEY, 1)]


def test_a_table_put_twice_into_one_file_says_so_by_its_customers_only(tables, tmp_path):
    tables[PROFIT] += [list(row) for row in tables[PROFIT]]
    fix = "  Fix: keep one of the rows: one row per customer"
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 63, column 'id': customer 1001 is already in row 2\n{fix}\n"
        f"{PROFIT}, row 64, column 'id': customer 1002 is already in row 3\n{fix}\n"
        f"{PROFIT}, row 65, column 'id': customer 1003 is already in row 4 (and 57 more like it)"
        f"\n{fix}"
    )


@pytest.mark.parametrize(
    ("above", "row"), [("# export\r\n", 2), ("Отчёт за октябрь\r\n\r\n", 3), (";;\r\nA;B\r\n", 3)]
)
def test_a_title_above_the_header_is_pointed_at(above, row, tables, tmp_path):
    folder = write_tables(tmp_path, tables, Dress(separator=";"))
    (folder / PROFIT).write_bytes(above.encode() + (folder / PROFIT).read_bytes())
    first = 2 if above.startswith(";") else 1
    assert problems_of(folder) == (
        f"{PROFIT}, row {first}: this row names none of the columns, but row {row} does\n"
        f"  Fix: remove what stands above row {row}"
    )


def test_rows_wholly_in_quotation_marks_are_told_apart_from_short_ones(tables, tmp_path):
    folder = write(tmp_path, tables)
    lines = (folder / MONEY).read_text(encoding="utf-8").splitlines()
    lines[1:3] = [f'"{line}"' for line in lines[1:3]]
    lines[3] = "1001"
    (folder / MONEY).write_text("\r\n".join(lines), encoding="utf-8")
    assert problems_of(folder) == (
        f"{MONEY}, row 2: 1 cell, but the header has 3\n{UNWRAP}\n"
        f"{MONEY}, row 3: 1 cell, but the header has 3\n{UNWRAP}\n"
        f"{MONEY}, row 4: 1 cell, but the header has 3\n"
        "  Fix: fill in the missing cells (a blank one needs its separator), or remove the row"
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_file_of_rows_wholly_in_quotation_marks_is_refused(separator, tables, tmp_path):
    folder = write_tables(tmp_path, tables, Dress(separator=separator))
    lines = (folder / MONEY).read_text(encoding="utf-8").splitlines()
    (folder / MONEY).write_text("".join(f'"{line}"\r\n' for line in lines), encoding="utf-8")
    assert problems_of(folder) == (
        f"{MONEY}, row 1: the whole row stands in quotation marks\n{UNWRAP}"
    )


@pytest.mark.parametrize("hint", ["SEP=;", '"sep=;"', "Sep=,"])
def test_any_hint_at_the_separator_is_passed_over(hint, tables, plain, tmp_path):
    folder = write_tables(tmp_path / "hint", tables, Dress(separator=";"))
    for path in folder.iterdir():
        path.write_bytes(hint.encode() + b"\r\n" + path.read_bytes())
    assert_same(read(folder), plain)
