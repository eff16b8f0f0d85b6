"""What lists of contacts would really earn, where the truth is known: on a synthetic store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.economics import expected_gain
from analysis.intake.base import Base
from analysis.offers.assign import NO_OFFER, Choice
from analysis.offers.budget import order_by
from analysis.offers.candidate_offers import Candidates, find_candidates
from analysis.offers.facts import StrategyKey
from analysis.offers.money import Numbers
from analysis.offers.rules import OfferBook
from analysis.offers.terms import state_costs_in_money
from analysis.segments.customers import RISK
from analysis.segments.find import find_segments
from analysis.segments.rules import SegmentRules
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What no real store knows; index of the base.

    risk: probability of a drop given the features. acceptance: probability that an offer with
    the multiple 1 keeps a customer who is about to drop.
    """

    risk: pd.Series[float]
    acceptance: pd.Series[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScore:
    """One list of contacts by the truth; money per horizon, unit of profit."""

    key: StrategyKey | Literal["best"]
    contacts: int
    cost: float
    earned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlook:
    """What contacting each customer truly costs and earns; shape (n_customers,)."""

    cost: Numbers
    earned: Numbers


def judge_lists(
    base: Base,
    risk: pd.Series[float],
    truth: Truth,
    rules: SegmentRules,
    book: OfferBook,
    settings: Settings,
) -> tuple[ListScore, ...]:
    """The recommended list beside the best one of the same budget, and beside simple ones.

    risk: as estimated, index of the base. "best" knows the true risk and may spend as much as
    the recommended list truly costs; the simple lists have as many contacts as it.
    """
    priced = state_costs_in_money(settings, base)
    guessed, ideal = (
        find_candidates(base, known, find_segments(base, known, rules, priced), book, priced)
        for known in (risk, truth.risk)
    )
    outlook = _look_out(guessed, truth, priced)
    chosen = np.flatnonzero(guessed.choice.recommended)
    budget = float(outlook.cost[chosen].sum())
    estimated = guessed.customers[RISK].to_numpy(dtype=np.float64)
    profit = base.table["profit"].to_numpy(dtype=np.float64)
    everyone = np.flatnonzero(guessed.choice.offer != NO_OFFER)
    part = chosen.size / everyone.size if everyone.size else 0.0
    return (
        _add_up_list("recommended", chosen, outlook),
        _pick_best(ideal.choice, _look_out(ideal, truth, priced), budget),
        _add_up_list("everyone", everyone, outlook),
        _add_up_list("random", everyone, outlook, part),
        _add_up_list("highest_risk", order_by(estimated)[: chosen.size], outlook),
        _add_up_list("highest_profit", order_by(profit)[: chosen.size], outlook),
    )


def _look_out(found: Candidates, truth: Truth, settings: Settings) -> _Outlook:
    """What each customer's best offer truly costs and earns; settings: costs in money."""
    choice = found.choice
    risk = truth.risk.reindex(found.customers.index).to_numpy(dtype=np.float64)
    willing = truth.acceptance.reindex(found.customers.index).to_numpy(dtype=np.float64)
    profit = found.customers["profit"].to_numpy(dtype=np.float64)
    value = profit * settings.economics.horizon_months
    cost, earned = np.zeros(risk.size), np.zeros(risk.size)
    for place, offer in enumerate(choice.offers):
        given, terms = choice.offer == place, offer.terms
        accepts = np.minimum(willing[given] * offer.rule.acceptance, 1.0)
        earned[given] = expected_gain(
            risk=risk[given],
            value=value[given],
            acceptance=accepts,
            contact_cost=terms.contact_cost,
            incentive=terms.incentive,
        )
        cost[given] = risk[given] * accepts * value[given] - earned[given]
    return _Outlook(cost=cost, earned=earned)


def _pick_best(choice: Choice, outlook: _Outlook, budget: float) -> ListScore:
    """The customers who truly pay, best first, for as long as the budget lasts."""
    order = order_by(choice.exact)[: int(choice.recommended.sum())]
    affordable = np.cumsum(outlook.cost[order]) <= budget * (1 + 1e-9)
    return _add_up_list("best", order[affordable], outlook)


def _add_up_list(
    key: StrategyKey | Literal["best"],
    chosen: npt.NDArray[np.integer],
    outlook: _Outlook,
    part: float = 1.0,
) -> ListScore:
    """One list's truth; `part` scales it to a random draw from it."""
    return ListScore(
        key=key,
        contacts=round(chosen.size * part),
        cost=float(outlook.cost[chosen].sum()) * part,
        earned=float(outlook.earned[chosen].sum()) * part,
    )
