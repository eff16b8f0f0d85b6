"""What a document opens first: the month's results and the language it is written in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.vocabulary import Language
from report.charts.theme import use_theme
from report.paths import BUILD
from report.text.numbers import BLANK

ENVIRONMENT = "RETENTION_RESULTS"
DEFAULT = BUILD / "results.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One month's results as one language's reader sees them."""

    results: Results
    language: Language

    @property
    def unit(self) -> str:
        """The unit of profit, as the settings call it; never broken over two lines."""
        store = self.results.settings.store
        unit = store.profit_unit_ru if self.language == "ru" else store.profit_unit_en
        return unit.replace(" ", BLANK)

    @property
    def store(self) -> str:
        """The name of the store."""
        store = self.results.settings.store
        return store.name_ru if self.language == "ru" else store.name_en


def open_report(language: Language) -> Report:
    """The stored results for a document of this language.

    Read from the file that RETENTION_RESULTS names, else from `_build/results.json`.
    Raises ReportError where there are none.
    """
    use_theme()
    path = Path(os.environ.get(ENVIRONMENT) or DEFAULT)
    return Report(results=stored_results(path, changed_at(path)), language=language)


@cache
def stored_results(path: Path, changed: int) -> Results:  # noqa: ARG001
    """The results at `path`, read once while the file stays unchanged."""
    return load_results(path)


def changed_at(path: Path) -> int:
    """When the file was last written, in nanoseconds; 0 where there is none."""
    return path.stat().st_mtime_ns if path.exists() else 0
