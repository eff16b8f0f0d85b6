"""What an engine is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

EngineName: TypeAlias = Literal["auto", "quarto", "embedded"]
Format: TypeAlias = Literal["html", "pdf", "docx"]  # a file's suffix, too
# Every document of every edition has these; Word files are made on request.
FORMATS: tuple[Format, ...] = ("html", "pdf")
WORD: Format = "docx"
# Called with the name of each step as it begins.
Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to render: its source, and the name of its files without suffix."""

    source: Path
    name: str  # e.g. "management-ru"
    formats: tuple[Format, ...] = FORMATS


class Engine(Protocol):
    """Renders documents."""

    name: str

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write `<name>.<suffix>` of every job and each of its formats into `output`.

        results: the stored results that the documents' cells open. Raises DocumentError where a
        document is at fault, CellError where the program behind a cell is, both with file and
        line, and EnvironmentProblemError where the engine itself does not work.
        """
