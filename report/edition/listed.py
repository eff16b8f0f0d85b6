"""The editions of an output folder and what the page over them tells of each."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from analysis.errors import ReportError
from analysis.estimate import Estimate
from analysis.followup.facts import ForecastFacts
from analysis.followup.facts_file import load_facts
from analysis.intake.months import MONTH
from analysis.results.facts import Headline
from analysis.settings import StoreSettings
from report.edition.changes import RESULTS
from report.edition.manifest import FILE, read_manifest

_HEADLINE = TypeAdapter(Headline)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEdition:
    """One edition; headline: of a whole one, forecast: what it said of its month."""

    month: str
    headline: Headline | None
    forecast: ForecastFacts | None
    store: StoreSettings | None
    files: tuple[str, ...]

    @property
    def roc_auc(self) -> Estimate | None:
        """Across customers; None where only the forecast was made."""
        found = self.headline
        if found is None:
            return None
        return Estimate(value=found.roc_auc, low=found.roc_auc_low, high=found.roc_auc_high)


def edition_folders(output: Path) -> list[Path]:
    """The editions in a folder: months newest first, then those of other names."""
    found = sorted(
        path
        for path in (output.iterdir() if output.is_dir() else ())
        if not path.name.startswith(".") and (path / FILE).is_file()
    )
    months = [path for path in found if MONTH.fullmatch(path.name)]
    return [*reversed(months), *(path for path in found if path not in months)]


def list_edition(folder: Path) -> ListedEdition:
    """What is told of an edition; facts that this program cannot read are left out."""
    forecast = headline = store = None
    with suppress(ReportError):
        forecast = load_facts(folder)
    with suppress(OSError, KeyError, TypeError, ValueError):
        stored = json.loads((folder / RESULTS).read_bytes())
        headline = _HEADLINE.validate_python(stored["headline"])
    manifest = read_manifest(folder)
    if manifest is not None:
        with suppress(KeyError, ValueError):
            store = StoreSettings.model_validate(manifest.settings["store"])
    return ListedEdition(
        month=folder.name,
        headline=headline,
        forecast=forecast,
        store=store,
        files=tuple(sorted(path.name for path in folder.iterdir() if path.is_file())),
    )
