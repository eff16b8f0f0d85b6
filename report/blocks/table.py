"""A table a cell prints: Markdown that both engines set alike in HTML and PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from report.blocks.table_widths import break_long_words, column_widths
from report.text.escape import escape_text
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose

MARKS = {"l": (":", "-"), "r": ("-", ":"), "c": (":", ":")}
SIDES = {"l": "left", "r": "right", "c": "center"}

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Header, formatted cells, alignment ("l", "r" or "c" per column) and a caption.

    Cells, header and caption are plain text: this is where they are escaped. With a `key` the
    table is numbered and `@tbl-key` refers to it. Raises ValueError where rows, header and
    alignment differ in length, or where there is no row.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    caption: str = ""
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError(f"table {self.key!r} has no rows: print a sentence instead")
        if set(self.align) - set(MARKS) or not self.align:
            raise ValueError(f"table {self.key!r}: align is {self.align!r}, expected l, r or c")
        for row in (self.header, *self.rows):
            if len(row) != len(self.align):
                raise ValueError(
                    f"table {self.key!r}: a row of {len(row)} cells under {len(self.align)} "
                    f"columns: {list(row)!r}"
                )

    def _repr_markdown_(self) -> str:
        header, *rows = (
            [break_long_words(cell) for cell in row] for row in (self.header, *self.rows)
        )
        lines = [_pipe_row(header), _rule(header, rows, self.align), *map(_pipe_row, rows)]
        table = "\n".join(lines)
        caption = escape_text(break_long_words(self.caption))
        if self.key is not None:
            return f"::: {{#tbl-{self.key}}}\n\n{table}\n\n{caption}\n\n:::\n"
        return f"{table}\n\n: {caption}\n" if caption else f"{table}\n"

    def as_html(self) -> str:
        """The table as HTML, without its caption, for blocks that only the web page shows."""
        sides = [f'style="text-align: {SIDES[align]};"' for align in self.align]
        head, *body = (
            "".join(
                f"<{tag} {side}>{escape_text(break_long_words(cell))}</{tag}>"
                for cell, side in zip(cells, sides, strict=True)
            )
            for tag, cells in [("th", self.header), *(("td", row) for row in self.rows)]
        )
        rows = "\n".join(f"<tr>{row}</tr>" for row in body)
        return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its header is the sentence `col_<header>`, its cells are made from rows."""

    header: str
    align: str
    cell: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Sums(Generic[Row]):
    """A column of sums of money, all written with the decimals of the largest."""

    header: str
    value: Callable[[Row], float]


def table_of(
    book: Phrasebook,
    page: str,
    rows: Iterable[Row],
    *columns: Column[Row] | Sums[Row],
    caption: str = "",
    key: str | None = None,
    empty: str = "",
) -> TableView | Prose:
    """A table with one line for each row and the headers that `page` of the words has.

    empty: the sentence that stands in its place where there are no rows.
    """
    shown = list(rows)
    if not shown:
        return Prose(empty)
    return filled_table(book, page, shown, *columns, caption=caption, key=key)


def filled_table(
    book: Phrasebook,
    page: str,
    rows: Iterable[Row],
    *columns: Column[Row] | Sums[Row],
    caption: str = "",
    key: str | None = None,
) -> TableView:
    """The same, for rows that are there, as behind a chart. Raises ValueError if there are none."""
    shown = list(rows)
    cells = [
        book.amounts([column.value(row) for row in shown])
        if isinstance(column, Sums)
        else [column.cell(row) for row in shown]
        for column in columns
    ]
    return TableView(
        header=[book.say(f"{page}.col_{column.header}", unit=book.unit) for column in columns],
        rows=list(zip(*cells, strict=True)),
        align="".join("r" if isinstance(column, Sums) else column.align for column in columns),
        caption=caption,
        key=key,
    )


def _rule(header: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """The line of dashes; their number sets the columns' relative widths.

    >>> _rule(["name", "n"], [["one", "1"]], "lr")
    '|:-------|-------:|'
    """
    # A header may wrap between its words; what stands below decides.
    names = [max(name.split(" "), key=len) for name in header]
    columns = [(name, *cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)]
    cells = []
    for width, side in zip(column_widths(columns, align), align, strict=True):
        left, right = MARKS[side]
        cells.append(left + "-" * width + right)
    return "|" + "|".join(cells) + "|"


def _pipe_row(cells: Sequence[str]) -> str:
    """One escaped line of a pipe table.

    >>> _pipe_row(["a|b", "1.5"])
    '| a&#124;b | 1.5 |'
    """
    return "| " + " | ".join(escape_text(cell) for cell in cells) + " |"
