"""What would change a number unseen stops the run, and says where, what and how to repair it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputProblemsError, SettingsError
from analysis.intake.contracts import Column
from analysis.intake.words import read_words
from tests.analysis.intake.tables import (
    PLAIN,
    Dress,
    problems_of,
    read,
    small_store,
    write,
    write_tables,
)

SNAPSHOT, MONEY, TIME, PROFIT = (
    "market_file.csv",
    "market_money.csv",
    "market_time.csv",
    "money.csv",
)
NUMBER = "  Fix: write a number such as 12.5, without words or units"
THOUSANDS = "  Fix: write thousands as 4472 and decimals as 4.4720 throughout the file"
NO_BLANK = "  Fix: fill in the value, or take the customer out of all four tables"
SAVE_AS = "  Fix: save the table as CSV in UTF-8 (in Excel: CSV UTF-8)"
QUOTES = "  Fix: close every quotation mark, or remove them; a cell has no line breaks"
AGAIN = "  Fix: export the table again"
SAME = "  Fix: export all four tables for the same customers"


@pytest.fixture
def tables():
    return small_store()


def column(tables, file, name):
    return tables[file][0].index(name)


def put(tables, file, row, name, cell):
    """Put a cell into a row as a spreadsheet counts it."""
    tables[file][row - 1][column(tables, file, name)] = cell


def drop_row(tables, file, row):
    del tables[file][row - 1]


# Files


def test_a_missing_file_is_named(tables, tmp_path):
    del tables[TIME]
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}: the file is missing\n"
        f"  Fix: add it to the folder {tmp_path}: one row per customer and period"
    )


def test_a_file_that_is_there_twice_is_refused(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / "Money.CSV").write_bytes((folder / PROFIT).read_bytes())
    assert problems_of(folder) == (
        f"{PROFIT}: it is there more than once: Money.CSV, money.csv\n  Fix: keep one of them"
    )


def test_a_folder_in_place_of_a_file_is_refused(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).unlink()
    (folder / PROFIT).mkdir()
    assert problems_of(folder) == (
        f"{PROFIT}: it cannot be read: Is a directory\n  Fix: give a CSV file you may read"
    )


@pytest.mark.parametrize("content", [b"", b"\r\n \r\n", b"\xef\xbb\xbf\r\n", b"sep=;\r\n"])
def test_an_empty_file_is_refused(content, tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).write_bytes(content)
    assert problems_of(folder) == f"{PROFIT}: the file is empty\n{AGAIN}"


def test_a_table_without_customers_is_refused(tables, tmp_path):
    tables[PROFIT] = tables[PROFIT][:1]
    assert problems_of(write(tmp_path, tables)) == f"{PROFIT}: there are no rows to read\n{AGAIN}"


def test_a_workbook_under_the_name_of_a_table_is_refused(tables, tmp_path):
    folder = write(tmp_path, tables)
    (folder / PROFIT).write_bytes(b"PK\x03\x04\x00\x00\x08")
    assert problems_of(folder) == f"{PROFIT}: this is not a text file\n{SAVE_AS}"


def test_a_zero_byte_in_a_text_is_named_with_its_row(tables, tmp_path):
    folder = write(tmp_path, tables)
    text = (folder / SNAPSHOT).read_bytes().replace(b"1006", b"10\x0006", 1)
    (folder / SNAPSHOT).write_bytes(text)
    assert problems_of(folder) == (
        f"{SNAPSHOT}, row 7: a zero byte stands here: the file is damaged\n{AGAIN}"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_text_of_two_bytes_a_letter_that_does_not_say_so_is_refused(encoding, tables, tmp_path):
    folder = write_tables(tmp_path, tables, Dress(encoding=encoding))
    assert problems_of(folder).startswith(f"{SNAPSHOT}: this is not a text file\n{SAVE_AS}\n")


def test_a_text_in_a_foreign_code_page_is_refused(tables, tmp_path):
    folder = write_tables(tmp_path, {PROFIT: tables[PROFIT]}, Dress(encoding="koi8-r"))
    write(folder, {name: rows for name, rows in tables.items() if name != PROFIT})
    assert problems_of(folder) == (
        f"{PROFIT}, row 1: the text is neither UTF-8 nor Windows-1251\n{SAVE_AS}"
    )


def test_a_damaged_byte_is_refused_with_its_row(tables, tmp_path):
    folder = write(tmp_path, tables)
    lines = (folder / SNAPSHOT).read_bytes().split(b"\r\n")
    lines[4] = lines[4].replace("Товары".encode(), b"\xd0\xff")
    lines[4] = lines[4].replace("Домашний".encode(), b"\xd0\xff")
    lines[4] = lines[4].replace("Кухонная".encode(), b"\xd0\xff")
    (folder / SNAPSHOT).write_bytes(b"\r\n".join(lines))
    assert problems_of(folder) == (
        f"{SNAPSHOT}, row 5: the text is neither UTF-8 nor Windows-1251\n{SAVE_AS}"
    )


@pytest.mark.parametrize("cell", ['"1002', '"1002"x'])
def test_a_broken_quotation_is_refused(cell, tables, tmp_path):
    folder = write(tmp_path, tables)
    text = (folder / PROFIT).read_bytes().replace(b"1002", cell.encode(), 1)
    (folder / PROFIT).write_bytes(text)
    assert problems_of(folder) == f"{PROFIT}, row 3: a quotation mark is out of place\n{QUOTES}"


def test_a_cell_over_two_lines_is_refused(tables, tmp_path):
    put(tables, SNAPSHOT, 4, "Популярная_категория", "Кухонная\nпосуда")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 4: a cell runs over lines\n{QUOTES}"
    )


def test_a_decimal_comma_between_commas_is_a_row_too_long(tables, tmp_path):
    tables[PROFIT][6] = [*tables[PROFIT][6], "16"]
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 7: 3 cells, but the header has 2\n"
        "  Fix: put a cell that holds the separator (a decimal comma?) in quotation marks"
    )


# Columns


def test_a_missing_column_is_named_with_those_there_are(tables, tmp_path):
    tables[MONEY][0][2] = "Сумма"
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, column 'Выручка': the column is missing\n"
        "  Fix: add it, or rename the column that holds it; unknown names: 'Сумма'"
    )


def test_tables_under_each_others_names_are_told_as_that(tables, tmp_path):
    tables[MONEY], tables[TIME] = tables[TIME], tables[MONEY]
    fix = "  Fix: give each table its own name"
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 1: its columns are those of {TIME}\n{fix}\n"
        f"{TIME}, row 1: its columns are those of {MONEY}\n{fix}"
    )


def test_a_column_that_is_there_twice_is_refused(tables, tmp_path):
    tables[PROFIT] = [[*row, row[1]] for row in tables[PROFIT]]
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 1, column 'Прибыль': 2 columns have this name\n  Fix: keep one of them"
    )


def test_a_header_below_blank_rows_is_named_by_its_own_row(tables, tmp_path):
    tables[PROFIT] = [["", "", ""], *([*row, row[1]] for row in tables[PROFIT])]
    tables[TIME] = [["", "", ""], ["x", "y", "z"], *tables[TIME][1:]]
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}, row 2: this row names none of the columns; it holds 'x', 'y', 'z'\n"
        "  Fix: put the names of the columns into the first row: 'id', 'Период', 'минут'\n"
        f"{PROFIT}, row 2, column 'Прибыль': 2 columns have this name\n  Fix: keep one of them"
    )


def test_a_header_with_a_slip_is_read_and_logged(tables, tmp_path):
    tables[SNAPSHOT][0][column(tables, SNAPSHOT, "Ошибка_сервиса")] = "Ошибки сервиса"
    (repair,) = read(write(tmp_path, tables)).facts.repairs
    assert (repair.column, repair.found, repair.became, repair.rows) == (
        "Ошибка_сервиса",
        "Ошибки сервиса",
        "Ошибка_сервиса",
        1,
    )


def test_an_extra_column_changes_nothing_and_is_noticed(tables, tmp_path):
    plain = read(write(tmp_path / "plain", small_store()))
    tables[PROFIT] = [[*row, "x"] for row in tables[PROFIT]]
    tables[PROFIT][0][-1] = "Прибыль_2"
    wider = read(write(tmp_path / "wider", tables))
    assert wider.table.equals(plain.table)
    (notice,) = wider.facts.notices
    assert (notice.key, notice.file, notice.column) == ("extra_column", PROFIT, "Прибыль_2")


# Numbers


@pytest.mark.parametrize(
    "cell",
    [
        "много",
        "12 руб.",
        "4,5 ₽",
        "(4.5)",
        "inf",
        "-Infinity",
        "1e999",
        "0x10",
        "1_000",
        "1 2",
        "٣",
    ],
)
def test_a_text_in_a_number_is_refused_with_its_place(cell, tables, tmp_path):
    put(tables, SNAPSHOT, 17, "Страниц_за_визит", cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 17, column 'Страниц_за_визит': {cell!r} is not a number\n{NUMBER}"
    )


def test_a_blank_number_is_refused(tables, tmp_path):
    put(tables, PROFIT, 9, "Прибыль", " ")
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 9, column 'Прибыль': the cell is blank\n{NO_BLANK}"
    )


@pytest.mark.parametrize("cell", ["N/A", "NULL", "nan", "<NA>", "\\N", "#Н/Д", "-", "—", "?"])
def test_what_stands_for_no_number_is_refused_as_a_blank_is(cell, tables, tmp_path):
    put(tables, PROFIT, 9, "Прибыль", cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 9, column 'Прибыль': {cell!r} stands for no value\n{NO_BLANK}"
    )


def test_many_problems_of_one_kind_are_counted(tables, tmp_path):
    for row in range(2, 62):
        put(tables, PROFIT, row, "Прибыль", "x")
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 2, column 'Прибыль': 'x' is not a number\n{NUMBER}\n"
        f"{PROFIT}, row 3, column 'Прибыль': 'x' is not a number\n{NUMBER}\n"
        f"{PROFIT}, row 4, column 'Прибыль': 'x' is not a number (and 57 more like it)\n{NUMBER}"
    )


@pytest.mark.parametrize(
    ("file", "name", "cell", "problem", "fix"),
    [
        (MONEY, "Выручка", "-5", "-5 is less than 0", "at least 0"),
        (TIME, "минут", "-1", "-1 is less than 0", "at least 0"),
        (SNAPSHOT, "Длительность", "-10", "-10 is less than 0", "at least 0"),
        (PROFIT, "Прибыль", "3e15", "3e+15 is more than 1e+12", "at most 1e+12"),
        (PROFIT, "Прибыль", "1000000000001", "1000000000001 is more than 1e+12", "at most 1e+12"),
    ],
)
def test_an_impossible_number_is_refused(file, name, cell, problem, fix, tables, tmp_path):
    put(tables, file, 5, name, cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{file}, row 5, column '{name}': {problem}\n  Fix: give a number that is {fix}"
    )


def test_a_share_in_percent_is_refused_with_how_to_write_it(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Акционные_покупки", "75")
    put(tables, SNAPSHOT, 6, "Акционные_покупки", "75 %")
    place, fix = "column 'Акционные_покупки':", "a fraction from 0 to 1, e.g. 0.75 for 75 %"
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 6, {place} '75 %' is a percentage\n"
        "  Fix: write it as a fraction, e.g. 0.75 for 75 %\n"
        f"{SNAPSHOT}, row 5, {place} 75 is more than 1\n  Fix: give {fix}"
    )


@pytest.mark.parametrize("cell", ["1.234,5", "4,472.5", "1,234,567", "4'472", "4\u2019472.5"])
def test_separators_of_thousands_are_refused(cell, tables, tmp_path):
    put(tables, MONEY, 5, "Выручка", cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 5, column 'Выручка': {cell!r} has separators of thousands\n"
        "  Fix: write numbers without separators of thousands, e.g. 4472.5"
    )


def test_a_share_a_little_above_the_whole_is_not_said_to_be_the_whole(tables, tmp_path):
    put(tables, SNAPSHOT, 5, "Акционные_покупки", "1.0000001")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 5, column 'Акционные_покупки': 1.0000001 is more than 1\n"
        "  Fix: give a fraction from 0 to 1, e.g. 0.75 for 75 %"
    )


def test_a_loss_is_a_number_like_any_other(tables, tmp_path):
    put(tables, PROFIT, 5, "Прибыль", "\u22122.5")
    assert read(write(tmp_path, tables)).table["profit"].iloc[3] == -2.5


def test_profit_in_a_unit_too_large_for_its_sums_is_refused(tables, tmp_path):
    for row in range(2, len(tables[PROFIT]) + 1):
        put(tables, PROFIT, row, "Прибыль", "0.004")
    assert problems_of(write(tmp_path, tables)) == (
        "money.csv, column 'Прибыль': 0.004 on average, but costs and gains are kept to a "
        "hundredth\n  Fix: give the profit in a smaller unit, e.g. in roubles and not in millions"
    )


def test_too_few_labels_and_too_small_a_profit_are_told_in_one_run(tables, tmp_path):
    for row in range(2, len(tables[PROFIT]) + 1):
        put(tables, PROFIT, row, "Прибыль", "0.004")
        put(tables, SNAPSHOT, row, "Покупательская активность", "Снизилась")
    assert problems_of(write(tmp_path, tables)) == (
        "market_file.csv, column 'Покупательская активность': 0 customers are left with the label "
        "«Прежний уровень», at least 25 are needed to learn from\n"
        "  Fix: give a month with more labelled customers\n"
        "money.csv, column 'Прибыль': 0.004 on average, but costs and gains are kept to a "
        "hundredth\n  Fix: give the profit in a smaller unit, e.g. in roubles and not in millions"
    )


def test_profit_of_nothing_for_all_is_no_unit_too_large(tables, tmp_path):
    for row in range(2, len(tables[PROFIT]) + 1):
        put(tables, PROFIT, row, "Прибыль", "0")
    assert not read(write(tmp_path, tables)).table["profit"].any()


def test_customers_who_bring_losses_are_counted(tables, tmp_path):
    for row, profit in ((2, "0"), (5, "-2.5"), (9, "-0.01")):
        put(tables, PROFIT, row, "Прибыль", profit)
    notices = read(write(tmp_path, tables)).facts.notices
    assert [(n.key, n.column, n.count) for n in notices] == [("losses", "profit", 2)]


def test_commas_that_may_part_thousands_are_refused(tables, tmp_path):
    for row in tables[MONEY][1:]:
        row[2] = "4,472"
    put(tables, MONEY, 2, "Выручка", "5,001")
    said = problems_of(write(tmp_path, tables))
    assert said.startswith(
        f"{MONEY}, row 2, column 'Выручка': '5,001' may be thousands or decimals\n{THOUSANDS}\n"
    )
    assert "(and 177 more like it)" in said


def test_both_marks_are_read_where_each_number_is_clear(tables, tmp_path):
    put(tables, PROFIT, 2, "Прибыль", "4,16")
    put(tables, PROFIT, 3, "Прибыль", "4.16")
    assert read(write(tmp_path, tables)).table["profit"].iloc[:2].tolist() == [4.16, 4.16]


def test_both_marks_in_one_file_make_three_decimals_doubtful(tables, tmp_path):
    put(tables, MONEY, 2, "Выручка", "4,472")
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 2, column 'Выручка': '4,472' may be thousands or decimals\n{THOUSANDS}"
    )


# Words


def test_a_label_with_a_third_value_is_refused(tables, tmp_path):
    put(tables, SNAPSHOT, 2, "Покупательская активность", "Выросла")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 2, column 'Покупательская активность': 'Выросла' is not a value of "
        "this column\n  Fix: write one of: «Снизилась», «Прежний уровень», or leave the cell blank"
    )


@pytest.mark.parametrize(
    ("name", "cell", "allowed"),
    [
        ("Тип сервиса", "золотой", "«стандарт», «премиум»"),
        ("Разрешить сообщать", "на", "«да», «нет»"),
    ],
)
def test_an_unknown_word_is_refused_with_the_allowed_ones(name, cell, allowed, tables, tmp_path):
    put(tables, SNAPSHOT, 3, name, cell)
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 3, column '{name}': {cell!r} is not a value of this column\n"
        f"  Fix: write one of: {allowed}"
    )


def test_a_blank_word_is_refused_but_a_blank_label_is_not(tables, tmp_path):
    put(tables, SNAPSHOT, 2, "Покупательская активность", "")
    put(tables, SNAPSHOT, 3, "Популярная_категория", "\u00a0")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 3, column 'Популярная_категория': the cell is blank\n{NO_BLANK}"
    )


def test_a_customer_without_a_label_is_kept_and_counted(tables, tmp_path):
    put(tables, SNAPSHOT, 2, "Покупательская активность", "")
    base = read(write(tmp_path, tables))
    assert base.dropped.isna().tolist() == [True, *[False] * 59]
    assert (base.facts.customers_kept, base.facts.customers_labelled) == (60, 59)


@pytest.mark.parametrize("cell", ["NA", "NULL", " n/a ", "—", "#Н/Д"])
def test_a_label_that_stands_for_nothing_is_blank_and_told(cell, tables, tmp_path):
    label = "Покупательская активность"
    put(tables, SNAPSHOT, 2, label, cell)
    put(tables, SNAPSHOT, 3, label, cell)
    base = read(write(tmp_path, tables))
    assert base.facts.customers_labelled == 58
    (repair,) = base.facts.repairs
    assert (repair.column, repair.found, repair.became, repair.rows) == (label, cell, "", 2)


def test_a_new_category_is_kept_as_the_store_writes_it(tables, tmp_path):
    for row, cell in ((2, "Садовая мебель"), (3, "садовая  мебель"), (4, "Садовая мебель")):
        put(tables, SNAPSHOT, row, "Популярная_категория", cell)
    base = read(write(tmp_path, tables))
    assert base.table["category"].iloc[:3].tolist() == ["Садовая мебель"] * 3
    (notice,) = base.facts.notices
    assert (notice.key, notice.detail, notice.count) == ("new_value", "Садовая мебель", 3)
    (repair,) = base.facts.repairs
    assert (repair.found, repair.became) == ("садовая  мебель", "Садовая мебель")


def test_an_unknown_period_is_refused(tables, tmp_path):
    put(tables, TIME, 2, "Период", "следующий_месяц")
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}, row 2, column 'Период': 'следующий_месяц' is not a value of this column\n"
        "  Fix: write one of: «предыдущий_месяц», «текущий_месяц»"
    )


def test_a_period_of_another_table_is_unknown_here(tables, tmp_path):
    put(tables, TIME, 2, "Период", "препредыдущий_месяц")
    assert problems_of(write(tmp_path, tables)) == (
        f"{TIME}, row 2, column 'Период': 'препредыдущий_месяц' is not a value of this column\n"
        "  Fix: write one of: «предыдущий_месяц», «текущий_месяц»"
    )


def test_a_slip_equally_near_two_values_is_refused():
    column = Column(
        source="Игра", field="game", kind="choice", spellings={"шашки": "a", "шишки": "b"}
    )
    (problem,) = read_words(SNAPSHOT, column, pd.Series(["шошки"], index=[7], dtype="str")).problems
    assert str(problem) == (
        f"{SNAPSHOT}, row 7, column 'Игра': 'шошки' is equally near «шашки» and «шишки»\n"
        "  Fix: write one of: «шашки», «шишки»"
    )


# Customers


def test_a_customer_who_is_there_twice_is_refused(tables, tmp_path):
    tables[SNAPSHOT].append(list(tables[SNAPSHOT][3]))
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, row 62, column 'id': customer 1003 is already in row 4\n"
        "  Fix: keep one of the rows: one row per customer"
    )


def test_the_same_id_as_a_decimal_is_the_same_customer(tables, tmp_path):
    tables[PROFIT].append(["1003.0", "1.5"])
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 62, column 'id': customer 1003 is already in row 4\n"
        "  Fix: keep one of the rows: one row per customer"
    )


def test_a_period_that_is_there_twice_is_refused(tables, tmp_path):
    tables[MONEY].append(list(tables[MONEY][2]))
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, row 182, column 'id': customer 1001 with the period «текущий_месяц» is "
        "already in row 3\n  Fix: keep one of the rows: one row per customer and period"
    )


def test_a_customer_without_a_period_is_named(tables, tmp_path):
    drop_row(tables, MONEY, 3)
    assert problems_of(write(tmp_path, tables)) == (
        f"{MONEY}, column 'Период': customer 1001 has no row for «текущий_месяц»\n"
        "  Fix: add the row, or take the customer out everywhere"
    )


def test_a_blank_id_is_refused(tables, tmp_path):
    put(tables, PROFIT, 4, "id", "")
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 4, column 'id': the id is blank\n  Fix: fill in the id"
    )


@pytest.mark.parametrize("cell", ["NULL", "NaN", "Н/Д", "—", "-", " ? "])
def test_what_stands_for_no_id_is_no_customer_even_where_all_tables_agree(cell, tables, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = cell if row[0] == "1003" else row[0]
    said = problems_of(write(tmp_path, tables)).split("\n")
    assert said[:2] == [
        f"{SNAPSHOT}, row 4, column 'id': {cell!r} stands for no id",
        "  Fix: fill in the id",
    ]
    assert len(said) == 2 * (1 + 3 + 2 + 1)


def test_an_id_that_a_spreadsheet_rounded_is_refused(tables, tmp_path):
    put(tables, PROFIT, 4, "id", "2.15E+05")
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, row 4, column 'id': '2.15E+05' is an id that a spreadsheet has rounded\n"
        "  Fix: format the column as text before exporting, e.g. 215348"
    )


def test_a_customer_that_one_table_lacks_is_named_once(tables, tmp_path):
    drop_row(tables, PROFIT, 2)
    assert problems_of(write(tmp_path, tables)) == (
        f"{PROFIT}, column 'id': customer 1001 of {SNAPSHOT} has no row here\n{SAME}"
    )


def test_customers_the_other_tables_do_not_know_are_counted(tables, tmp_path):
    tables[PROFIT] += [[str(n), "1"] for n in range(5001, 5006)]
    missing = "5 customers of money.csv have no row here: 5001, 5002, 5003 and 2 more"
    assert problems_of(write(tmp_path, tables)) == "\n".join(
        f"{file}, column 'id': {missing}\n{SAME}" for file in (SNAPSHOT, MONEY, TIME)
    )


def test_decimal_commas_between_semicolons_are_never_thousands(tables, tmp_path):
    for row in tables[PROFIT][1:]:
        row[1] = "4,125"
    folder = write(tmp_path, {n: rows for n, rows in tables.items() if n != PROFIT})
    write_tables(folder, {PROFIT: tables[PROFIT]}, Dress(separator=";"))
    assert set(read(folder).table["profit"]) == {4.125}


def test_every_problem_of_all_files_is_found_in_one_run(tables, tmp_path):
    del tables[TIME]
    tables[MONEY][0][2] = "Сумма"
    put(tables, SNAPSHOT, 17, "Страниц_за_визит", "пять")
    put(tables, SNAPSHOT, 2, "Покупательская активность", "Выросла")
    put(tables, PROFIT, 5, "Прибыль", "")
    with pytest.raises(InputProblemsError) as error:
        read(write(tmp_path, tables))
    assert [str(problem.place) for problem in error.value.problems] == [
        f"{SNAPSHOT}, row 2, column 'Покупательская активность'",
        f"{SNAPSHOT}, row 17, column 'Страниц_за_визит'",
        f"{MONEY}, column 'Выручка'",
        TIME,
        f"{PROFIT}, row 5, column 'Прибыль'",
    ]


# Too little to learn from


def test_nobody_left_is_refused(tables, tmp_path):
    for row in tables[MONEY][1:]:
        row[2] = "0"
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}: no customer is left after setting aside the inactive and the outliers\n"
        "  Fix: check the revenue, or change the rules in the section [data] of the settings"
    )


def test_a_store_where_nobody_dropped_is_refused(tables, tmp_path):
    for row in range(2, 62):
        put(tables, SNAPSHOT, row, "Покупательская активность", "Прежний уровень")
    assert problems_of(write(tmp_path, tables)) == (
        f"{SNAPSHOT}, column 'Покупательская активность': 0 customers are left with the label "
        "«Снизилась», at least 25 are needed to learn from\n"
        "  Fix: give a month with more labelled customers"
    )


def test_a_store_without_labels_is_told_of_both(tables, tmp_path):
    for row in range(3, 62):
        put(tables, SNAPSHOT, row, "Покупательская активность", "")
    place = f"{SNAPSHOT}, column 'Покупательская активность':"
    fix = "  Fix: give a month with more labelled customers"
    assert problems_of(write(tmp_path, tables)) == (
        f"{place} 0 customers are left with the label «Снизилась», at least 25 are needed to "
        f"learn from\n{fix}\n"
        f"{place} 1 customer is left with the label «Прежний уровень», at least 25 are needed to "
        f"learn from\n{fix}"
    )


def test_a_twin_field_that_does_not_exist_is_refused(tables, tmp_path):
    settings = PLAIN.model_copy(update={"twin_fields": ("revenue", "service", "id")})
    with pytest.raises(SettingsError) as error:
        read(write(tmp_path, tables), settings)
    place = "settings.toml or the file laid over it, key 'data.twin_fields'"
    fix = (
        "  Fix: choose from: service, consent, marketing_6m, marketing_current, days_registered, "
        "promo_share, category, categories_per_visit, unpaid_goods, failures, pages_per_visit, "
        "revenue_before_previous, revenue_previous, revenue_current, minutes_previous, "
        "minutes_current"
    )
    assert str(error.value) == (
        f"{place}: there is no field 'revenue'\n{fix}\n{place}: there is no field 'id'\n{fix}"
    )
