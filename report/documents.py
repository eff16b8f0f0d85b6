"""Which documents an edition has. A new one is written as .qmd files and named here once."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.vocabulary import Language
from report.render.brand import ROOT
from report.render.job import Job

LANGUAGES: tuple[Language, ...] = ("ru", "en")
# For readers outside the store's own analysts: no customer may be named in it.
MANAGEMENT = "management"
DOCUMENTS = (MANAGEMENT, "technical")


def jobs_of(languages: Sequence[Language]) -> tuple[Job, ...]:
    """Every document in every language asked for."""
    return tuple(
        Job(source=ROOT / "report" / language / f"{name}.qmd", name=f"{name}-{language}")
        for language in languages
        for name in DOCUMENTS
    )
