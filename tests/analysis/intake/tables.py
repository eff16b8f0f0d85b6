"""Small exports for tests: four tables as lists of cells, written in any dress."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.errors import InputProblemsError
from analysis.intake.base import Base
from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from analysis.settings import Settings, read_settings

Tables = dict[str, list[list[str]]]
FILES = ("market_file.csv", "market_money.csv", "market_time.csv", "money.csv")
REAL = Path(__file__).parents[4] / "shared" / "data" / "one_click"
HEADER = [
    "id",
    "Покупательская активность",
    "Тип сервиса",
    "Разрешить сообщать",
    "Маркет_актив_6_мес",
    "Маркет_актив_тек_мес",
    "Длительность",
    "Акционные_покупки",
    "Популярная_категория",
    "Средний_просмотр_категорий_за_визит",
    "Неоплаченные_продукты_штук_квартал",
    "Ошибка_сервиса",
    "Страниц_за_визит",
]
CATEGORIES = ("Товары для детей", "Домашний текстиль", "Кухонная посуда")
REVENUE_PERIODS = ("препредыдущий_месяц", "текущий_месяц", "предыдущий_месяц")
MINUTES_PERIODS = ("текущий_месяц", "предыдущий_месяц")
PLAIN = read_settings()


def small_store(customers: int = 60) -> Tables:
    """So many customers, all different, every second of them dropped; ids from 1001."""
    chance = random.Random(1)
    ids = [str(1001 + n) for n in range(customers)]
    snapshot, money, minutes, profit = [list(HEADER)], [["id", "Период", "Выручка"]], [], []
    minutes.append(["id", "Период", "минут"])
    profit.append(["id", "Прибыль"])
    for n, customer in enumerate(ids):
        snapshot.append(
            [
                customer,
                "Снизилась" if n % 2 else "Прежний уровень",
                "премиум" if n % 3 else "стандарт",
                "да" if n % 5 else "нет",
                f"{2 + n / 10:.1f}",
                str(3 + n % 3),
                str(200 + 13 * n),
                f"{n / 100:.2f}",
                CATEGORIES[n % 3],
                str(1 + n % 6),
                str(n % 7),
                str(n % 9),
                str(2 + n % 15),
            ]
        )
        money += [[customer, p, f"{chance.uniform(4000, 5500):.1f}"] for p in REVENUE_PERIODS]
        minutes += [[customer, p, str(chance.randint(5, 23))] for p in MINUTES_PERIODS]
        profit.append([customer, f"{chance.uniform(1, 7):.2f}"])
    return dict(zip(FILES, (snapshot, money, minutes, profit), strict=True))


def load(folder: Path) -> Tables:
    """The tables of a folder as cells; `money.csv` with decimal points."""
    tables = {}
    for name in FILES:
        text = (folder / name).read_text(encoding="utf-8")
        separator = ";" if ";" in text.splitlines()[0] else ","
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        tables[name] = [[cell.replace(",", ".") for cell in row] for row in rows]
    return tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How the same tables may be spelled in an export."""

    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    decimal: str = "."
    quote_all: bool = False
    shuffled: bool = False
    upper: bool = False
    padded: bool = False
    decimal_ids: bool = False
    zeros: bool = False


def write_tables(folder: Path, tables: Mapping[str, list[list[str]]], dress: Dress) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        cells = [[dressed(cell, dress, n) for n, cell in enumerate(row)] for row in rows]
        cells[0] = [pad(cell, dress) for cell in rows[0]]
        body = cells[1:]
        if dress.shuffled:
            chance = random.Random(7)
            order = chance.sample(range(len(rows[0])), len(rows[0]))
            chance.shuffle(body)
            cells = [[row[n] for n in order] for row in [cells[0], *body]]
        text = io.StringIO()
        csv.writer(
            text,
            delimiter=dress.separator,
            lineterminator=dress.line_end,
            quoting=csv.QUOTE_ALL if dress.quote_all else csv.QUOTE_MINIMAL,
        ).writerows(cells)
        (folder / name).write_bytes(text.getvalue().encode(dress.encoding))
    return folder


def dressed(cell: str, dress: Dress, place: int) -> str:
    """One cell of the body."""
    number = cell.replace(".", "", 1).isdigit()
    if place == 0:
        return pad(cell + (".0" if dress.decimal_ids else ""), dress)
    if number:
        longer = cell + "00" if "." in cell else cell + ".0"
        return pad((longer if dress.zeros else cell).replace(".", dress.decimal), dress)
    return pad(cell.upper() if dress.upper else cell, dress)


def pad(cell: str, dress: Dress) -> str:
    return f"  {cell}\u00a0" if dress.padded else cell


def write(folder: Path, tables: Mapping[str, list[list[str]]]) -> Path:
    return write_tables(folder, tables, Dress())


def read(folder: Path, settings: Settings = PLAIN) -> Base:
    return read_base(choose_month(folder, None), settings)


def problems_of(folder: Path, settings: Settings = PLAIN) -> str:
    with pytest.raises(InputProblemsError) as error:
        read(folder, settings)
    return str(error.value)
