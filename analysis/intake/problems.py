"""Many faults of one kind, said briefly: the first few with their places, the rest counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from analysis.errors import DataFileError, Place

if TYPE_CHECKING:  # whoever only draws results does not wait for it
    import pandas as pd

# Faults of one kind in one column that are shown before the rest is counted.
SHOWN = 3
# Letters of a text of the input that are shown before it is cut.
LONGEST_SHOWN = 60


def report_cells(
    file: str,
    column: str | None,
    cells: pd.Series[str],
    says: Callable[[str], str],
    fix: str,
) -> list[DataFileError]:
    """Faulty cells (index = spreadsheet row) as errors; `says` words one cell."""
    places = [Place(file, int(row), column) for row in cells.index[:SHOWN]]
    said = [says(str(cell)) for cell in cells.iloc[:SHOWN]]
    return report_places(list(zip(places, said, strict=True)), len(cells), fix)


def report_places(shown: Sequence[tuple[Place, str]], count: int, fix: str) -> list[DataFileError]:
    """The shown faults as errors; the last one says how many more there are."""
    more = count - len(shown)
    last = f" (and {more:,} more like it)" if more else ""
    return [
        DataFileError(place, problem + (last if n == len(shown) else ""), fix=fix)
        for n, (place, problem) in enumerate(shown, start=1)
    ]


def some(names: Iterable[str]) -> str:
    """The first few names and the count of the rest.

    >>> some(["a", "b"]), some("abcde")
    ('a, b', 'a, b, c and 2 more')
    """
    listed = list(names)
    more = f" and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return ", ".join(legible(name) for name in listed[:SHOWN]) + more


def quoted(text: str) -> str:
    r"""A text of the input in quotation marks; nothing of it is a command to a terminal.

    >>> print(quoted("1.2.3"), quoted("\x1b[31m"))
    '1.2.3' '\x1b[31m'
    """
    return repr(text) if len(text) <= LONGEST_SHOWN else repr(cut(text)) + length_of(text)


def legible(text: str) -> str:
    r"""A text of the input without quotation marks, otherwise as `quoted`.

    >>> print(legible("C-17"), legible("C\x07"))
    C-17 C\x07
    """
    seen = escaped(cut(text))
    return seen if len(text) <= LONGEST_SHOWN else seen + length_of(text)


def escaped(text: str) -> str:
    """The whole text without anything that a terminal would obey."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def cut(text: str) -> str:
    """As much of a text as is shown."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def length_of(text: str) -> str:
    """How long a text that was cut is."""
    return f" ({len(text):,} characters)"
