"""The record of what was sent, read as people leave it behind."""

from __future__ import annotations

import gzip
from typing import get_args

import pandas as pd
import pytest

from analysis.history.read import read_history
from analysis.intake.contracts import RECORD
from analysis.intake.months import list_months
from analysis.offers.facts import Side
from analysis.settings import ColumnsSettings
from tests.analysis.intake.exports import typed_file
from tests.analysis.intake.tables import PLAIN, read, small_store, write
from tests.messages import rows_of

HEADER = ["campaign", "id", "offer", "side", "channel", "contacted", "date", "cost", "taken"]
COLUMNS = ["offer", "side", "contacted", "cost", "taken"]
FILE = "campaign.csv"


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "2026-10", small_store())


def row(customer, contacted="yes", **others):
    """A row of the record; what is not named is not known."""
    cells = {"campaign": "2026-10", "id": customer, "contacted": contacted, **others}
    return [cells.get(name, "none") for name in HEADER]


def put(folder, *rows, header=HEADER):
    """The month read with such a record."""
    write(folder, {FILE: [header, *rows]})
    return read(folder)


def sent(base):
    """What was sent, of a month that has a record."""
    assert base.sent is not None
    assert list(base.sent) == COLUMNS
    return base.sent


def told(base):
    return {
        notice.key: (notice.count, notice.detail)
        for notice in base.facts.notices
        if notice.file == FILE
    }


def test_a_month_without_a_record_has_none(folder):
    base = read(folder)
    assert base.sent is None
    assert len(base.facts.files) == 4


def test_a_record_says_who_was_sent_what_and_what_came_of_it(folder):
    base = put(
        folder,
        row("1002", "no", offer="gift", side="control"),
        row("1001", offer="gift", side="compared", cost="1.5", taken="yes", date="2026-11-02"),
        row("9999", side="contacted", taken="no"),
    )
    expected = pd.DataFrame(
        {
            "offer": ["gift", "gift", ""],
            "side": ["compared", "control", "contacted"],
            "contacted": [True, False, True],
            "cost": [1.5, float("nan"), float("nan")],
            "taken": [1.0, float("nan"), 0.0],
        },
        index=pd.Index(["1001", "1002", "9999"], name="customer_id"),
    )
    pd.testing.assert_frame_equal(sent(base), expected, check_index_type=False)
    assert (base.facts.files[-1].name, base.facts.files[-1].rows) == (FILE, 3)
    assert told(base) == {}


@pytest.mark.parametrize(
    "word", ["yes", "Да", "TRUE", "истина", "1", "+", "1.0", "отправлено", "Sent"]
)
def test_words_that_say_yes(word, folder):
    base = put(folder, row("1001", word, side="control", taken="ДА"))
    assert sent(base).loc["1001", ["contacted", "taken"]].tolist() == [True, 1.0]


@pytest.mark.parametrize("word", ["no", "НЕТ", "false", "ЛОЖЬ", "0", "-", "–", "не отправлено"])
def test_words_that_say_no(word, folder):
    base = put(folder, row("1001", word, side="compared", taken="Нет"))
    assert sent(base).loc["1001", ["contacted", "taken"]].tolist() == [False, 0.0]


@pytest.mark.parametrize("word", ["", "none", "n/a"])
@pytest.mark.parametrize(
    ("side", "contacted"),
    [
        ("compared", True),
        ("contacted", True),
        ("", True),
        ("Control", False),
        ("контрольная группа", False),
        ("earlier_control", False),
        ("global_control", False),
        ("rested", False),
        ("twin", False),
    ],
)
def test_where_it_is_not_said_all_went_as_planned(word, side, contacted, folder):
    assert sent(put(folder, row("1001", word, side=side)))["contacted"].tolist() == [contacted]


def test_every_side_of_a_plan_is_a_word_of_the_record():
    assert set(RECORD.column("side").spellings.values()) == {*get_args(Side)} - {"none"}


@pytest.mark.parametrize("turned", [False, True])
def test_rows_of_one_customer_are_put_together(turned, folder):
    rows = [
        row("1001", "no", offer="gift", cost="1", taken="no"),
        row("1001", "yes", offer="cart", cost="2.5"),
        row("1001", "", offer="call", taken="yes"),
        row("1002", "no", side="compared"),
        row("1002", "", side="compared"),
    ]
    base = put(folder, *(rows[::-1] if turned else rows))
    assert sent(base).loc["1001"].tolist() == ["cart", "", True, 3.5, 1.0]
    assert sent(base)["contacted"].tolist() == [True, False]
    assert told(base) == {"repeated_ids": (3, "")}


def test_only_who_and_whether_must_be_there(folder):
    header = ["Клиент", "Отправлено", "Прибыль"]  # which another table has beside the id
    base = put(folder, ["1001", "да", "4"], ["1002", "нет", "5"], header=header)
    assert sent(base)["contacted"].tolist() == [True, False]
    assert sent(base).loc["1001", ["offer", "side"]].tolist() == ["", ""]
    assert sent(base)[["cost", "taken"]].isna().all(axis=None)


def test_columns_may_have_russian_names_and_costs_any_spelling(folder):
    header = ["кампания", "id", "Предложение", "Сторона", "Канал", "отправлено", "дата"]
    cells = ["2026-10", "1001", "gift", "сравнение", "email", "+", "02.11.2026", "1 250,50 ₽", "да"]
    base = put(folder, cells, header=[*header, "стоимость, руб.", "принято"])
    assert sent(base).loc["1001"].tolist() == ["gift", "compared", True, 1250.5, 1.0]


def test_the_settings_name_columns_and_words_of_the_store(folder):
    write(folder, {FILE: [["id", "Рассылка"], ["1001", "доставлено"], ["1002", "ушло мимо"]]})
    columns = ColumnsSettings.model_validate({"Рассылка": "contacted"})
    words = {"contacted": {"доставлено": "yes", "ушло мимо": "no"}}
    own = PLAIN.model_copy(update={"columns": columns, "values": words})
    assert sent(read(folder, own))["contacted"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("written", "known"),
    rows_of("""
        7     | 007
        007.0 | 007
        c-21  | C-21
        0001  | 1
    """),
)
def test_an_id_that_a_spreadsheet_has_spoilt_is_that_of_the_tables(written, known, tmp_path):
    tables = small_store()
    for table in tables.values():
        for cells in table:
            cells[0] = cells[0].replace("1001", known)
    base = put(write(tmp_path / "2026-10", tables), row(written), row("1002"), row("x-1"))
    assert sent(base).index.tolist() == sorted([known, "1002", "x-1"])
    assert told(base)["ids_respelled"] == (1, "")


def test_an_id_that_may_be_two_customers_stays_as_it_is(tmp_path):
    tables = small_store()
    for table in tables.values():
        for cells in table:
            cells[0] = {"1001": "c7", "1002": "C7"}.get(cells[0], cells[0])
    base = put(write(tmp_path / "2026-10", tables), row("0c7"), row("C7"))
    assert sent(base).index.tolist() == ["0c7", "C7"]


def test_ids_as_decimals_are_those_of_the_tables(folder):
    assert sent(put(folder, row("1001.0"), row("1002.0"))).index.tolist() == ["1001", "1002"]


ROWS = [HEADER, row("1001", cost="1.5"), row("1002", "no")]
AS_TEXT = "\r\n".join(";".join(cells) for cells in ROWS).replace("1.5", "1,5")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Campaign.CSV", AS_TEXT.encode("utf-8-sig")),
        ("campaign.csv", AS_TEXT.replace("yes", "да").encode("cp1251")),
        ("campaign.csv", AS_TEXT.replace(";", "\t").encode("utf-16")),
        ("campaign.csv.gz", gzip.compress(AS_TEXT.encode())),
        ("campaign.xlsx", typed_file(ROWS, ".xlsx")),
    ],
)
def test_a_record_may_come_in_any_kind_of_file(name, content, folder):
    (folder / name).write_bytes(content)
    base = read(folder)
    assert sent(base)["contacted"].tolist() == [True, False]
    assert sent(base).loc["1001", "cost"] == 1.5
    file = base.facts.files[-1]
    assert (file.name, file.table, file.rows) == (name, FILE, 2)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n", ";".join(HEADER).encode()])
def test_a_record_without_rows_is_no_record_but_a_file_of_the_month(content, folder):
    (folder / FILE).write_bytes(content)
    base = read(folder)
    assert base.sent is None
    assert [(file.name, file.rows) for file in base.facts.files[4:]] == [(FILE, 0)]


def test_a_file_of_a_name_nearly_right_is_not_read_but_told(folder):
    write(folder, {"campaign (1).csv": [HEADER, row("1001")]})
    base = read(folder)
    assert base.sent is None
    assert told(base) == {"copies": (1, "campaign (1).csv")}


@pytest.mark.parametrize(
    "campaign",
    ["2026-10", "окт.26", "Oct-26", "2026-10-01", "01.10.2026", "10/1/2026", "Осень", ""],
)
def test_a_row_of_this_month_or_of_a_campaign_without_a_month_is_read(campaign, folder):
    base = put(folder, row("1001", campaign=campaign), row("1002"))
    assert sent(base).index.tolist() == ["1001", "1002"]


@pytest.mark.parametrize("campaign", ["2026-09", "сен.26", "2025-10", "01.09.2026"])
def test_a_row_of_another_month_is_left_out_and_counted(campaign, folder):
    base = put(folder, row("1001", campaign=campaign), row("1002"))
    assert sent(base).index.tolist() == ["1002"]
    assert told(base)["other_campaigns"][0] == 1


def test_a_record_does_not_count_for_its_own_month_and_counts_for_later_ones(tmp_path):
    older, newer = (small_store() for _ in range(2))
    for cells in newer["market_file.csv"][1:]:
        cells[6] = str(int(cells[6]) + 31)
    for name, tables in (("2026-09", older), ("2026-10", newer)):
        write(tmp_path / name, tables)
        write(tmp_path / name, {FILE: [HEADER, row("1001", "да", campaign=name), row("1001")]})
    before, scored = read_history(list_months(tmp_path), PLAIN).months
    assert sent(before).index.tolist() == ["1001"]
    assert before.facts.files[-1].name == FILE
    (alone,) = read_history(list_months(tmp_path)[:1], PLAIN).months
    for base in (scored, alone):
        assert base.sent is None
        assert len(base.facts.files) == 4
        assert told(base) == {}
        assert not [repair for repair in base.facts.repairs if repair.file == FILE]
