"""The facts of a forecast as a file, read without the libraries behind the analysis."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from analysis.errors import ReportError
from analysis.followup.facts import FORECAST_VERSION, ForecastFacts

# Beside an edition: what it said, and of which customers.
FACTS, CUSTOMERS = "forecast.json", "forecast.parquet"
_FORECAST = TypeAdapter(ForecastFacts)


def save_facts(facts: ForecastFacts, folder: Path) -> None:
    """Write them into an edition's folder."""
    text = json.dumps(_FORECAST.dump_python(facts, mode="json"), indent=1)
    (folder / FACTS).write_text(text + "\n", encoding="utf-8")


def load_facts(folder: Path) -> ForecastFacts:
    """What the edition in a folder said.

    Raises ReportError where the file is absent, of another version or not ours.
    """
    try:
        facts = _FORECAST.validate_json((folder / FACTS).read_bytes())
    except (OSError, ValueError):
        raise unreadable(folder) from None
    if facts.version != FORECAST_VERSION:
        raise unreadable(folder)
    return facts


def unreadable(folder: Path) -> ReportError:
    """The error of a forecast that cannot be read."""
    return ReportError(
        f"{folder}: its forecast cannot be read\n"
        "  Fix: delete the folder and make it again with: retention report --all-months"
    )
