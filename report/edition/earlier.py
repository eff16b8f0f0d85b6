"""What earlier editions said of their months, kept in their folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.followup.facts_file import CUSTOMERS, FACTS
from analysis.intake.months import MONTH
from report.edition.manifest import sha256

if TYPE_CHECKING:
    from analysis.followup.forecast import Forecast


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
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.followup.store import load_forecast

    return tuple(load_forecast(path) for path in folders_with_forecasts(output, before))


def hash_earlier(output: Path, before: str) -> dict[str, str]:
    """Month -> SHA-256 of its forecast's two files."""
    return {
        path.name: sha256(path / FACTS) + sha256(path / CUSTOMERS)
        for path in folders_with_forecasts(output, before)
    }
