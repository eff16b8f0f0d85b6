"""Which documents an edition has: the sources that `_quarto.yml` names, for both engines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from analysis.vocabulary import Language
from report.render.brand import ROOT
from report.render.job import FORMATS, Job

LANGUAGES: tuple[Language, ...] = ("ru", "en")
# For readers outside the store's own analysts: no customer may be named in it.
MANAGEMENT = "management"
PROJECT = ROOT / "_quarto.yml"


def jobs_of(
    languages: Sequence[Language],
    formats: tuple[str, ...] = FORMATS,
    project: Path = PROJECT,
) -> tuple[Job, ...]:
    """Every document in every language asked for, in the order of the project file.

    A source stands in the folder of its language: `report/en/management.qmd`.
    """
    sources = [project.parent / name for name in render_list(project)]
    return tuple(
        Job(source=source, name=f"{source.stem}-{language}", formats=formats)
        for language in languages
        for source in sources
        if source.parent.name == language
    )


def render_list(project: Path) -> list[str]:
    """What Quarto would render, relative to the project's folder."""
    return list(yaml.safe_load(project.read_text(encoding="utf-8"))["project"]["render"])
