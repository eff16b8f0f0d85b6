"""What earlier editions said of their months, kept in their folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.followup.facts import ForecastFacts
from analysis.followup.forecast import Forecast
from analysis.followup.store import CUSTOMERS, FACTS, load_forecast, save_forecast
from analysis.intake.months import MONTH, MonthFolder
from analysis.settings import Settings
from report.edition.atomic_folder import draft_folder
from report.edition.manifest import FILE, sha256, write_forecast_manifest
from report.engines.job import Say


def folders_with_forecasts(output: Path, before: str) -> list[Path]:
    """The editions of earlier months that say what they expected, oldest first."""
    found = sorted(output.iterdir()) if output.is_dir() else []
    return [
        path
        for path in found
        if MONTH.fullmatch(path.name) and path.name < before and (path / FACTS).is_file()
    ]


def load_earlier(output: Path, before: str) -> tuple[Forecast, ...]:
    """What the editions before a month said, oldest first. Raises ReportError as loading does."""
    return tuple(load_forecast(path) for path in folders_with_forecasts(output, before))


def hash_earlier(output: Path, before: str) -> dict[str, str]:
    """Month -> SHA-256 of its forecast's two files."""
    return {
        path.name: sha256(path / FACTS) + sha256(path / CUSTOMERS)
        for path in folders_with_forecasts(output, before)
    }


def make_missing_forecasts(
    folders: Sequence[MonthFolder], settings: Settings, output: Path, month: str, say: Say
) -> tuple[ForecastFacts, ...]:
    """Forecasts of the months before `month` that have none yet, each with what was known then.

    They are written as editions without documents. What an earlier edition said is never made
    anew. Raises ReportError as the pipeline does.
    """
    there = {path.name for path in folders_with_forecasts(output, month)}
    missing = [f.name for f in folders if f.name < month and f.name not in there]
    if not missing:
        return ()
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.pipeline import compute_forecasts

    say(f"forecasting {len(missing)} earlier months with what was known then")
    made = []
    for forecast in compute_forecasts(folders, settings, missing):
        with draft_folder(output, forecast.facts.month, FILE) as draft:
            save_forecast(forecast, draft)
            write_forecast_manifest(draft, forecast.facts, settings)
        made.append(forecast.facts)
    return tuple(made)
