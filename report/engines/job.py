"""What an engine is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

# Every document of every edition has these; Word files are made for whoever asks.
FORMATS = ("html", "pdf")
WORD = "docx"
Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document: its source, what is made of it without suffix, and the suffixes."""

    source: Path
    name: str  # e.g. "management-ru"
    formats: tuple[str, ...] = FORMATS


class Engine(Protocol):
    """Makes the files of documents."""

    name: str

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write `<name>.<suffix>` of every job and each of its formats into `output`.

        results: the stored results that the documents' cells open.
        """
