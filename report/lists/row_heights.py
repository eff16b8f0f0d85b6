"""Heights of rows whose text wraps: Excel works them out by itself, other programs do not."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from xlsxwriter.worksheet import Worksheet

# Points of a line of the usual font, and the part of a column's width that letters fill.
LINE = 15
FILLED = 0.9
# Characters that the button of a filter takes.
BUTTON = 2


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make the row as high as the longest of its texts needs in a column of its width.

    cells: texts with their columns' widths in characters.
    """
    sheet.set_row(row, LINE * max(lines_of(text, width) for text, width in cells))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many characters wide.

    >>> lines_of("Control group", 14), lines_of("Control group", 10), lines_of("", 10)
    (2, 2, 1)
    """
    return max(1, len(wrap(text, max(1, int(width * FILLED)))))
