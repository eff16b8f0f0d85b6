"""Campaigns of a synthetic store: who is contacted with what, and what that truly does.

A contact changes the outcome of the campaign's month and nothing else, so that a customer's later
features and the true risk stay those of a store that does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.special import logit

from analysis.sample.mixture import Campaigns, OfferTruth


def draw_campaign(
    campaigns: Campaigns,
    month: str,
    risk: pd.Series[float],
    consent: pd.Series[str],
    persons: pd.Series[str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Whom a campaign on the data of this month takes, and what is done with them.

    risk: the true one, from which the guess is made. consent: "yes" or "no". persons: the first
    id of each customer's person; all three with one index, id, of those who are free to be taken.
    The index of the result is id; its columns are offer, side ("compared" or "control"), channel,
    contacted and date (YYYY-MM-DD, "" of those not contacted). Both ids of one person have the
    same offer, side and contact.
    """
    first = persons.index[persons == persons.index]
    noise = rng.normal(0.0, campaigns.guess_sd, len(first))
    guess = pd.Series(logit(risk[first].to_numpy()) + noise, index=first)
    taken = guess.nlargest(round(campaigns.targeted * len(first))).index
    control = rng.random(len(taken)) < campaigns.control
    contact = np.where(control, campaigns.control_contacted, 1 - campaigns.not_contacted)
    next_month = (pd.Period(month, "M") + 1).to_timestamp()
    days = pd.to_timedelta(rng.integers(0, campaigns.days, len(taken)), unit="D")
    drawn = pd.DataFrame(
        {
            "offer": rng.choice(list(campaigns.offers), len(taken)),
            "side": np.where(control, "control", "compared"),
            "contacted": rng.random(len(taken)) < contact,
            "date": (next_month + days).strftime("%Y-%m-%d"),
        },
        index=taken,
    )
    ids = persons.index[persons.isin(taken)]
    table = drawn.loc[persons[ids].tolist()].set_index(ids)
    offers = zip(table["offer"], consent[ids], strict=True)
    table["channel"] = [campaigns.offers[offer].channels[answer] for offer, answer in offers]
    return table.assign(date=table["date"].where(table["contacted"], ""))


def apply_contacts(
    untreated: pd.Series[float],
    offers: pd.Series[str],
    contacted: pd.Series[bool],
    truth: Mapping[str, OfferTruth],
    rng: np.random.Generator,
    persons: pd.Series[str] | pd.Series[int] | None = None,
) -> pd.Series[float]:
    """Draw the outcome after contact, 1.0 where a customer dropped, else 0.0.

    untreated: the outcome if nobody is contacted. persons: whose ids share their chance, None
    where every id is a person. All have one index, in one order. Raises KeyError: a customer is
    contacted with an offer whose truth is not given.
    """
    codes = np.arange(len(untreated)) if persons is None else persons.factorize()[0]
    chance = pd.Series(rng.random(len(untreated))[codes], index=untreated.index)
    of_contacted = offers[contacted]
    prevents = np.array([truth[offer].prevents for offer in of_contacted])
    adds = np.array([truth[offer].adds for offer in of_contacted])
    before = untreated[contacted]
    changed = chance[contacted] < np.where(before == 1, prevents, adds)
    after = untreated.copy()
    after[contacted] = before.where(~changed, 1 - before)
    return after


def record_response(
    campaigns: Campaigns,
    drawn: pd.DataFrame,
    untreated: pd.Series[float],
    outcome: pd.Series[float],
    persons: pd.Series[str],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The campaign as it is recorded, with who took the offer (1.0 or 0.0) and what it cost.

    All have the index of `drawn`. Whom an offer kept has taken what it gives; others who stay
    take it at times. NaN where there was nothing to take, and for the cost of those not contacted.
    """
    offers = [campaigns.offers[offer] for offer in drawn["offer"]]
    chance = rng.random(len(drawn))[persons.factorize()[0]]
    anyway = chance < np.array([offer.taken_anyway for offer in offers])
    incentive = np.array([offer.incentive for offer in offers])
    takes = ((outcome == 0) & ((untreated == 1) | anyway)).astype(float)
    taken = takes.where(drawn["contacted"] & (incentive > 0))
    contact = np.array([offer.contact_cost for offer in offers])
    cost = (contact + incentive * taken.fillna(0.0)).where(drawn["contacted"])
    return drawn.assign(cost=cost, taken=taken)
