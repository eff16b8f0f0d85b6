"""Many faults of one kind, said briefly: the first few with their places, the rest counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from analysis.errors import DataFileError, Place

# Faults of one kind in one column that are shown before the rest is counted.
SHOWN = 3


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
    return ", ".join(listed[:SHOWN]) + more
