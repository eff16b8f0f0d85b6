"""Forecasts of earlier months that have no edition yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.history.facts import HistoryFacts
from analysis.settings import Settings
from report.edition.atomic_folder import draft_folder
from report.edition.changes import find_changes
from report.edition.earlier import folders_with_forecasts
from report.edition.manifest import FILE, read_manifest, write_forecast_manifest
from report.edition.request import EditionRequest
from report.engines.job import Say

if TYPE_CHECKING:
    from analysis.followup.forecast import Forecast


def make_missing_forecasts(request: EditionRequest, stored: Path, say: Say) -> tuple[str, ...]:
    """Forecast the months before the request's that have none, each with what was known then.

    They are written as editions without documents. What an earlier edition said is never made
    anew. Returns the months of which nothing could be said; where the edition in `stored` found
    them out from the same tables, nothing is read. Raises ReportError as the pipeline does.
    """
    missing = missing_forecasts(request)
    if not missing or missing <= _found_out(request, stored):
        return tuple(sorted(missing))
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.pipeline import compute_forecasts

    say(f"forecasting {len(missing)} earlier months with what was known then")
    for forecast, history in compute_forecasts(request.folders, request.settings, missing):
        save_forecast_edition(forecast, history, request.settings, request.output)
    return tuple(sorted(missing_forecasts(request)))


def save_forecast_edition(
    forecast: Forecast, history: HistoryFacts, settings: Settings, output: Path
) -> None:
    """Write an edition without documents, whole or not at all.

    Raises EnvironmentProblemError where it cannot be written.
    """
    from analysis.followup.store import save_forecast

    with draft_folder(output, forecast.facts.month, FILE) as draft:
        save_forecast(forecast, draft)
        write_forecast_manifest(draft, forecast.facts, history, settings)


def missing_forecasts(request: EditionRequest) -> set[str]:
    """The months before the request's of which no edition says what it expected."""
    there = {path.name for path in folders_with_forecasts(request.output, request.month)}
    return {folder.name for folder in request.months} - {*there, request.month}


def _found_out(request: EditionRequest, stored: Path) -> set[str]:
    """The months of which nothing could be said when the edition was made, if nothing changed."""
    manifest = read_manifest(stored)
    if manifest is None or find_changes(stored, request):
        return set()
    return set(manifest.months_without_forecast)
