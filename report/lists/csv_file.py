"""Write the list of customers beside the documents."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.lists.columns import list_columns
from report.lists.formula_safety import neutral
from report.lists.rows import Cell, Row, list_customers
from report.lists.workbook import write_workbook

# Columns of yes and no.
FLAGS = ("most_important", "control")


def write_lists(results: Results, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write customers.csv and customers.xlsx into the folder and return their paths.

    The CSV is for programs: field names as headers, keys, decimal points, every digit. The
    workbook is for people, in their language. The same results give the same bytes. The CSV says
    "no" or "none" where the workbook has a blank: a blank would leave what a program knew before.
    """
    table, book = folder / "customers.csv", folder / "customers.xlsx"
    listed = list_customers(results, language)
    _write_table(listed.rows, table)
    write_workbook(listed, book)
    return table, book


def _write_table(rows: Sequence[Row], path: Path) -> None:
    """customers.csv: UTF-8, commas, text in quotation marks, the rows in their order.

    An id is written as the store's tables have it, for programs that look it up; a text made for
    people is kept from being run as a formula.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        # With this line end the writer puts a cell that holds either half of it in quotes.
        writer = csv.DictWriter(
            file, list(list_columns()), lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC
        )
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _csv_cell(key, cell) for key, cell in row.items()})


def _csv_cell(column: str, cell: Cell) -> Cell:
    if isinstance(cell, str):
        said = cell or ("no" if column in FLAGS else "none")
        return said if column == "id" else neutral(said)
    return float(cell)
