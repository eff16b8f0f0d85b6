"""What can be wrong with a document, told with its file and line."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import ReportError


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a document's source; the first is 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class DocumentError(ReportError):
    """A document holds something that cannot be rendered: where, what, how to repair it."""

    def __init__(self, spot: Spot | str, problem: str, *, fix: str) -> None:
        super().__init__(f"{spot}: {problem}\n  Fix: {fix}")


class CellError(Exception):
    """The program behind a cell failed. No ReportError: it is a bug and keeps its traceback."""

    def __init__(self, spot: Spot, error: BaseException) -> None:
        super().__init__(f"{spot}: {type(error).__name__}: {error}")
