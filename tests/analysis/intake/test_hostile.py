"""Exports that nobody meant to be read: nothing of them changes a number unseen or a terminal."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from analysis.intake.numbers import decimal_marks, read_numbers
from tests.analysis.intake.tables import (
    Dress,
    problems_of,
    read,
    small_store,
    write,
    write_tables,
)
from tests.analysis.intake.test_same_customers import assert_same

SNAPSHOT, MONEY, TIME, PROFIT = (
    "market_file.csv",
    "market_money.csv",
    "market_time.csv",
    "money.csv",
)
CATEGORY = "Популярная_категория"
THOUSANDS = "  Fix: write thousands as 4472 and decimals as 4.4720 throughout the file"
TOO_MANY = "  Fix: put a cell that holds the separator (a decimal comma?) in quotation marks"


@pytest.fixture
def tables():
    return small_store()


def put(tables, file, row, name, cell):
    """Put a cell into a row as a spreadsheet counts it."""
    tables[file][row - 1][tables[file][0].index(name)] = cell


def numbers(separator, *cells):
    column = pd.Series(list(cells), index=range(2, 2 + len(cells)), dtype="str")
    return read_numbers(MONEY, "Выручка", column, decimal_marks([column], separator))


# Numbers that may be a thousand times larger


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [".", ","])
def test_thousands_with_a_mark_are_never_read_as_decimals(separator, mark):
    found = numbers(separator, f"4{mark}472", f"12{mark}001", "980", "0")
    assert [str(problem) for problem in found.problems] == [
        f"{MONEY}, row {row}, column 'Выручка': '{cell}' may be thousands or decimals\n{THOUSANDS}"
        for row, cell in ((2, f"4{mark}472"), (3, f"12{mark}001"))
    ]


@pytest.mark.parametrize(("separator", "cell"), [(";", "4.472"), (",", "4,472"), ("\t", "4.472")])
def test_three_decimals_against_the_habit_of_the_separator_are_refused(separator, cell):
    assert len(numbers(separator, cell, cell).problems) == 2


@pytest.mark.parametrize(
    ("separator", "cells", "values"),
    [
        (";", ("4,125", "2,500"), [4.125, 2.5]),  # as many decimals as the habit has
        (",", ("14.000", "7.000"), [14.0, 7.0]),
        (";", ("4.125", "0.860"), [4.125, 0.86]),  # 0.860 can be nothing else
        ("\t", ("4,125", "4,5"), [4.125, 4.5]),
        ("\t", ("4.125", "4472"), [4.125, 4472.0]),  # thousands stand without a mark
    ],
)
def test_decimals_that_can_be_nothing_else_are_read(separator, cells, values):
    found = numbers(separator, *cells)
    assert (found.problems, found.values.tolist()) == ((), values)


def test_the_end_of_a_number_cut_at_its_decimal_comma_is_not_passed_over(tables, tmp_path):
    tables[PROFIT] = [["id", "Прибыль", ""], ["1001", "4", "16"], ["1002", "3", ""]]
    written = write(tmp_path, small_store())
    write_tables(written, {PROFIT: tables[PROFIT]}, Dress())
    assert problems_of(written) == (f"{PROFIT}, row 2: 3 cells, but the header has 2\n{TOO_MANY}")


def test_a_value_under_no_name_is_refused(tables, tmp_path):
    tables[PROFIT] = [[row[0], row[1], "", "да"] for row in tables[PROFIT]]
    tables[PROFIT][0][3] = "Проверено"
    tables[PROFIT][4][2] = "16"
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 5: '16' stands in a column without a name\n"
        "  Fix: give the column a name, or repair the rows"
    )


def test_a_number_far_from_all_others_is_kept_and_noticed(tables, tmp_path):
    put(tables, PROFIT, 5, "Прибыль", "394")
    put(tables, TIME, 7, "минут", "1500")
    base = read(write(tmp_path, tables))
    assert base.table["profit"].iloc[3] == 394.0
    assert [(n.key, n.file, n.column, n.detail, n.count) for n in base.facts.notices] == [
        ("far_values", TIME, "минут", "1500", 1),
        ("far_values", PROFIT, "Прибыль", "394", 1),
    ]


# Rows


@pytest.mark.parametrize("rows", [slice(0, None), slice(1, None), slice(0, 1), slice(5, 9)])
def test_separators_at_the_end_of_lines_change_nothing(rows, tables, tmp_path):
    plain = read(write(tmp_path / "plain", small_store()))
    for name in tables:
        for row in tables[name][rows]:
            row.append(" ")
    assert_same(read(write(tmp_path / "trailing", tables)), plain)


def test_blank_cells_beyond_the_header_are_noticed(tables, tmp_path):
    for row in tables[PROFIT][1:4]:
        row.append("")
    (notice,) = read(write(tmp_path, tables)).facts.notices
    assert (notice.key, notice.file, notice.column, notice.count) == ("extra_column", PROFIT, "", 3)


@pytest.mark.parametrize("name", ["", "Unnamed: 0", "№"])
def test_a_column_of_row_numbers_changes_nothing(name, tables, tmp_path):
    plain = read(write(tmp_path / "plain", small_store()))
    for rows in tables.values():
        for number, row in enumerate(rows):
            row.insert(0, str(number - 1) if number else name)
    assert_same(read(write(tmp_path / "numbered", tables)), plain)


def test_a_row_too_short_says_what_to_fill_in(tables, tmp_path):
    tables[PROFIT][4] = ["1004"]
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 5: 1 cell, but the header has 2\n"
        "  Fix: fill in the missing cells (a blank one needs its separator), or remove the row"
    )


def test_a_row_that_was_left_out_is_not_missed_as_a_period(tables, tmp_path):
    tables[MONEY][7].append("5")
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 8: 4 cells, but the header has 3\n{TOO_MANY}"
    )


def test_a_file_of_rows_that_do_not_fit_is_not_called_empty(tables, tmp_path):
    tables[PROFIT] = [tables[PROFIT][0], ["1001", "4", "16"]]
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 2: 3 cells, but the header has 2\n{TOO_MANY}"
    )


@pytest.mark.parametrize("first", [["Отчёт за октябрь", ""], ["1000", "4.16"]])
def test_a_first_row_without_names_is_one_problem(first, tables, tmp_path):
    tables[PROFIT][0] = first
    held = ", ".join(f"'{name}'" for name in first if name)
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 1: this row names none of the columns; it holds {held}\n"
        "  Fix: put the names of the columns into the first row: 'id', 'Прибыль'"
    )


def test_other_names_are_listed_once_and_in_part(tables, tmp_path):
    wide = [[row[0], *(f"x{n}" for n in range(20))] for row in tables[MONEY]]
    tables[MONEY] = wide
    listed = ", ".join(f"'x{n}'" for n in range(12))
    missing = "the column is missing\n  Fix: add it, or rename the column that holds it"
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, column 'Период': {missing}; unknown names: {listed} and 8 more\n"
        f"{MONEY}, column 'Выручка': {missing}"
    )


# Text


def test_text_of_two_bytes_a_letter_is_read_where_it_says_so(tables, tmp_path):
    plain = read(write(tmp_path / "plain", tables))
    wide = write_tables(tmp_path / "wide", tables, Dress(encoding="utf-16", separator="\t"))
    base = read(wide)
    assert_same(base, plain)
    assert {file.encoding for file in base.facts.files} == {"UTF-16"}


def test_text_of_another_cyrillic_code_page_is_not_taken_for_windows(tables, tmp_path):
    folder = write_tables(tmp_path, tables, Dress(encoding="mac_cyrillic"))
    assert problems_of(folder).startswith(
        f"{SNAPSHOT}, row 1: the text is neither UTF-8 nor Windows-1251\n"
    )


def test_a_huge_cell_is_shown_in_part(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Длительность", "x" * 100_000)
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 5, column 'Длительность': '{'x' * 60}…' (100,000 characters) is not a "
        "number\n  Fix: write a number such as 12.5, without words or units"
    )


def test_a_cell_larger_than_any_is_named_by_its_row(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Длительность", "x" * 1_000_000)
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 5: a cell has more than 131,072 characters\n  Fix: export the table again"
    )


def test_a_quotation_without_end_in_a_large_file_is_named_where_it_begins(tables, tmp_path):
    folder = write(tmp_path, tables)
    text = (folder / PROFIT).read_bytes().replace(b"1002", b'"1002', 1)
    (folder / PROFIT).write_bytes(text + b"1,2\r\n" * 40_000)
    assert problems_of(folder) == (
        f"{PROFIT}, row 3: a quotation mark is out of place\n"
        "  Fix: close every quotation mark, or remove them; a cell has no line breaks"
    )


def test_nothing_of_the_input_is_a_command_to_the_terminal(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Длительность", "[red]\x1b[2J\u202e\x07[/]")
    put(tables, PROFIT, 6, "id", "\x1b[31m1005")
    tables[TIME][0][2] = "\x1b]0;x\x07"
    said = problems_of(write(tmp_path / "\x1b[2J", tables))
    assert not {letter for letter in said if not letter.isprintable()} - {"\n"}
    assert f"{SNAPSHOT}, row 5, column 'Длительность': '[red]\\x1b[2J\\u202e\\x07[/]'" in said


# Categories

NAMES = (
    '=HYPERLINK("http://x.y","z")',
    "<script>alert(1)</script>",
    "{{< env HOME >}}",
    "| a | b",
    "*x* _y_ $z$ `w`",
    "nan-каталог",
    "🎁 подарки 👩\u200d🚀",
    "مجوهرات",
    "Длинная " * 37 + "конец",
)


def test_hostile_names_of_categories_are_kept_as_they_are(tables, tmp_path):
    for row, name in enumerate(NAMES, start=2):
        put(tables, SNAPSHOT, row, CATEGORY, name)
    base = read(write(tmp_path, tables))
    kept = [name.replace("\u200d", "") for name in NAMES]
    assert base.table["category"].iloc[: len(NAMES)].tolist() == kept


@pytest.mark.parametrize("name", ["nan", "NULL", "#Н/Д", "—", "???", "Дом\ufffdшний т\ufffdкст"])
def test_what_stands_for_no_category_is_not_a_new_one(name, tables, tmp_path):
    put(tables, SNAPSHOT, 5, CATEGORY, name)
    said = problems_of(write(tmp_path, tables))
    assert said.startswith(
        f"{SNAPSHOT}, row 5, column '{CATEGORY}': {name!r} is not a value of this column\n"
        "  Fix: write one of: «Товары для детей», «Домашний текстиль», "
    )
    assert said.endswith("«Кухонная посуда», or name another category")


def test_another_word_is_a_new_category_and_no_slip(tables, tmp_path):
    put(tables, SNAPSHOT, 5, CATEGORY, "Товары для дверей")
    base = read(write(tmp_path, tables))
    assert base.table["category"].iloc[3] == "Товары для дверей"
    assert base.facts.repairs == ()


def test_a_category_called_as_a_known_one_is_kept_is_read_as_it_and_logged(tables, tmp_path):
    put(tables, SNAPSHOT, 5, CATEGORY, "Children")
    (repair,) = read(write(tmp_path, tables)).facts.repairs
    assert (repair.found, repair.became) == ("Children", "Товары для детей")


def test_a_service_with_a_plus_is_another_service(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Тип сервиса", "премиум+")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 5, column 'Тип сервиса': 'премиум+' is not a value of this column\n"
        "  Fix: write one of: «стандарт», «премиум»"
    )


def test_a_column_of_names_that_are_no_categories_is_refused(tables, tmp_path):
    for row in range(2, 62):
        put(tables, SNAPSHOT, row, CATEGORY, f"Товар {row:02}")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, column '{CATEGORY}': 60 values that are not described: Товар 02, Товар 03, "
        "Товар 04 and 57 more\n  Fix: check that the column holds categories; describe new ones "
        "in analysis/vocabulary/values.toml"
    )


# Ids


@pytest.mark.parametrize("spelling", ["0{}", "'{}", '="{}"', "{}\u00a0-"])
def test_ids_that_one_table_spells_otherwise_are_never_joined_by_guess(spelling, tables, tmp_path):
    for row in tables[PROFIT][1:]:
        row[0] = spelling.format(row[0])
    said = problems_of(write(tmp_path, tables))
    alike = (
        "  Fix: write the ids alike in all four tables: the same customers are here under "
        "another spelling (leading zeros, blanks, signs)"
    )
    first = spelling.format(1001).replace("\u00a0", " ")
    assert said.startswith(
        f"{SNAPSHOT}, column 'id': 60 customers of {PROFIT} have no row here: {first}, "
    )
    assert said.count(alike) == 4


@pytest.mark.parametrize("spelling", ["00{}", "C-{}", "{}-Б", "  {}\u00a0", "{}.0"])
def test_ids_of_any_spelling_are_joined_where_all_tables_agree(spelling, tables, tmp_path):
    plain = read(write(tmp_path / "plain", small_store()))
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = spelling.format(row[0])
    base = read(write(tmp_path / "other", tables))
    assert base.table.reset_index(drop=True).equals(plain.table.reset_index(drop=True))
    kept = spelling.format("1001").removesuffix(".0").strip()
    assert base.table.index[0] == kept


def test_an_id_counted_in_thousands_does_not_lose_them(tables, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = "216,000" if row[0] == "1001" else row[0]
    assert "216,000" in read(write(tmp_path, tables)).table.index


@pytest.mark.parametrize("cell", ["2E+05", "2,15E+05", "2.15348E+05"])
def test_an_id_that_a_spreadsheet_rounded_is_refused_however_few_digits_are_left(
    cell, tables, tmp_path
):
    put(tables, PROFIT, 4, "id", cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 4, column 'id': '{cell}' is an id that a spreadsheet has rounded\n"
        "  Fix: format the column as text before exporting, e.g. 215348"
    )


def test_an_id_longer_than_any_key_is_refused(tables, tmp_path):
    put(tables, PROFIT, 4, "id", "9" * 5000)
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 4, column 'id': '{'9' * 60}…' (5,000 characters) is too long for an id\n"
        "  Fix: give an id of at most 64 characters"
    )


# Files


def test_a_missing_file_under_another_name_is_pointed_at(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).rename(folder / "money.csv.csv")
    (folder / "market_money.csv").touch()
    assert problems_of(folder).splitlines()[-2:] == [
        f"{PROFIT}: the file is missing",
        f"  Fix: add it to the folder {tmp_path}: one row per customer; is it 'money.csv.csv'?",
    ]


def test_a_second_download_is_not_read_but_noticed(tables, tmp_path):
    folder = write(tmp_path, tables)
    for name in ("money (1).csv", "Money_new.xlsx", "money.md"):
        (folder / name).write_bytes(b"id;")
    (notice,) = read(folder).facts.notices
    assert (notice.key, notice.file, notice.column, notice.detail, notice.count) == (
        "copies",
        PROFIT,
        "",
        "Money_new.xlsx, money (1).csv",
        2,
    )


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).unlink()
    os.mkfifo(folder / PROFIT)
    assert problems_of(folder) == (
        f"{PROFIT}: it is not a file\n  Fix: give a CSV file you may read"
    )


def test_a_link_that_leads_nowhere_is_refused(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).unlink()
    (folder / PROFIT).symlink_to(tmp_path / "nowhere")
    assert problems_of(folder) == (
        f"{PROFIT}: it cannot be read: No such file or directory\n"
        "  Fix: give a CSV file you may read"
    )


def test_what_spreadsheets_and_systems_leave_in_a_folder_is_passed_over(tables, tmp_path):
    plain = read(write(tmp_path / "plain", tables))
    folder = write(tmp_path / "littered", tables)
    for name in (".DS_Store", "~$money.csv", "._money.csv", ".~lock.money.csv#", "Thumbs.db"):
        (folder / name).write_bytes(b"\0")
    assert_same(read(folder), plain)
