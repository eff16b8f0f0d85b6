"""Texts that a person has looked at; `pytest --snapshot-update` makes them anew for review."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("snapshots")


class Snapshots:
    """The stored texts, compared with what is printed now or replaced by it."""

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def check(self, name: str, text: str) -> None:
        """Fails with the difference; a no-break space is shown in it as an open box."""
        file, text = FOLDER / name, text.rstrip() + "\n"
        if self.update:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        stored = file.read_text(encoding="utf-8") if file.exists() else ""
        if text != stored:
            before, now = (each.replace("\N{NO-BREAK SPACE}", "␣") for each in (stored, text))
            changes = unified_diff(before.splitlines(), now.splitlines(), name, "now", n=1)
            pytest.fail("\n".join((*changes, "If this is as wanted: pytest --snapshot-update")))
