"""What a watch asks of a worker, and what it hears back: JSON, since both are processes."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from report.edition.request import Wanted

DOCUMENT = ".qmd"
# Read anew with every rendering, and nothing of it reaches a cell.
LOOKS = {".css", ".html", ".js", ".lua", ".typ"}
# Imported, or read by what is imported.
PROGRAM = {".j2", ".py", ".toml", ".yml"}


class Task(BaseModel):
    """Files that changed; the documents they concern are to be rendered."""

    model_config = ConfigDict(frozen=True)

    wanted: Wanted
    changed: tuple[Path, ...]


class Answer(BaseModel):
    """The files that were made, and whether every document could be."""

    model_config = ConfigDict(frozen=True)

    made: tuple[Path, ...]
    whole: bool
