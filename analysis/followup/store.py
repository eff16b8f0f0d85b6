"""A forecast as two files beside its edition: the facts, and the customers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.followup.facts_file import CUSTOMERS, load_facts, save_facts, unreadable
from analysis.followup.forecast import Forecast


def save_forecast(forecast: Forecast, folder: Path) -> None:
    """Write both files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save_facts(forecast.facts, folder)
    forecast.customers.rename_axis("customer_id").to_parquet(folder / CUSTOMERS)


def load_forecast(folder: Path) -> Forecast:
    """The forecast stored in an edition's folder.

    Raises ReportError where one of the files is absent, of another version or not ours.
    """
    facts = load_facts(folder)
    try:
        customers = pd.read_parquet(folder / CUSTOMERS)
    except (OSError, ValueError):
        raise unreadable(folder) from None
    return Forecast(facts=facts, customers=customers)
