"""Earlier editions as campaigns that a later one must respect."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.followup.forecast import Forecast
from analysis.history.reach import months_between
from analysis.history.read import History
from analysis.intake.months import MONTH
from analysis.offers.campaigns import Campaign


def list_campaigns(forecasts: Iterable[Forecast], history: History) -> tuple[Campaign, ...]:
    """What the editions before the scored month sent to whom, oldest first.

    Months of which only a forecast was made have sent nothing. A campaign is pending for as many
    months as its horizon has.
    """
    month = history.scored.facts.month
    if not MONTH.fullmatch(month):
        return ()
    persons = pd.concat([base.groups for base in history.months])
    persons = persons[~persons.index.duplicated(keep="last")]
    return tuple(
        _make_campaign(forecast, persons, month)
        for forecast in forecasts
        if forecast.facts.with_lists and forecast.facts.month < month
    )


def _make_campaign(forecast: Forecast, persons: pd.Series[int], month: str) -> Campaign:
    facts, customers = forecast.facts, forecast.customers
    months_ago = months_between(facts.month, month)
    known = customers[customers.index.isin(persons.index)]
    return Campaign(
        months_ago=months_ago,
        pending=months_ago < facts.horizon_months,
        customers=known[["offer", "control"]].assign(person=persons.loc[known.index]),
    )
