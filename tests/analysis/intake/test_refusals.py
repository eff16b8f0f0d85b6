"""What has no one reading is refused: where, why, and how to repair it, word for word."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.analysis.intake.exports import MONEY, PROFIT, SNAPSHOT, TIME, spoil, turn
from tests.analysis.intake.tables import problems_of, small_store, write


@dataclass(frozen=True, slots=True)
class Folder:
    """The tables of a store and what is done to them before and after they are written."""

    path: Path
    tables: dict[str, list[list[str]]]

    def put(self, file: str, row: int, name: str, cell: str) -> None:
        """Put a cell into a row as a spreadsheet counts it."""
        self.tables[file][row - 1][self.tables[file][0].index(name)] = cell

    def put_all(self, file: str, name: str, write_cell: Callable[[int], str]) -> None:
        for row in range(2, len(self.tables[file]) + 1):
            self.put(file, row, name, write_cell(row))

    def drop(self, file: str, *rows: int) -> None:
        for row in sorted(rows, reverse=True):
            del self.tables[file][row - 1]

    def bytes_of(self, file: str) -> bytes:
        written = io.StringIO()
        csv.writer(written, lineterminator="\r\n").writerows(self.tables[file])
        return written.getvalue().encode()


# Name of a case -> what is said of it, as people read it; a change here is reviewed as a diff.
REFUSALS = {
    case.partition("\n")[0]: case.partition("\n")[2].strip()
    for case in Path(__file__)
    .with_name("refusals.txt")
    .read_text(encoding="utf-8")
    .split("## ")[1:]
}
Spoil = Callable[[Folder], object]
CATEGORY, LABEL, CONSENT = "Популярная_категория", "Покупательская активность", "Разрешить сообщать"


def damaged(file: str, old: bytes, new: bytes) -> Spoil:
    """The file with the first of some bytes replaced by others."""
    return lambda folder: {file: folder.bytes_of(file).replace(old, new, 1)}


def whole(file: str, content: bytes) -> Spoil:
    return lambda _: {file: content}


def cell(file: str, row: int, name: str, text: str) -> Spoil:
    return lambda folder: folder.put(file, row, name, text)


def column(file: str, name: str, text: Callable[[int], str]) -> Spoil:
    return lambda folder: folder.put_all(file, name, text)


def change_rows(file: str, act: Callable[[list[str], int], list[str]]) -> Spoil:
    def spoil_rows(folder: Folder) -> None:
        folder.tables[file] = [act(row, n) for n, row in enumerate(folder.tables[file])]

    return spoil_rows


def swap(folder: Folder) -> None:
    folder.tables[MONEY], folder.tables[TIME] = folder.tables[TIME], folder.tables[MONEY]


def wide(header: list[str]) -> Spoil:
    def act(folder: Folder) -> None:
        export = spoil()
        turn(MONEY, "{}")(export)
        folder.tables[MONEY] = export.tables[MONEY]
        folder.tables[MONEY][0] = header

    return act


def two_faults(*acts: Spoil) -> Spoil:
    """Several faults at once; the last of them may replace files."""
    return lambda folder: [act(folder) for act in acts][-1]


def other_ids(form: str) -> Spoil:
    return column(PROFIT, "id", lambda row: form.format(999 + row))


def by_period(folder: Folder) -> None:
    head, *body = folder.tables[PROFIT]
    periods = ("препредыдущий_месяц", "предыдущий_месяц", "текущий_месяц")
    named = [[customer, period, p] for customer, p in body for period in periods]
    folder.tables[PROFIT] = [[head[0], "период", head[1]], *named]


def record(*rows: list[str]) -> Spoil:
    header = ["campaign", "id", "contacted", "side", "cost"]
    return lambda folder: folder.tables.__setitem__("campaign.csv", [header, *rows])


EXCEL_DATES = column(SNAPSHOT, "Маркет_актив_6_мес", lambda row: "03.сен" if row % 3 else "4.1")
SPOILT: dict[str, Spoil] = {
    # files
    "a table is missing": lambda f: f.tables.pop(TIME),
    "a table has a name nearly right": lambda f: {
        f"{PROFIT}.csv": f.bytes_of(PROFIT),
        PROFIT: None,
    },
    "a table is there twice": lambda f: {"Money.CSV": f.bytes_of(PROFIT)},
    "a table is there in two kinds": lambda _: {"money.csv.gz": b"\x1f\x8b"},
    "a file is empty": whole(PROFIT, b"\xef\xbb\xbf\r\n"),
    "a file has no customers": lambda f: f.drop(PROFIT, *range(2, 62)),
    "a workbook is named as text": whole(PROFIT, b"PK\x03\x04\x00\x00\x08"),
    "an old workbook is named as text": whole(PROFIT, b"\xd0\xcf\x11\xe0\xa1\xb1"),
    "a web page is named as text": whole(PROFIT, b"<html><table><tr><td>id</td></tr></table>"),
    "a text is named as a workbook": lambda f: {"money.xlsx": f.bytes_of(PROFIT), PROFIT: None},
    "an archive is damaged": lambda _: {"money.csv.gz": b"\x1f\x8b\x08broken", PROFIT: None},
    "an archive holds nothing": lambda _: {
        "money.csv.zip": b"PK\x05\x06" + bytes(18),
        PROFIT: None,
    },
    "a Parquet file is damaged": lambda _: {"money.parquet": b"PAR1broken", PROFIT: None},
    "a picture is named as text": whole(PROFIT, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8"),
    "a zero byte": damaged(SNAPSHOT, b"1006", b"10\x0006"),
    "a stray byte": damaged(SNAPSHOT, "Домашний".encode(), b"\xd0\xff"),
    "a quotation is not closed": damaged(PROFIT, b"1002", b'"1002'),
    "a cell runs over lines": cell(SNAPSHOT, 4, CATEGORY, "Кухонная\nпосуда"),
    "a cell larger than any": cell(SNAPSHOT, 5, "Длительность", "x" * 1_000_000),
    # headers
    "no row names the columns": lambda f: f.tables[PROFIT].__setitem__(0, ["1000", "4.16"]),
    "a column is missing": lambda f: f.tables[MONEY][0].__setitem__(2, "Сумма"),
    "many columns are unknown": lambda f: f.tables.__setitem__(
        MONEY, [[row[0], *(f"x{n}" for n in range(20))] for row in f.tables[MONEY]]
    ),
    "a column is there twice": change_rows(PROFIT, lambda row, _: [*row, row[1]]),
    "a name says more than the column": lambda f: f.tables[PROFIT][0].__setitem__(
        1, "Прибыль план"
    ),
    "minutes counted in hours": lambda f: f.tables[TIME][0].__setitem__(2, "Время, ч."),
    "tables under each other's names": swap,
    "columns that may be periods": wide(["id", "A", "B", "C"]),
    "a value under no name": change_rows(
        PROFIT, lambda row, n: [*row, "16" if n == 4 else "", "да" if n else "Проверено"]
    ),
    # rows
    "a row is too long": lambda f: f.tables[PROFIT][6].append("16"),
    "rows are too short": lambda f: [f.tables[PROFIT][n].pop() for n in (3, 4, 5)],
    "a row per period where one is expected": by_period,
    "rows contradict": lambda f: f.tables[SNAPSHOT].append([*f.tables[SNAPSHOT][3][:-1], "77"]),
    "periods contradict": lambda f: f.tables[MONEY].append(["1001", "текущий_месяц", "1"]),
    "an id without a row's end": cell(PROFIT, 4, "id", ""),
    # numbers
    "a word for a number": cell(SNAPSHOT, 5, "Длительность", "пять"),
    "a huge cell": cell(SNAPSHOT, 5, "Длительность", "x" * 100_000),
    "a command to the terminal": cell(SNAPSHOT, 5, "Длительность", "[red]\x1b[2J\u202e\x07[/]"),
    "thousands or decimals": column(MONEY, "Выручка", lambda row: f"4,{row + 100}"),
    "both marks, one unclear": cell(MONEY, 2, "Выручка", "4,472"),
    "an endless number": cell(MONEY, 2, "Выручка", "1e999"),
    "a formula that failed": cell(SNAPSHOT, 5, "Длительность", "#DIV/0!"),
    "a column too narrow": cell(SNAPSHOT, 5, "Длительность", "####"),
    "numbers became dates": EXCEL_DATES,
    "numbers of three columns became dates": two_faults(
        EXCEL_DATES,
        cell(SNAPSHOT, 8, "Длительность", "#REF!"),
        cell(SNAPSHOT, 9, "Длительность", "сен.26"),
        column(SNAPSHOT, "Страниц_за_визит", lambda row: f"0{1 + row % 9}.мар"),
    ),
    "a percentage of money": cell(PROFIT, 5, "Прибыль", "4%"),
    "a share among percentages": column(
        SNAPSHOT, "Акционные_покупки", lambda row: "0.5" if row == 5 else "24 %"
    ),
    "shares as percentages without a sign": column(
        SNAPSHOT, "Акционные_покупки", lambda row: f"{row}"
    ),
    "a share a little above the whole": cell(SNAPSHOT, 5, "Акционные_покупки", "1.0000001"),
    "a number below zero": cell(SNAPSHOT, 5, "Длительность", "-10"),
    "a number beyond sense": cell(PROFIT, 5, "Прибыль", "3e15"),
    "two currencies": column(PROFIT, "Прибыль", lambda row: "4 $" if row == 7 else f"{row} ₽"),
    "some cells with a currency": column(
        PROFIT, "Прибыль", lambda row: f"{row} ₽" if row < 9 else f"{row}"
    ),
    "minutes that are revenue": lambda f: f.tables.__setitem__(
        TIME, [["id", "Период", "минут"], *(r for r in f.tables[MONEY][1:] if r[1][:4] != "преп")]
    ),
    "a profit too small for its sums": column(PROFIT, "Прибыль", lambda _: "0.004"),
    # words
    "a third label": cell(SNAPSHOT, 2, LABEL, "Выросла"),
    "labels as digits": column(SNAPSHOT, LABEL, lambda row: f"{row % 2}"),
    "an unknown service": cell(SNAPSHOT, 3, "Тип сервиса", "премиум+"),
    "an unknown consent": cell(SNAPSHOT, 3, CONSENT, "на"),
    "a damaged category": cell(SNAPSHOT, 3, CATEGORY, "Дом\ufffdшний т\ufffdкст"),
    "names that are no categories": column(SNAPSHOT, CATEGORY, lambda row: f"Товар {row:02}"),
    # periods
    "an unknown period": cell(TIME, 2, "Период", "следующий_месяц"),
    "a blank period": cell(TIME, 2, "Период", ""),
    "a period without rows": lambda f: f.drop(MONEY, *range(3, 182, 3)),
    "months and words": lambda f: f.put(TIME, 2, "Период", "2026-10"),
    "months of another year": two_faults(
        column(MONEY, "Период", lambda row: f"2025-{10 - row % 3:02}"),
        column(TIME, "Период", lambda row: f"2025-{10 - row % 2:02}"),
    ),
    "a gap between months": column(
        MONEY, "Период", lambda row: ("2026-07", "2026-10", "2026-09")[row % 3]
    ),
    # ids
    "an id that stands for nothing": cell(PROFIT, 4, "id", "NULL"),
    "an id that is rounded": cell(PROFIT, 4, "id", "2,15E+05"),
    "ids cut to fifteen digits": column(PROFIT, "id", lambda row: f"12345678901{row:04}00000"),
    "an id longer than any": cell(PROFIT, 4, "id", "9" * 5000),
    "ids with zeros in one table": other_ids("0{}"),
    "customers of another shop": column(PROFIT, "id", lambda row: f"{9000 + row}"),
    "half of the customers": lambda f: f.drop(PROFIT, *range(32, 62)),
    "too many without a profit": column(PROFIT, "Прибыль", lambda row: "" if row < 6 else "4.5"),
    # the record of what was sent
    "a record with another word": record(["2026-10", "1001", "может быть", "", "2"]),
    "a record with another side": record(["2026-10", "1001", "yes", "всем", "2"]),
    "a record with a cost below zero": record(["2026-10", "1001", "yes", "", "-2"]),
    "a record with a rounded id": record(["2026-10", "2,15E+05", "yes", "", "2"]),
    "a record of another month": record(["сен.26", "1001", "yes", "", "2"]),
    "a record without what was done": lambda f: f.tables.__setitem__(
        "campaign.csv", [["id", "note"], ["1001", "x"]]
    ),
    "a record there twice": lambda _: {
        "campaign.csv": b"id,contacted\n1001,yes\n",
        "Campaign.xlsx": b"PK",
    },
    "a table under the name of the record": lambda f: {"campaign.csv": f.bytes_of(PROFIT)},
    "a record and a table": two_faults(
        record(["2026-10", "1001", "может быть", "", "2"]),
        cell(SNAPSHOT, 5, "Длительность", "пять"),
    ),
    # several at once
    "dates and other customers": two_faults(
        EXCEL_DATES, column(PROFIT, "id", lambda row: f"{9000 + row}")
    ),
    "a stray byte and a missing column": two_faults(
        lambda f: f.tables[MONEY][0].__setitem__(2, "Сумма"),
        damaged(SNAPSHOT, "Домашний".encode(), b"\xd0\xff"),
    ),
    "a title and labels as digits and a bad id": two_faults(
        column(SNAPSHOT, LABEL, lambda row: f"{row % 2}"),
        cell(SNAPSHOT, 9, "id", "2E+05"),
        lambda f: f.tables[SNAPSHOT].insert(0, ["Отчёт"]),
    ),
    # too little to learn from
    "nobody is left": column(MONEY, "Выручка", lambda _: "0"),
    "nobody dropped": column(SNAPSHOT, LABEL, lambda _: "Прежний уровень"),
    "hardly a label": column(SNAPSHOT, LABEL, lambda row: "" if row > 2 else "Прежний уровень"),
}


def said_of(name: str, folder: Path) -> str:
    """The whole message of a spoilt store, its folder written as FOLDER."""
    store = Folder(folder, small_store())
    files = SPOILT[name](store)
    write(folder, store.tables)
    for file, content in files.items() if isinstance(files, dict) else ():
        (folder / file).unlink(missing_ok=True) if content is None else (folder / file).write_bytes(
            content
        )
    return problems_of(folder).replace(str(folder), "FOLDER")


@pytest.mark.parametrize("name", SPOILT)
def test_what_has_no_one_reading_is_refused_word_for_word(name, tmp_path):
    assert said_of(name, tmp_path / "2026-10") == REFUSALS[name]


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(tmp_path):
    folder = write(tmp_path, small_store())
    (folder / PROFIT).unlink()
    os.mkfifo(folder / PROFIT)
    assert problems_of(folder) == f"{PROFIT}: it is not a file\n  Fix: give a file you may read"


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    folder = write(tmp_path, small_store())
    (folder / PROFIT).unlink()
    (folder / PROFIT).symlink_to(tmp_path / "nowhere")
    assert problems_of(folder) == (
        f"{PROFIT}: it cannot be read: No such file or directory\n  Fix: give a file you may read"
    )


def test_no_message_holds_a_command_to_the_terminal(tmp_path):
    store = Folder(tmp_path, small_store())
    store.tables[TIME][0][2] = "\x1b]0;x\x07"
    store.put(SNAPSHOT, 5, "id", "10\x1b[31m04")
    said = problems_of(write(tmp_path / "\x1b[2J", store.tables))
    assert not {letter for letter in said if not letter.isprintable()} - {"\n"}
