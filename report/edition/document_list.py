"""Which documents an edition has: the sources that `_quarto.yml` names, for both engines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from analysis.vocabulary import Language
from report.engines.errors import DocumentError, Spot
from report.engines.job import FORMATS, Format, Job
from report.engines.qmd_source import display_path
from report.paths import PROJECT

# Read outside the store, too: no customer may be named in it.
MANAGEMENT = "management"
QUARTO_PROJECT = PROJECT / "_quarto.yml"


def jobs_of(
    languages: Sequence[Language],
    formats: tuple[Format, ...] = FORMATS,
    project: Path = QUARTO_PROJECT,
) -> tuple[Job, ...]:
    """Every document in every language asked for, in the order of the project file.

    A source stands in the folder of its language: `report/en/management.qmd`. Raises
    DocumentError where the project file names no documents, or is no YAML.
    """
    sources = [project.parent / name for name in _render_list(project)]
    return tuple(
        Job(source=source, name=f"{source.stem}-{language}", formats=formats)
        for language in languages
        for source in sources
        if source.parent.name == language
    )


def _render_list(project: Path) -> list[str]:
    """What Quarto would render, relative to the project's folder."""
    file = display_path(project)
    try:
        names = yaml.safe_load(project.read_text(encoding="utf-8"))["project"]["render"]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DocumentError(
            Spot(file, line), f"not YAML: {error.problem}", fix="repair this line"
        ) from None
    except (KeyError, TypeError):
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DocumentError(
            file,
            "it does not list the documents under project, render",
            fix="list them there, e.g. - report/en/management.qmd",
        )
    return names
