"""The columns of one file, each read by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataFileError
from analysis.intake.contracts import Column, TableContract
from analysis.intake.facts import Notice, Repair
from analysis.intake.header import Header
from analysis.intake.ids import read_ids
from analysis.intake.numbers import DecimalMarks, decimal_marks, read_numbers
from analysis.intake.text import TextTable
from analysis.intake.words import read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """A column's values (index = spreadsheet row) and what reading it found."""

    values: pd.Series
    repairs: tuple[Repair, ...] = ()
    notices: tuple[Notice, ...] = ()
    problems: tuple[DataFileError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumns:
    """The columns of a file by field, in the order of the contract."""

    columns: Mapping[str, ReadColumn]
    decimal_comma: bool


def read_columns(contract: TableContract, text: TextTable, header: Header) -> ReadColumns:
    """Every column of the contract that the file has."""
    cells = cells_by_field(text, header)
    numeric = [c.field for c in contract.columns if c.kind == "number" and c.field in cells]
    marks = decimal_marks([cells[field] for field in numeric], text.separator)
    return ReadColumns(
        columns={
            column.field: read_column(contract.file, column, cells[column.field], marks)
            for column in contract.columns
            if column.field in cells
        },
        decimal_comma=marks.comma,
    )


def cells_by_field(text: TextTable, header: Header) -> dict[str, pd.Series[str]]:
    """The text of every column that the contract knows, index = spreadsheet row."""
    index = pd.Index(text.numbers)
    return {
        field: pd.Series([row[place] for row in text.rows], index=index, dtype="str")
        for field, place in header.positions.items()
    }


def read_column(
    file: str, column: Column, cells: pd.Series[str], marks: DecimalMarks
) -> ReadColumn:
    """One column by its kind: ids, numbers or words."""
    if column.kind == "id":
        ids = read_ids(file, column.source, cells)
        said = (
            *notice(file, column, "ids_as_decimals", ids.as_decimals),
            *notice(file, column, "blanks_in_ids", ids.with_blanks),
        )
        return ReadColumn(values=ids.values, notices=said, problems=ids.problems)
    if column.kind == "number":
        numbers = read_numbers(file, column.source, cells, marks)
        said = notice(file, column, "blanks_in_numbers", numbers.with_blanks)
        return ReadColumn(values=numbers.values, notices=said, problems=numbers.problems)
    words = read_words(file, column, cells)
    return ReadColumn(
        values=words.values, repairs=words.repairs, notices=words.notices, problems=words.problems
    )


def notice(file: str, column: Column, key: str, count: int) -> tuple[Notice, ...]:
    """One notice, or none where nothing was touched."""
    said = Notice(key=key, file=file, column=column.source, detail="", count=count)
    return (said,) if count else ()
