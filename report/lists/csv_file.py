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


def write_lists(results: Results, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write customers.csv and customers.xlsx into the folder and return their paths.

    The CSV is for programs: field names as headers, keys, decimal points, every digit. The
    workbook is for people, in their language. The same results give the same bytes.
    """
    table, book = folder / "customers.csv", folder / "customers.xlsx"
    listed = list_customers(results, language)
    _write_table(listed.rows, table)
    write_workbook(listed, book)
    return table, book


def _write_table(rows: Sequence[Row], path: Path) -> None:
    """customers.csv: UTF-8, commas, the rows in their order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        # With CRLF the writer quotes cells that hold either character.
        writer = csv.DictWriter(file, list(list_columns()), lineterminator="\r\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _as_text(cell) for key, cell in row.items()})


def _as_text(cell: Cell) -> str:
    """A cell of the CSV: numbers with every digit, text that no spreadsheet runs.

    >>> _as_text(0.1), _as_text(-2.0), _as_text("-2 days")
    ('0.1', '-2.0', "'-2 days")
    """
    return neutral(cell) if isinstance(cell, str) else repr(float(cell))
