"""A table a cell prints: Markdown that both engines set alike in HTML and PDF."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from report.text.escape import escape_text

# Characters: no column is set narrower or wider than this, whatever it holds.
NARROWEST, WIDEST = 4, 48
# Up to here a column gets what its longest cell needs; beyond, this part of it.
NUMBER, TEXT, SLOWER = 26, 24, 0.3
# Characters of a table that stand on one line of a page, and the most lines tried for a cell.
# A table of more than seven columns is set smaller (templates/typst-show.typ, report.css,
# word.lua; a test holds the four together).
LINE, SMALL_LINE, MANY, MOST_LINES = 108, 118, 7, 12
# A word that no column has room for is broken into pieces of so many letters.
BREAK = "\N{ZERO WIDTH SPACE}"
LONG_WORD, PIECE = re.compile(rf"\w{{{WIDEST + 1},}}"), WIDEST // 2
WORD_END = re.compile(rf"[ {BREAK}]")
# What stays on one line: a word, or what stands before a hyphen. A no-break space joins words.
PART = re.compile(rf"[^ {BREAK}-]*-+|[^ {BREAK}-]+[ {BREAK}]?|[ {BREAK}]")
MARKS = {"l": (":", "-"), "r": ("-", ":"), "c": (":", ":")}
SIDES = {"l": "left", "r": "right", "c": "center"}


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
        header, *rows = ([parted(cell) for cell in row] for row in (self.header, *self.rows))
        lines = [pipe_row(header), rule(header, rows, self.align), *map(pipe_row, rows)]
        table = "\n".join(lines)
        caption = escape_text(parted(self.caption))
        if self.key is not None:
            return f"::: {{#tbl-{self.key}}}\n\n{table}\n\n{caption}\n\n:::\n"
        return f"{table}\n\n: {caption}\n" if caption else f"{table}\n"

    def as_html(self) -> str:
        """The table as HTML, without caption: only a page shows it."""
        sides = [f'style="text-align: {SIDES[align]};"' for align in self.align]
        head, *body = (
            "".join(
                f"<{tag} {side}>{escape_text(parted(cell))}</{tag}>"
                for cell, side in zip(cells, sides, strict=True)
            )
            for tag, cells in [("th", self.header), *(("td", row) for row in self.rows)]
        )
        rows = "\n".join(f"<tr>{row}</tr>" for row in body)
        return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def rule(header: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """The line of dashes; their number sets the columns' relative widths.

    >>> rule(["name", "n"], [["one", "1"]], "lr")
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


def pipe_row(cells: Sequence[str]) -> str:
    """One escaped line of a pipe table.

    >>> pipe_row(["a|b", "1.5"])
    '| a&#124;b | 1.5 |'
    """
    return "| " + " | ".join(escape_text(cell) for cell in cells) + " |"


def parted(cell: str) -> str:
    """The cell, a word that no column has room for with places where its line may end.

    >>> parted("a word"), parted("w" * 50) == BREAK.join(["w" * 24, "w" * 24, "ww"])
    ('a word', True)
    """
    return LONG_WORD.sub(lambda word: BREAK.join(wrap(word[0], PIECE)), cell)


def column_widths(columns: Sequence[Sequence[str]], align: str) -> list[int]:
    """Relative widths of columns in characters.

    Each cell stands on one line where the page is wide enough. Where that and the usual widths
    are more than a line holds, each column of text gets what it needs so that no cell takes
    more lines than it must for all columns to fit beside each other.

    >>> column_widths([["a", "b"], ["1.5", "2.0"]], "lr")
    [6, 6]
    >>> column_widths([["what the site shows to each of them " * 2], ["e-mail, push " * 3]], "ll")
    [40, 30]
    >>> column_widths([["what the site shows to each " * 4]] * 2 + [["e-mail, push " * 3]], "lll")
    [40, 40, 14]
    """
    line = SMALL_LINE if len(columns) > MANY else LINE
    plain = [column_width(cells, side) for cells, side in zip(columns, align, strict=True)]
    for lines in range(1, MOST_LINES):
        widths = [
            width if side == "r" else wrapped_width(cells, lines)
            for cells, side, width in zip(columns, align, plain, strict=True)
        ]
        if sum(widths) <= line:
            return widths
        if sum(plain) <= line:
            break
    return plain


def wrapped_width(cells: Sequence[str], lines: int) -> int:
    """The least width, in characters, in which no cell takes more than this many lines.

    >>> wrapped_width(["one two three four"], 1), wrapped_width(["one two three four"], 2)
    (20, 12)
    """
    words = [PART.findall(cell) for cell in cells]
    longest = max((len(part.rstrip()) for parts in words for part in parts), default=0)
    widths = range(max(longest, NARROWEST), max(map(len, cells)) + 1)
    fits = bisect_left(widths, 1, key=lambda w: all(line_count(p, w) <= lines for p in words))
    return (widths[fits] if fits < len(widths) else widths.start) + 2


def line_count(parts: Sequence[str], width: int) -> int:
    """How many lines the parts take, set one after the other.

    >>> line_count(["one ", "two ", "three"], 7), line_count(["one ", "two ", "three"], 13)
    (2, 1)
    """
    count, used = 1, 0
    for part in parts:
        if used + len(part.rstrip()) > width:
            count, used = count + 1, 0
        used += len(part)
    return count


def column_width(cells: Sequence[str], align: str) -> int:
    """Relative width of a column in characters. Numbers stay on one line; a column of text
    grows more slowly than its longest cell, which wraps, but the longest word always fits.

    >>> column_width(["risk", "0.5"], "l"), column_width(["w" * 60], "l")
    (6, 62)
    >>> column_width(["a " * 30], "l"), column_width(["1,234 (1,200 to 1,300)"], "r")
    (37, 24)
    """
    longest = max(len(cell) for cell in cells)
    word = max((len(word) for cell in cells for word in WORD_END.split(cell)), default=0)
    limit = NUMBER if align == "r" else TEXT
    width = longest if longest <= limit else limit + round((longest - limit) * SLOWER)
    return max(min(width, WIDEST), word, NARROWEST) + 2
