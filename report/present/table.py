"""A table a cell prints: Markdown that both engines set alike in HTML and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.present.escape import escape_text

# Characters: no column is set narrower or wider than this, whatever it holds.
NARROWEST, WIDEST = 4, 48
# Up to here a column gets what its longest cell needs; beyond, this part of it.
NUMBER, TEXT, SLOWER = 26, 24, 0.3
MARKS = {"l": (":", "-"), "r": ("-", ":"), "c": (":", ":")}


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
        table = "\n".join([pipe_row(self.header), self._rule(), *map(pipe_row, self.rows)])
        if self.key is not None:
            return f"::: {{#tbl-{self.key}}}\n\n{table}\n\n{escape_text(self.caption)}\n\n:::\n"
        caption = f"\n\n: {escape_text(self.caption)}" if self.caption else ""
        return f"{table}{caption}\n"

    def _rule(self) -> str:
        """The line of dashes; their number sets the columns' relative widths."""
        cells = []
        for column, align in enumerate(self.align):
            # A header may wrap between its words; what stands below decides.
            words = max(self.header[column].split(), key=len, default="")
            width = column_width([words, *(row[column] for row in self.rows)], align)
            left, right = MARKS[align]
            cells.append(left + "-" * width + right)
        return "|" + "|".join(cells) + "|"


def pipe_row(cells: Sequence[str]) -> str:
    """One escaped line of a pipe table.

    >>> pipe_row(["a|b", "1.5"])
    '| a&#124;b | 1.5 |'
    """
    return "| " + " | ".join(escape_text(cell) for cell in cells) + " |"


def column_width(cells: Sequence[str], align: str) -> int:
    """Relative width of a column in characters. Numbers stay on one line; a column of text
    grows more slowly than its longest cell, which wraps, but the longest word always fits.

    >>> column_width(["risk", "0.5"], "l"), column_width(["w" * 60], "l")
    (6, 62)
    >>> column_width(["a " * 30], "l"), column_width(["1,234 (1,200 to 1,300)"], "r")
    (37, 24)
    """
    longest = max(len(cell) for cell in cells)
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    limit = NUMBER if align == "r" else TEXT
    width = longest if longest <= limit else limit + round((longest - limit) * SLOWER)
    return max(min(width, WIDEST), word, NARROWEST) + 2
