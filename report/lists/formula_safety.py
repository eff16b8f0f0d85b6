"""Text from the store's tables that a spreadsheet might run as a formula."""

from __future__ import annotations

import re
import unicodedata

# First characters of a formula; full-width forms are normalised to these.
STARTS = ("=", "+", "-", "@")
# These begin a new cell or row where a text is pasted or split without regard to quotes.
CONTROLS = ("\t", "\r", "\n")
FOREIGN_SEPARATOR = ";"
# Excel keeps 15 significant digits; a longer id would change as a number.
MOST_DIGITS = 15
DIGITS = re.compile(r"0|[1-9][0-9]*")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text, also after blanks and invisible characters.

    >>> [looks_like_formula(text) for text in ("=1+1", "  ＝1", "\\t1", "a=b", "")]
    [True, True, True, False, False]
    """
    if text.startswith(CONTROLS):
        return True
    seen = unicodedata.normalize("NFKC", text).lstrip()
    visible = seen.lstrip("".join(c for c in seen if unicodedata.category(c) in ("Cf", "Cc", "Zs")))
    return visible.startswith((*STARTS, *CONTROLS))


def neutral(text: str) -> str:
    """The text as a CSV cell that is text for every reader: an apostrophe before a formula.

    Excel takes the separator of cells from the country: where that is a semicolon, what follows
    one inside our text begins a cell, quotation marks or not.

    >>> neutral("=HYPERLINK()"), neutral("a"), neutral("a;=1;b")
    ("'=HYPERLINK()", 'a', "a;'=1;b")
    """
    first, *rest = text.split(FOREIGN_SEPARATOR)
    begin = f"'{first}" if looks_like_formula(text) else first
    return FOREIGN_SEPARATOR.join(
        [begin, *(f"'{piece}" if looks_like_formula(piece) else piece for piece in rest)]
    )


def is_number_id(text: str) -> bool:
    """Whether an id may be written as a number without losing anything of it.

    >>> [is_number_id(text) for text in ("215348", "0", "007", "1" * 16, "C-17", "٣")]
    [True, True, False, False, False, False]
    """
    return DIGITS.fullmatch(text) is not None and len(text) <= MOST_DIGITS
