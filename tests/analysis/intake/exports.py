"""Exports as people make them: each repair is a way of spoiling a store that has one reading."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tests.analysis.intake.tables import FILES, Tables, small_store

SNAPSHOT, MONEY, TIME, PROFIT = FILES
MONTHS = {
    "препредыдущий_месяц": ("2026-08", "01.08.2026", "август 2026", "Aug-26"),
    "предыдущий_месяц": ("2026-09", "01.09.2026", "сентябрь 2026", "Sep-26"),
    "текущий_месяц": ("2026-10", "01.10.2026", "октябрь 2026", "Oct-26"),
}
ENGLISH = {
    "id": "customer_id",
    "Покупательская активность": "activity",
    "Тип сервиса": "service",
    "Разрешить сообщать": "consent",
    "Маркет_актив_6_мес": "marketing_6m",
    "Маркет_актив_тек_мес": "marketing_current",
    "Длительность": "days_registered",
    "Акционные_покупки": "promo_share",
    "Популярная_категория": "Favourite category",
    "Средний_просмотр_категорий_за_визит": "categories_per_visit",
    "Неоплаченные_продукты_штук_квартал": "unpaid_goods",
    "Ошибка_сервиса": "failures",
    "Страниц_за_визит": "Pages a visit",
    "Период": "Month",
    "Выручка": "revenue",
    "минут": "Minutes",
    "Прибыль": "Monthly profit",
}


@dataclass(slots=True, kw_only=True)
class Export:
    """Four tables on their way to a folder: cells, then text, then bytes, then named files."""

    tables: Tables
    separator: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FILES, ","))
    texts: dict[str, str] = field(default_factory=dict)
    encoding: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FILES, "utf-8"))
    packed: dict[str, str] = field(default_factory=dict)  # file -> kind of file

    def write(self, folder: Path) -> Path:
        """Write every table that is not in a workbook of all."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in self.tables:
            (folder / self._name(file)).write_bytes(self._content(file))
        return folder

    def _name(self, file: str) -> str:
        kind = self.packed.get(file, ".csv")
        return file.removesuffix(".csv") + kind

    def _content(self, file: str) -> bytes:
        kind = self.packed.get(file, ".csv")
        if kind in (".xlsx", ".parquet"):
            return typed_file(self.tables[file], kind)
        content = self.texts[file].encode(self.encoding[file])
        if kind == ".csv.gz":
            return gzip.compress(content)
        return in_archive(file, content) if kind == ".csv.zip" else content


def typed_file(rows: list[list[str]], kind: str) -> bytes:
    """A table as a workbook or a Parquet file; numbers are numbers, as programs write them."""
    width = max(map(len, rows))
    cells = [[as_typed(cell) for cell in [*row, *[""] * (width - len(row))]] for row in rows]
    content = io.BytesIO()
    if kind == ".xlsx":
        pd.DataFrame(cells).to_excel(content, header=False, index=False)
    else:
        columns = {name: [row[n] for row in cells[1:]] for n, name in enumerate(rows[0])}
        frame = pd.DataFrame(columns)
        mixed = [name for name in frame if frame[name].map(type).nunique() > 1]
        frame = frame.astype(dict.fromkeys(mixed, str))
        frame.to_parquet(content, index=False)
    return content.getvalue()


def as_typed(cell: str) -> str | int | float:
    """A cell as a spreadsheet holds it; ids with zeros or signs in front stay text."""
    plain = cell.replace(".", "", 1)
    if not plain.isascii() or not plain.isdigit() or (cell[0] == "0" and cell[1:2].isdigit()):
        return cell
    return float(cell) if "." in cell else int(cell)


def in_archive(name: str, content: bytes) -> bytes:
    """A ZIP archive of one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


Change = Callable[[Export], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A spoilt export that has one reading.

    level: what it acts on. notices: keys that must be among those of the month. excludes: of
    repairs that share one of these, or whose level is one, no export can need both.
    """

    level: str  # "cells", "rows", "text", "encoding", "kind"
    change: Change
    notices: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()


def each_cell(file: str, name: str, write: Callable[[str], str]) -> Change:
    """Write every cell of a column otherwise."""

    def change(export: Export) -> None:
        rows = export.tables[file]
        place = rows[0].index(name)
        for row in rows[1:]:
            row[place] = write(row[place])

    return change


def rename(names: Mapping[str, str]) -> Change:
    def change(export: Export) -> None:
        for rows in export.tables.values():
            rows[0] = [names.get(name, name) for name in rows[0]]

    return change


def add_rows(
    file: str, *, top: list[list[str]] | None = None, end: list[list[str]] | None = None
) -> Change:
    def change(export: Export) -> None:
        export.tables[file] = [*(top or []), *export.tables[file], *(end or [])]

    return change


def repeat(file: str, rows: slice) -> Change:
    """Put some rows of a table at its end once more."""

    def change(export: Export) -> None:
        export.tables[file] += [list(row) for row in export.tables[file][rows]]

    return change


def name_months(form: int) -> Change:
    def change(export: Export) -> None:
        for file in (MONEY, TIME):
            each_cell(file, "Период", lambda period: MONTHS[period][form])(export)

    return change


def turn(file: str, header: str) -> Change:
    """Put the periods of a monthly table side by side, as a pivot does."""

    def change(export: Export) -> None:
        rows = export.tables[file]
        amounts = {(customer, period): amount for customer, period, amount in rows[1:]}
        customers = list(dict.fromkeys(customer for customer, _ in amounts))
        periods = list(dict.fromkeys(period for _, period in amounts))
        export.tables[file] = [
            ["id", *(header.format(period) for period in periods)],
            *([c, *(amounts[c, period] for period in periods)] for c in customers),
        ]

    return change


def put_titles(export: Export) -> None:
    for file in export.tables:
        add_rows(file, top=[["Отчёт за октябрь"], []])(export)


def split_header(export: Export) -> None:
    name, *others = export.tables[MONEY][0]
    export.tables[MONEY][:1] = [[name, "Данные", ""], ["", *others]]


def add_older_month(export: Export) -> None:
    newest = [list(row) for row in export.tables[MONEY][1:] if row[1] == "текущий_месяц"]
    export.tables[MONEY] += [[c, "препрепредыдущий_месяц", amount] for c, _, amount in newest]
    export.tables[TIME] += [[c, "препредыдущий_месяц", "7"] for c, _, _ in newest]


def in_thousands(mark: str, decimal: str) -> Callable[[str], str]:
    return lambda cell: f"{float(cell):,.2f}".translate({ord(","): mark, ord("."): decimal})


def quote_rows(export: Export) -> None:
    lines = export.texts[MONEY].split("\r\n")
    export.texts[MONEY] = "\r\n".join(
        f'"{line.replace(chr(34), chr(34) * 2)}"' if line else "" for line in lines
    )


def encode_twice(export: Export) -> None:
    for file, text in export.texts.items():
        export.texts[file] = (
            text.encode().decode("cp1251", errors="surrogateescape").replace("\udc98", "\x98")
        )


def encode(codec: str) -> Change:
    def change(export: Export) -> None:
        export.encoding = dict.fromkeys(FILES, codec)

    return change


def pack(kind: str, *files: str) -> Change:
    def change(export: Export) -> None:
        export.packed |= dict.fromkeys(files, kind)

    return change


def pack_two(export: Export) -> None:
    pack(".csv.gz", MONEY)(export)
    pack(".csv.zip", TIME)(export)


def put_before(file: str, text: str) -> Change:
    def change(export: Export) -> None:
        export.texts[file] = text + export.texts[file]

    return change


def separate(separator: str) -> Change:
    def change(export: Export) -> None:
        export.separator = dict.fromkeys(FILES, separator)

    return change


def cells(file: str, name: str, write: Callable[[str], str], *notices: str) -> Repair:
    change = each_cell(file, name, write)
    key = f"{file} {name}"
    return Repair(
        level="cells", change=change, notices=frozenset(notices), excludes=frozenset([key])
    )


def rows(change: Change, *notices: str) -> Repair:
    return Repair(level="rows", change=change, notices=frozenset(notices))


def header(change: Change, *notices: str) -> Repair:
    excludes = frozenset(["header"])
    return Repair(level="header", change=change, notices=frozenset(notices), excludes=excludes)


def text(change: Change, *notices: str) -> Repair:
    return Repair(level="text", change=change, notices=frozenset(notices))


def encoding(change: Change, *notices: str) -> Repair:
    excludes = frozenset(["encoding"])
    return Repair(level="encoding", change=change, notices=frozenset(notices), excludes=excludes)


def kind(change: Change, *excludes: str) -> Repair:
    return Repair(level="kind", change=change, excludes=frozenset(["kind", *excludes]))


TEXT = ("separator", "text", "encoding")
PERIODS = frozenset(["periods"])
REPAIRS: dict[str, Repair] = {
    "thousands as in the United States": cells(
        MONEY, "Выручка", in_thousands(",", "."), "thousands"
    ),
    "thousands with points": cells(MONEY, "Выручка", in_thousands(".", ","), "thousands"),
    "thousands with narrow blanks": cells(
        MONEY, "Выручка", in_thousands("\u202f", ","), "blanks_in_numbers"
    ),
    "a currency": cells(PROFIT, "Прибыль", lambda cell: f"{cell} ₽", "unit_found"),
    "roubles in words": cells(PROFIT, "Прибыль", lambda cell: f"{cell} руб.", "unit_found"),
    "percentages": cells(
        SNAPSHOT, "Акционные_покупки", lambda cell: f"{float(cell) * 100:g}%", "percent"
    ),
    "minutes with their unit": cells(TIME, "минут", lambda cell: f"{cell} мин", "unit_found"),
    "noise at a bound": cells(
        SNAPSHOT,
        "Акционные_покупки",
        lambda cell: "-1.8e-12" if float(cell) == 0 else cell,
        "rounding_noise",
    ),
    "consent as true and false": cells(
        SNAPSHOT, "Разрешить сообщать", lambda cell: {"да": "TRUE", "нет": "FALSE"}[cell]
    ),
    "consent as digits": cells(
        SNAPSHOT, "Разрешить сообщать", lambda cell: {"да": "1", "нет": "0"}[cell]
    ),
    "services by their labels": cells(
        SNAPSHOT, "Тип сервиса", lambda cell: {"стандарт": "Standard", "премиум": "premium"}[cell]
    ),
    "an apostrophe before ids": cells(PROFIT, "id", lambda cell: f"'{cell}", "ids_respelled"),
    "ids as formulas": cells(PROFIT, "id", lambda cell: f'="{cell}"', "ids_respelled"),
    "ids as decimals": cells(TIME, "id", lambda cell: f"{cell}.0", "ids_as_decimals"),
    "blanks around ids": cells(MONEY, "id", lambda cell: f" {cell}\u200b", "blanks_in_ids"),
    "months as in ISO": Repair(
        level="cells", change=name_months(0), notices=frozenset(["months_named"]), excludes=PERIODS
    ),
    "months as dates": Repair(
        level="cells", change=name_months(1), notices=frozenset(["months_named"]), excludes=PERIODS
    ),
    "months in words": Repair(
        level="cells", change=name_months(2), notices=frozenset(["months_named"]), excludes=PERIODS
    ),
    "months as Excel writes them": Repair(
        level="cells", change=name_months(3), notices=frozenset(["months_named"]), excludes=PERIODS
    ),
    "an older month too": Repair(
        level="cells",
        change=add_older_month,
        notices=frozenset(["unused_months"]),
        excludes=PERIODS,
    ),
    "equal rows twice": Repair(
        level="cells", change=repeat(SNAPSHOT, slice(3, 9)), notices=frozenset(["repeated_rows"])
    ),
    "columns per period": Repair(
        level="turn",
        change=turn(MONEY, "Выручка_{}"),
        notices=frozenset(["periods_as_columns"]),
        excludes=frozenset(["header"]),
    ),
    "names in English": header(rename(ENGLISH)),
    "units and sums in names": header(
        rename({"Прибыль": "Прибыль, тыс. руб.", "Выручка": "Сумма по полю Выручка"}), "unit_found"
    ),
    "names of a model": header(
        rename({"Прибыль": "money[Прибыль]", "минут": "'market_time'[минут]"})
    ),
    "a line break in a name": header(rename({"Прибыль": "Прибыль\nруб."}), "unit_found"),
    "a header in two rows": header(split_header, "header_in_rows"),
    "titles above": rows(put_titles, "rows_above"),
    "totals with a name": rows(add_rows(PROFIT, end=[["Итого", "123456"]]), "total_rows"),
    "a total without a name": rows(add_rows(PROFIT, end=[["", "123456"]]), "footer_rows"),
    "a remark below": rows(add_rows(TIME, end=[[], ["(120 rows affected)"]]), "footer_rows"),
    "a table pasted twice": rows(repeat(MONEY, slice(0, None)), "repeated_rows"),
    "rows in quotation marks": text(quote_rows, "wrapped_rows"),
    "a comment above": text(put_before(PROFIT, "# выгрузка\r\n"), "rows_above"),
    "semicolons": Repair(level="separator", change=separate(";")),
    "text encoded twice": encoding(encode_twice, "encoded_twice"),
    "UTF-16 without a mark": encoding(encode("utf-16-le")),
    "Windows-1251": encoding(encode("cp1251")),
    "IBM 866": encoding(encode("cp866")),
    "KOI8-R": encoding(encode("koi8-r")),
    "Mac Cyrillic": encoding(encode("mac-cyrillic")),
    "packed": kind(pack_two),
    "workbooks": kind(pack(".xlsx", *FILES), *TEXT),
    "Parquet": kind(pack(".parquet", PROFIT, TIME), *TEXT, "rows", "header"),
}
# Code pages lack some signs; a spreadsheet runs a formula and drops ".0"; an older month has ids
# of its own.
APART = (
    (
        {"thousands with narrow blanks", "a currency", "blanks around ids"},
        {"Windows-1251", "IBM 866", "KOI8-R", "Mac Cyrillic"},
    ),
    ({"ids as formulas"}, {"workbooks"}),
    ({"ids as decimals"}, {"workbooks", "Parquet", "an older month too"}),
)
ORDER = ("cells", "turn", "header", "rows", "separator", "text", "encoding", "kind")


def spoil(*repairs: Repair, store: Tables | None = None) -> Export:
    """A store with all of the repairs needed at once."""
    export = Export(tables=store or small_store())
    ordered = sorted(repairs, key=lambda repair: ORDER.index(repair.level))
    for repair in (r for r in ordered if ORDER.index(r.level) <= ORDER.index("separator")):
        repair.change(export)
    for file, written in export.tables.items():
        line = io.StringIO()
        csv.writer(line, delimiter=export.separator[file], lineterminator="\r\n").writerows(written)
        export.texts[file] = line.getvalue()
    for repair in (r for r in ordered if ORDER.index(r.level) > ORDER.index("separator")):
        repair.change(export)
    return export


def go_together(first: str, second: str) -> bool:
    """Whether an export can need both, by their names."""
    one, other = REPAIRS[first], REPAIRS[second]
    apart = any({first, second} & ours and {first, second} & theirs for ours, theirs in APART)
    shared = one.excludes & other.excludes
    return not (apart or shared or one.level in other.excludes or other.level in one.excludes)
