"""Errors that a reader of the message can repair, and the exit code of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ReportError(Exception):
    """Something the analyst can repair: printed without a traceback."""

    exit_code = 2


class EnvironmentProblemError(ReportError):
    """The machine lacks something: a program, a package, a writable folder."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input something stands; `row` counts as a spreadsheet does, header = 1.

    >>> str(Place("revenue.csv", 17, "revenue"))
    "revenue.csv, row 17, column 'revenue'"
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column '{self.column}'" if self.column is not None else ""
        return f"{self.file}{row}{column}"


class DataFileError(ReportError):
    """One problem of the input: where, what, and how to repair it."""

    def __init__(self, place: Place, problem: str, *, fix: str) -> None:
        self.place, self.problem, self.fix = place, problem, fix
        super().__init__(f"{place}: {problem}\n  Fix: {fix}")


class InputProblemsError(ReportError):
    """Every problem found in one run, in the order of the files."""

    def __init__(self, problems: Sequence[DataFileError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(ReportError):
    """A settings or rules file that does not say what it should."""

    def __init__(self, place: Place | str, problem: str, *, fix: str) -> None:
        super().__init__(f"{place}: {problem}\n  Fix: {fix}")


class SettingsProblemsError(SettingsError):
    """Every problem of one settings file."""

    def __init__(self, problems: Sequence[SettingsError]) -> None:
        self.problems = tuple(problems)
        ReportError.__init__(self, "\n".join(str(problem) for problem in self.problems))


def as_one(problems: Sequence[SettingsError]) -> SettingsError:
    """One problem as it is, several as one error."""
    return problems[0] if len(problems) == 1 else SettingsProblemsError(problems)


def refuse(problems: Sequence[SettingsError]) -> None:
    """Raise what is wrong, as one error; do nothing where nothing is."""
    if problems:
        raise as_one(problems)
