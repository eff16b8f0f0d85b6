"""How wide the columns of a table are, so that few cells wrap and no word is cut."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from textwrap import wrap

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


def break_long_words(cell: str) -> str:
    """The cell, a word that no column has room for with places where its line may end.

    >>> break_long_words("a word"), break_long_words("w" * 50).split(BREAK)[-1]
    ('a word', 'ww')
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
    plain = [_column_width(cells, side) for cells, side in zip(columns, align, strict=True)]
    for lines in range(1, MOST_LINES):
        widths = [
            width if side == "r" else _wrapped_width(cells, lines)
            for cells, side, width in zip(columns, align, plain, strict=True)
        ]
        if sum(widths) <= line:
            return widths
        if sum(plain) <= line:
            break
    return plain


def _wrapped_width(cells: Sequence[str], lines: int) -> int:
    """The least width, in characters, in which no cell takes more than this many lines.

    >>> _wrapped_width(["one two three four"], 1), _wrapped_width(["one two three four"], 2)
    (20, 12)
    """
    words = [PART.findall(cell) for cell in cells]
    longest = max((len(part.rstrip()) for parts in words for part in parts), default=0)
    widths = range(max(longest, NARROWEST), max(map(len, cells)) + 1)
    fits = bisect_left(widths, 1, key=lambda w: all(_line_count(p, w) <= lines for p in words))
    return (widths[fits] if fits < len(widths) else widths.start) + 2


def _line_count(parts: Sequence[str], width: int) -> int:
    """How many lines the parts take, set one after the other.

    >>> _line_count(["one ", "two ", "three"], 7), _line_count(["one ", "two ", "three"], 13)
    (2, 1)
    """
    count, used = 1, 0
    for part in parts:
        if used + len(part.rstrip()) > width:
            count, used = count + 1, 0
        used += len(part)
    return count


def _column_width(cells: Sequence[str], align: str) -> int:
    """Relative width of a column in characters. Numbers stay on one line; a column of text
    grows more slowly than its longest cell, which wraps, but the longest word always fits.

    >>> _column_width(["risk", "0.5"], "l"), _column_width(["w" * 60], "l")
    (6, 62)
    >>> _column_width(["a " * 30], "l"), _column_width(["1,234 (1,200 to 1,300)"], "r")
    (37, 24)
    """
    longest = max(len(cell) for cell in cells)
    word = max((len(word) for cell in cells for word in WORD_END.split(cell)), default=0)
    limit = NUMBER if align == "r" else TEXT
    width = longest if longest <= limit else limit + round((longest - limit) * SLOWER)
    return max(min(width, WIDEST), word, NARROWEST) + 2
