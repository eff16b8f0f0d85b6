"""What cells are read as: numbers, words, ids and blanks, and what is told of them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.intake.contracts import REVENUE, Column
from analysis.intake.log import Where
from analysis.intake.number_column import find_marks, read_numbers
from analysis.intake.word_column import read_words
from analysis.settings import ColumnsSettings
from tests.analysis.intake.exports import MONEY, PROFIT, SNAPSHOT, TIME
from tests.analysis.intake.tables import PLAIN, problems_of, read, small_store, write
from tests.analysis.intake.test_same_customers import assert_same

CATEGORY, LABEL, CONSENT = "Популярная_категория", "Покупательская активность", "Разрешить сообщать"


@pytest.fixture
def tables():
    return small_store()


@pytest.fixture
def plain(tmp_path):
    return read(write(tmp_path / "plain", small_store()))


def put(tables, file, row, name, cell):
    tables[file][row - 1][tables[file][0].index(name)] = cell


def notices(base):
    return [(n.key, n.file, n.column, n.detail, n.count) for n in base.facts.notices]


def numbers(separator, *cells):
    column = pd.Series(list(cells), dtype=object)
    where = Where(file=MONEY, column="Выручка", rows=pd.Series(range(2, 2 + len(cells))))
    return read_numbers(where, REVENUE.measure, column, find_marks([cells], separator))


# Numbers


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [".", ","])
def test_thousands_with_a_mark_are_never_read_as_decimals(separator, mark):
    found = numbers(separator, f"4{mark}472", f"12{mark}001", "980", "0")
    assert found.values.isna().tolist() == [True, True, False, False]
    assert len(found.log.problems) == 1


@pytest.mark.parametrize(("separator", "cell"), [(";", "4.472"), (",", "4,472"), ("\t", "4.472")])
def test_three_decimals_against_the_habit_of_the_separator_are_refused(separator, cell):
    assert numbers(separator, cell, cell).log.problems


@pytest.mark.parametrize(
    ("separator", "cells", "values"),
    [
        (";", ("4,125", "2,500"), [4.125, 2.5]),  # as many decimals as the habit has
        (",", ("14.000", "7.000"), [14.0, 7.0]),
        (";", ("4.125", "0.860"), [4.125, 0.86]),  # 0.860 can be nothing else
        ("\t", ("4,125", "4,5"), [4.125, 4.5]),
        ("\t", ("4.125", "4472"), [4.125, 4472.0]),  # thousands stand without a mark
        (",", ("4,472", "1,234,567"), [4472.0, 1234567.0]),  # a mark that stands twice
        (";", ("4.472", "1.234,5"), [4472.0, 1234.5]),  # a mark before another
        (",", ("4,125.50", "4,125", "2.125"), [4125.5, 4125.0, 2.125]),
        (",", ("4'472.5", "4\u2019472"), [4472.5, 4472.0]),
        (",", ("(350)", "350-", "\u2212350", "- 350"), [-350.0] * 4),
        (",", ("4,16", "4.16"), [4.16, 4.16]),  # each can be nothing else
        (",", ("1 234 ₽", "₽5", "5 р."), [1234.0, 5.0, 5.0]),
    ],
)
def test_numbers_that_can_be_nothing_else_are_read(separator, cells, values):
    found = numbers(separator, *cells)
    assert found.values.tolist() == values or found.log.problems[0].problem.endswith("the column")


@pytest.mark.parametrize(
    ("name", "cells", "shares"),
    [
        ("Акционные_покупки, %", ("24", "0.5", "94"), (0.24, 0.005, 0.94)),
        ("Акционные_покупки, %", ("0.24", "0.5", "0.94"), (0.24, 0.5, 0.94)),
        ("Акционные_покупки", ("0.24", "50 %", "0.94"), (0.24, 0.5, 0.94)),
    ],
)
def test_shares_are_percentages_where_that_can_be_said(name, cells, shares, tables, tmp_path):
    for row in range(2, 62):
        put(tables, SNAPSHOT, row, "Акционные_покупки", cells[row % 3])
    tables[SNAPSHOT][0][7] = name
    base = read(write(tmp_path, tables))
    assert base.table["promo_share"].iloc[:3].tolist() == [shares[n % 3] for n in (2, 3, 4)]


def test_numbers_far_from_all_others_are_kept_and_noticed(tables, tmp_path):
    put(tables, PROFIT, 5, "Прибыль", "394")
    put(tables, TIME, 7, "минут", "1500")
    base = read(write(tmp_path, tables))
    assert base.table["profit"].iloc[3] == 394.0
    assert notices(base) == [
        ("far_values", TIME, "минут", "1500", 1),
        ("far_values", PROFIT, "Прибыль", "394", 1),
    ]


def test_a_loss_and_a_return_are_numbers_like_any_other(tables, tmp_path):
    put(tables, PROFIT, 5, "Прибыль", "\u22122.5")
    put(tables, MONEY, 3, "Выручка", "-350")
    base = read(write(tmp_path, tables))
    assert base.table["profit"].iloc[3] == -2.5
    assert base.table["revenue_current"].iloc[0] == -350.0
    assert notices(base) == [("returns", MONEY, "Выручка", "", 1), ("losses", "", "profit", "", 1)]


# Words


def test_a_new_category_is_kept_as_the_store_writes_it(tables, tmp_path):
    for row, cell in ((2, "Садовая мебель"), (3, "садовая  мебель"), (4, "Садовая мебель")):
        put(tables, SNAPSHOT, row, CATEGORY, cell)
    base = read(write(tmp_path, tables))
    assert base.table["category"].iloc[:3].tolist() == ["Садовая мебель"] * 3
    assert notices(base) == [("new_value", SNAPSHOT, CATEGORY, "Садовая мебель", 3)]
    assert [(r.found, r.became) for r in base.facts.repairs] == [
        ("садовая  мебель", "Садовая мебель")
    ]


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x.y","z")',
        "{{< env HOME >}}",
        "nan-каталог",
        "مجوهرات",
        "Товары для дверей",
        "Длинная " * 37 + "конец",
    ],
)
def test_names_of_categories_are_kept_as_they_are(name, tables, tmp_path):
    put(tables, SNAPSHOT, 5, CATEGORY, name)
    assert read(write(tmp_path, tables)).table["category"].iloc[3] == name


def test_a_category_called_as_a_known_one_is_kept_is_read_as_it_and_logged(tables, tmp_path):
    put(tables, SNAPSHOT, 5, CATEGORY, "Children")
    (repair,) = read(write(tmp_path, tables)).facts.repairs
    assert (repair.found, repair.became) == ("Children", "Товары для детей")


def test_a_slip_equally_near_two_values_is_refused():
    column = Column(
        source="Игра",
        field="game",
        kind="choice",
        spellings={"шашки": "a", "шишки": "b"},
        allowed=("шашки", "шишки"),
    )
    where = Where(file=SNAPSHOT, column="Игра", rows=pd.Series([7]))
    (problem,) = read_words(where, column, pd.Series(["шошки"], dtype=object)).log.problems
    assert str(problem) == (
        f"{SNAPSHOT}, row 7, column 'Игра': 'шошки' is equally near «шашки» and «шишки»\n"
        "  Fix: write one of: «шашки», «шишки»"
    )


def own_names(**names):
    return ColumnsSettings.model_validate(names)


def test_the_settings_say_what_a_store_s_own_names_and_words_mean(tables, plain, tmp_path):
    for row in range(2, 62):
        label = tables[SNAPSHOT][row - 1][1]
        put(tables, SNAPSHOT, row, LABEL, "1" if label == "Снизилась" else "0")
    tables[MONEY][0][2], tables[PROFIT][0][1] = "Сумма продаж", "Маржа"
    own = PLAIN.model_copy(
        update={
            "columns": own_names(**{"Сумма продаж": "revenue", "Маржа": "profit"}),
            "values": {"activity": {"1": "dropped", "0": "same"}},
        }
    )
    assert_same(read(write(tmp_path / "own", tables), own), plain)


@pytest.mark.parametrize(
    ("update", "key", "problem"),
    [
        ({"columns": own_names(Маржа="margin")}, "columns.Маржа", "there is no field 'margin'"),
        ({"values": {"profit": {"1": "x"}}}, "values.profit", "no field of words has this name"),
        ({"values": {"activity": {"1": "x"}}}, "values.activity.1", "there is no value 'x'"),
    ],
)
def test_an_own_word_for_nothing_is_refused(update, key, problem, tables, tmp_path):
    with pytest.raises(SettingsError) as error:
        read(write(tmp_path, tables), PLAIN.model_copy(update=update))
    place = f"settings.toml or the file laid over it, key '{key}'"
    assert str(error.value).startswith(f"{place}: {problem}\n  Fix: choose from: ")


def test_a_twin_field_that_does_not_exist_is_refused(tables, tmp_path):
    rules = PLAIN.data.model_copy(update={"twin_fields": ("revenue", "service", "id")})
    with pytest.raises(SettingsError) as error:
        read(write(tmp_path, tables), PLAIN.model_copy(update={"data": rules}))
    assert [line.partition(": ")[2] for line in str(error.value).splitlines()[::2]] == [
        "there is no field 'revenue'",
        "there is no field 'id'",
    ]


# Missing values


@pytest.mark.parametrize("cell", ["", " ", "NA", "-", "—", "нет данных", "#Н/Д", "NULL"])
def test_a_customer_without_a_value_stays_and_is_counted(cell, tables, plain, tmp_path):
    put(tables, SNAPSHOT, 5, "Страниц_за_визит", cell)
    put(tables, SNAPSHOT, 6, CATEGORY, cell)
    put(tables, SNAPSHOT, 7, LABEL, cell)
    put(tables, SNAPSHOT, 8, CONSENT, cell)
    put(tables, MONEY, 3, "Выручка", cell)
    base = read(write(tmp_path / "blank", tables))
    missing = base.table.isna()
    assert missing.sum().sum() == 3
    assert missing.loc["1004", "pages_per_visit"]
    assert missing.loc["1005", "category"]
    assert missing.loc["1001", "revenue_current"]
    assert base.facts.customers_kept == 60
    assert base.facts.customers_labelled == 59
    assert base.table.loc["1007", "consent"] == "no"
    assert [(m.field, m.customers, m.left_out) for m in base.facts.missing] == [
        ("category", 1, False),
        ("pages_per_visit", 1, False),
        ("revenue_current", 1, False),
    ]
    told = [(n.key, n.column, n.count) for n in base.facts.notices]
    assert ("blank_consent", CONSENT, 1) in told
    assert ("missing_values", "pages_per_visit", 1) in told
    pd.testing.assert_frame_equal(
        base.table.drop(columns=["consent"]).where(~missing, plain.table),
        plain.table.drop(columns=["consent"]),
    )


def test_a_feature_that_too_many_lack_is_left_out_of_the_model(tables, tmp_path):
    for row in range(2, 15):
        put(tables, SNAPSHOT, row, "Ошибка_сервиса", "")
    base = read(write(tmp_path, tables))
    assert base.left_out == ("failures",)
    assert ("left_out", "", "failures", "", 13) in notices(base)
    assert base.table["failures"].isna().sum() == 13


def test_a_month_without_a_row_is_nothing_bought_or_minutes_unknown(tables, tmp_path):
    del tables[MONEY][2], tables[TIME][2]
    base = read(write(tmp_path, tables))
    inactive = next(rule for rule in base.facts.set_aside if rule.rule == "inactive")
    assert (inactive.customer_ids, inactive.fields) == (("1001",), ("revenue_current",))
    assert ("no_revenue_row", MONEY, "", "", 1) in notices(base)


def test_customers_without_a_profit_or_a_table_are_set_aside_by_name(tables, tmp_path):
    put(tables, PROFIT, 4, "Прибыль", "")
    del tables[PROFIT][9]
    tables[SNAPSHOT].append([*tables[SNAPSHOT][1]])
    tables[SNAPSHOT][-1][0] = "7"
    base = read(write(tmp_path, tables))
    *_, absent, poor = base.facts.set_aside
    assert (absent.rule, absent.customer_ids, absent.fields) == (
        "not_in_all_tables",
        ("7", "1009"),
        (f"{MONEY}, {TIME}, {PROFIT}", PROFIT),
    )
    assert (poor.rule, poor.customer_ids) == ("no_profit", ("1003",))
    assert (base.facts.customers_read, base.facts.customers_kept) == (61, 58)


# Ids

IDS = st.one_of(
    st.from_regex(r"[+=@-]?[0-9A-Za-z]{1,12}", fullmatch=True),
    st.from_regex(r"0{0,3}[1-9][0-9]{0,19}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}[\u00a0\u202f ][0-9]{3}", fullmatch=True),
    st.from_regex(r"[A-ZА-Яё]{1,3}[-/][0-9]{1,6}", fullmatch=True),
    st.sampled_from(["=1+1", "+79120300014", "-5", "@sum", "'007", '="21"', "1e5", "7.0"]),
)


@settings(max_examples=40)
@given(ids=st.lists(IDS, min_size=60, max_size=60, unique=True))
def test_every_id_is_kept_character_for_character(ids, tmp_path_factory):
    tables = small_store()
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = ids[int(row[0]) - 1001]
    base = read(write(tmp_path_factory.mktemp("ids"), tables))
    assert set(base.table.index) <= set(ids)
    assert len(base.table) == 60


@pytest.mark.parametrize("spelling", ["00{}", "C-{}", "{}-Б", "+{}", "{}\u00a0", "  {}", "{}.0"])
def test_ids_of_any_spelling_are_joined_where_all_tables_agree(spelling, tables, plain, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = spelling.format(row[0])
    base = read(write(tmp_path / "other", tables))
    assert base.table.reset_index(drop=True).equals(plain.table.reset_index(drop=True))
    assert base.table.index[0] == spelling.format("1001").removesuffix(".0").strip()


def test_an_id_counted_in_thousands_does_not_lose_them(tables, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = "216,000" if row[0] == "1001" else row[0]
    assert "216,000" in read(write(tmp_path, tables)).table.index


# Rows, columns and files that hold no customer


@pytest.mark.parametrize("rows", [slice(0, None), slice(1, None), slice(0, 1), slice(5, 9)])
def test_separators_at_the_end_of_lines_change_nothing(rows, tables, plain, tmp_path):
    for name in tables:
        for row in tables[name][rows]:
            row.append(" ")
    assert_same(read(write(tmp_path / "trailing", tables)), plain)


@pytest.mark.parametrize("name", ["", "Unnamed: 0", "№"])
def test_a_column_of_row_numbers_changes_nothing(name, tables, plain, tmp_path):
    for rows in tables.values():
        for number, row in enumerate(rows):
            row.insert(0, str(number - 1) if number else name)
    assert_same(read(write(tmp_path / "numbered", tables)), plain)


@pytest.mark.parametrize("word", ["Итого", "ИТОГО:", "Всего", "Общий итог", "Grand Total", "total"])
@pytest.mark.parametrize("form", ["{}", "{}: 60", ";{}"])
def test_rows_of_totals_are_passed_over_wherever_they_stand(word, form, tables, plain, tmp_path):
    tables[MONEY].insert(1, form.format(word).split(";"))
    tables[PROFIT].append([word, "123456"])
    base = read(write(tmp_path / "totals", tables))
    assert_same(base, plain)
    assert [n[:2] for n in notices(base)] == [("total_rows", MONEY), ("total_rows", PROFIT)]


def test_a_customer_whose_id_begins_like_a_total_is_a_customer(tables, tmp_path):
    for rows in tables.values():
        for row in rows[1:]:
            row[0] = "total-1" if row[0] == "1001" else row[0]
    assert "total-1" in read(write(tmp_path, tables)).table.index


def test_a_cut_row_at_the_end_is_no_remark(tables, tmp_path):
    tables[PROFIT][-1] = ["1060"]
    assert "row 61: 1 cell, but the header has 2" in problems_of(write(tmp_path, tables))


def test_a_second_download_is_not_read_but_noticed(tables, tmp_path):
    folder = write(tmp_path, tables)
    for name in ("money (1).csv", "Money_new.xlsx", "money.md"):
        (folder / name).write_bytes(b"id;")
    assert notices(read(folder)) == [("copies", PROFIT, "", "Money_new.xlsx, money (1).csv", 2)]


def test_what_spreadsheets_and_systems_leave_in_a_folder_is_passed_over(tables, plain, tmp_path):
    folder = write(tmp_path / "littered", tables)
    for name in (".DS_Store", "~$money.xlsx", "._money.csv", ".~lock.money.csv#", "Thumbs.db"):
        (folder / name).write_bytes(b"\0")
    assert_same(read(folder), plain)
