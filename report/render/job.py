"""What an engine is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

FORMATS = ("html", "pdf")
Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document: its source and the name of what is made of it, without suffix."""

    source: Path
    name: str  # e.g. "management-ru"


class Engine(Protocol):
    """Makes the HTML and the PDF of documents."""

    name: str

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write `<name>.html` and `<name>.pdf` of every job into `output`.

        results: the stored results that the documents' cells open.
        """
