"""What an error says to whoever meets it, and tables of what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def message_of(error: type[Exception], act: Callable[[], object]) -> str:
    """The message of the error that the action ends with."""
    with pytest.raises(error) as raised:
        act()
    return str(raised.value)


def rows_of(table: str) -> list[tuple[str, ...]]:
    """One row a line; cells are parted by bars, and a line break within a cell is written out."""
    return [
        tuple(cell.strip().replace("\\n", "\n") for cell in line.split("|"))
        for line in table.strip().splitlines()
    ]
