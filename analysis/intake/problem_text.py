"""Texts of the input in messages: quoted or legible, shortened, harmless to a terminal."""

from __future__ import annotations

from collections.abc import Iterable

# Names or rows with the same fault that are shown before the rest is counted.
EXAMPLES = 3
# Letters of a text of the input that are shown before it is cut.
LONGEST_SHOWN = 60


def some(names: Iterable[str]) -> str:
    """The first few names and the count of the rest.

    >>> some(["a", "b"]), some("abcde")
    ('a, b', 'a, b, c and 2 more')
    """
    listed = list(names)
    more = f" and {len(listed) - EXAMPLES:,} more" if len(listed) > EXAMPLES else ""
    return ", ".join(legible(name) for name in listed[:EXAMPLES]) + more


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
