"""A forecast as two files beside its edition: the facts, and the customers."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from analysis.errors import ReportError
from analysis.followup.facts import FORECAST_VERSION, ForecastFacts
from analysis.followup.forecast import Forecast

FACTS, CUSTOMERS = "forecast.json", "forecast.parquet"
FORECAST = TypeAdapter(ForecastFacts)


def save_forecast(forecast: Forecast, folder: Path) -> None:
    """Write both files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = json.dumps(FORECAST.dump_python(forecast.facts, mode="json"), indent=1)
    (folder / FACTS).write_text(facts + "\n", encoding="utf-8")
    forecast.customers.rename_axis("customer_id").to_parquet(folder / CUSTOMERS)


def load_forecast(folder: Path) -> Forecast:
    """The forecast stored in an edition's folder.

    Raises ReportError where one of the files is absent, of another version or not ours.
    """
    try:
        facts = FORECAST.validate_json((folder / FACTS).read_bytes())
        customers = pd.read_parquet(folder / CUSTOMERS)
    except (OSError, ValueError, ValidationError):
        facts, customers = None, pd.DataFrame()
    if facts is None or facts.version != FORECAST_VERSION:
        raise ReportError(
            f"{folder}: its forecast cannot be read\n"
            "  Fix: delete the folder and make it again with: retention report --all-months"
        ) from None
    return Forecast(facts=facts, customers=customers)
