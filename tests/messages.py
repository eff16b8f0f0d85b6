"""What an error says to whoever meets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def message_of(error: type[Exception], act: Callable[[], object]) -> str:
    """The message of the error that the action ends with."""
    with pytest.raises(error) as raised:
        act()
    return str(raised.value)
