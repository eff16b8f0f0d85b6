"""JSON messages between the watch loop and its worker."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from report.edition.request import EditionRequest

DOCUMENT = ".qmd"
# Suffixes of files that every rendering reads again, and that no cell depends on.
LOOKS = {".css", ".html", ".js", ".lua", ".typ"}
# Suffixes of files that are imported, or read by imported code.
PROGRAM = {".j2", ".py", ".toml", ".yml"}


class Task(BaseModel):
    """Files that changed; the documents they concern are to be rendered."""

    model_config = ConfigDict(frozen=True)

    request: EditionRequest
    changed: tuple[Path, ...]


class Answer(BaseModel):
    """The files that were made, and whether every document could be."""

    model_config = ConfigDict(frozen=True)

    made: tuple[Path, ...]
    whole: bool
