"""What stored results say of their month's customers, for later editions to be held against."""

from __future__ import annotations

import pandas as pd

from analysis.followup.forecast import Forecast
from analysis.results.facts import Results


def forecast_of(results: Results) -> Forecast:
    """The forecast of a whole edition."""
    groups = {key for key, segment in results.segments.items() if segment.quadrant}
    rows = {
        customer.customer_id: {
            "risk": customer.risk,
            "profit": customer.profit,
            "group": next((key for key in customer.segments if key in groups), ""),
            "offer": customer.offer or "",
            "cost": customer.cost,
            "gain": customer.expected_gain,
            "control": customer.control,
            "side": customer.side,
        }
        for customer in results.customers
    }
    return Forecast(facts=results.forecast, customers=pd.DataFrame.from_dict(rows, orient="index"))
