"""Earlier editions as campaigns: what they planned, and what was sent according to the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.followup.effect_facts import CampaignRecord
from analysis.followup.forecast import Forecast
from analysis.history.reach import months_between
from analysis.history.read import History
from analysis.intake.base import Base
from analysis.intake.months import MONTH
from analysis.offers.campaigns import Campaign

# The two sides of a comparison; see `Side`.
COMPARED, CONTROL = "compared", "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCampaign(Campaign):
    """A campaign with what is known of it by now.

    customers: besides, side (as drawn), risk (known before), profit (per month), planned_cost,
    cost (as recorded, else NaN) and dropped (NaN while unknown).
    """

    record: CampaignRecord


def list_campaigns(forecasts: Iterable[Forecast], history: History) -> tuple[PastCampaign, ...]:
    """What was sent to whom before the scored month, oldest first.

    Where there was no edition, or one without lists, a record of what was sent counts all the same,
    with the sides it tells. A campaign is pending for as many months as its horizon has.
    """
    month = history.scored.facts.month
    if not MONTH.fullmatch(month):
        return ()
    persons = pd.concat([base.groups for base in history.months])
    persons = persons[~persons.index.duplicated(keep="last")]
    bases = {base.facts.month: base for base in history.months[:-1]}
    said = {each.facts.month: each for each in forecasts if each.facts.month < month}
    listed = {name for name, each in said.items() if each.facts.with_lists}
    records = {name: base.sent for name, base in bases.items() if base.sent is not None}
    return tuple(
        _make_campaign(
            name,
            _plan_of_edition(said[name])
            if name in listed
            else _plan_of_record(records[name], bases[name], said.get(name)),
            records.get(name),
            bases.get(name),
            persons,
            history,
        )
        for name in sorted({*listed, *records})
    )


def _make_campaign(
    name: str,
    customers: pd.DataFrame,
    sent: pd.DataFrame | None,
    base: Base | None,
    persons: pd.Series[int],
    history: History,
) -> PastCampaign:
    told = _as_planned(customers) if sent is None else sent
    contacted = told["contacted"].reindex(customers.index, fill_value=False)
    known = customers.index.isin(persons.index)
    outcome = base.dropped if base is not None else pd.Series(dtype=np.float64)
    months_ago = months_between(name, history.scored.facts.month)
    pending = months_ago < history.facts.horizon_months
    listed = customers.assign(
        contacted=contacted,
        offer=_as_told(customers["offer"], told, contacted),
        cost=told["cost"].reindex(customers.index),
        dropped=outcome.reindex(customers.index),
    )[known]
    return PastCampaign(
        months_ago=months_ago,
        pending=pending,
        customers=listed.assign(person=persons.loc[listed.index]),
        record=_describe(name, customers, told, base, recorded=sent is not None, known=not pending),
    )


def _plan_of_edition(forecast: Forecast) -> pd.DataFrame:
    """Offer, side, risk, profit and cost of each customer as planned, index = customer id."""
    said = forecast.customers.rename(columns={"cost": "planned_cost"})
    return said[["offer", "side", "control", "risk", "profit", "planned_cost"]]


def _plan_of_record(sent: pd.DataFrame, base: Base, forecast: Forecast | None) -> pd.DataFrame:
    """The same by the record; the risk is NaN where nothing was said of the month."""
    told = sent.reindex(base.table.index)
    side = told["side"].fillna("")
    return base.table[["profit"]].assign(
        offer=told["offer"].fillna(""),
        side=side,
        control=side == CONTROL,
        risk=forecast.customers["risk"] if forecast is not None else np.nan,
        planned_cost=0.0,
    )


def _as_planned(customers: pd.DataFrame) -> pd.DataFrame:
    """The record of a campaign that was sent as planned, where nobody kept one."""
    planned = (customers["offer"] != "") & ~customers["control"]
    return customers[["offer", "side"]].assign(contacted=planned, cost=np.nan, taken=np.nan)


def _as_told(
    planned: pd.Series[str], told: pd.DataFrame, contacted: pd.Series[bool]
) -> pd.Series[str]:
    """The planned offer of each customer; of who was contacted without one, that of the record."""
    named = told["offer"].reindex(planned.index).fillna("")
    return planned.where((planned != "") | ~contacted, named)


def _describe(
    month: str,
    customers: pd.DataFrame,
    told: pd.DataFrame,
    base: Base | None,
    *,
    recorded: bool,
    known: bool,
) -> CampaignRecord:
    """The counts; told: the record, or the plan where there is none."""
    planned, control = customers["offer"] != "", customers["control"] & (customers["offer"] != "")
    contacted = told["contacted"].reindex(customers.index, fill_value=False)
    named = told["offer"].reindex(customers.index).fillna("")
    other = contacted & planned & (named != "") & (named != customers["offer"])
    listed = base.labels.index if base is not None else customers.index
    sent = told[told["contacted"]]
    return CampaignRecord(
        month=month,
        recorded=recorded,
        outcome_known=known,
        planned=int(planned.sum()),
        control=int(control.sum()),
        contacted=int(told["contacted"].sum()),
        control_contacted=int((control & contacted).sum()),
        not_contacted=int((planned & ~control & ~contacted).sum()),
        other_offer=int(other.sum()),
        unplanned=int((contacted & ~planned).sum()),
        unknown=int((~told.index.isin(listed)).sum()) if recorded else 0,
        taken=int(sent["taken"].sum()) if sent["taken"].notna().any() else None,
        cost=float(sent["cost"].sum()) if sent["cost"].notna().any() else None,
    )
