"""Heights of rows whose text wraps; Excel computes them itself, other programs do not."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from xlsxwriter.worksheet import Worksheet

# Points of a line in the default font, and the share of a column's width that text fills.
LINE = 15
FILLED = 0.9
# Width of a filter's button, in characters.
BUTTON = 2


def fit_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make the row as high as the longest of its texts needs in a column of its width.

    cells: texts with their columns' widths in characters.
    """
    sheet.set_row(row, LINE * max(_lines_of(text, width) for text, width in cells))


def _lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many characters wide.

    >>> _lines_of("Control group", 14), _lines_of("Control group", 10), _lines_of("", 10)
    (2, 2, 1)
    """
    return max(1, len(wrap(text, max(1, int(width * FILLED)))))
