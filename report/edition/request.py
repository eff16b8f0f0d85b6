"""What `retention report` was asked for."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analysis.intake.months import MonthFolder
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.engines.job import Format


class EditionRequest(BaseModel):
    """An edition: of which tables, with which settings, in which languages and formats."""

    model_config = ConfigDict(frozen=True)

    output: Path
    month: str
    folders: tuple[MonthFolder, ...]  # of all months, oldest first
    settings: Settings
    languages: tuple[Language, ...]
    formats: tuple[Format, ...]

    @property
    def edition(self) -> Path:
        """The folder of the finished edition."""
        return self.output / self.month

    @property
    def folder(self) -> MonthFolder:
        """The tables of the edition's month."""
        return next(folder for folder in self.folders if folder.name == self.month)

    @property
    def months(self) -> tuple[MonthFolder, ...]:
        """The months up to the edition's, which it may depend on."""
        return tuple(folder for folder in self.folders if folder.name <= self.month)
