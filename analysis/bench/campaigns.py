"""How well campaigns are measured and learned from, on simulated stores whose truth is known.

Each store plans campaigns, one a quarter, with what it knows by then, some of what it planned goes
wrong, and every offer does to those who are contacted what the truth says. The store knows the
risk as a fixed model would: the true one with an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.special import logit

from analysis.bench.months import as_base
from analysis.estimate import Estimate
from analysis.followup.campaigns import COMPARED, CONTROL, PastCampaign
from analysis.followup.effect_facts import CampaignRecord, EffectVerdict
from analysis.followup.effects import Effects, measure_effects
from analysis.history.people import join_people
from analysis.history.reach import months_between
from analysis.history.read import History, compose_history, leave_out_contacted
from analysis.intake.base import Base
from analysis.model.fit import score_month
from analysis.offers.acceptance import Acceptances, learn_acceptance
from analysis.offers.money import Numbers
from analysis.offers.plan import OfferOutcome, plan_offers
from analysis.offers.rules import OfferBook, read_offers
from analysis.offers.terms import state_costs_in_money
from analysis.sample.months import SampleMonth, draw_months
from analysis.segments.find import find_segments
from analysis.segments.rules import SegmentRules, read_rules
from analysis.settings import Settings

CUSTOMERS, CAMPAIGNS, EVERY, YEAR = 5000, 3, 3, 12
# Its own stream of chance: what a campaign does, apart from how the store was drawn.
STREAM = 2
# The fixed model's error, in log-odds; customers who are treated otherwise than they were drawn.
MODEL_ERROR = 0.6
CONTROL_CONTACTED, NOT_CONTACTED = 0.03, 0.05
# What offers truly do: this share of them nothing; one drives customers away; the others keep the
# assumed share of dropping customers, times a factor of this spread (of its logarithm).
IDLE, HARM, SPREAD = 0.25, 0.15, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTruth:
    """What a contact does: the share of drops it prevents, or how much it adds to the risk."""

    prevents: float
    adds: float

    @property
    def idle(self) -> bool:
        """Whether it does nothing at all."""
        return not (self.prevents or self.adds)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectTruth:
    """One offer after all campaigns; known: drops that being drawn truly prevents, a customer."""

    offer: str
    truth: OfferTruth
    printed: Estimate
    known: float
    verdict: EffectVerdict
    control: int
    still_offered: int  # contacts with it in the last plan

    @property
    def covered(self) -> bool:
        """Whether the printed interval holds the truth."""
        return self.printed.holds(self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsTruth:
    """One store; earned: what the last plan truly brings, priced as measured and as assumed."""

    seed: int
    effects: tuple[EffectTruth, ...]
    earned_measured: float
    earned_assumed: float


def check_campaigns(
    seed: int,
    settings: Settings,
    *,
    customers: int = CUSTOMERS,
    campaigns: int = CAMPAIGNS,
    every: int = EVERY,
) -> CampaignsTruth:
    """One store's campaigns against their truth.

    campaigns: so many are carried out, one in `every` months; the next plan is judged after them,
    when the outcome of the last is known.
    """
    pause = settings.economics.horizon_months
    months = [n * every for n in range(campaigns)]
    months.append(months[-1] + max(every, pause))
    world = draw_months(seed, customers=customers, months=months[-1] + 1)
    bases = join_people([as_base(month, settings) for month in world.months])
    book, rng = read_offers(), np.random.default_rng([seed, STREAM])
    store = _Store(settings, read_rules(), book, _draw_truth(book, settings, rng))
    past: list[PastCampaign] = []
    for number in months:
        base, month = bases[number], world.months[number]
        risk = _guess_risk(month, base, rng)
        past = [store.age(campaign, month.name) for campaign in past]
        found, plan = store.plan(base, risk, past)
        if number < months[-1]:
            past.append(store.carry_out(plan, base, month, risk, rng))
    return CampaignsTruth(
        seed=seed,
        effects=tuple(store.judge(found, past, plan)),
        earned_measured=store.earn(plan, base, month),
        earned_assumed=store.earn(store.offer(base, risk, past, None), base, month),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UntreatedTruth:
    """Slope of what happens if nothing is done on the log-odds of the risk that is printed; 1 where
    it is calibrated, below 1 where it is too extreme. naive: of a model that does not know who was
    contacted; level: mean printed risk over the true one."""

    seed: int
    slope: float
    level: float
    naive_slope: float
    naive_level: float


def check_untreated(seed: int, settings: Settings, *, customers: int = CUSTOMERS) -> UntreatedTruth:
    """The newest month's risk after a year of campaigns whose every offer keeps half."""
    world = draw_months(seed, customers=customers, months=YEAR + 1)
    bases = join_people([as_base(month, settings) for month in world.months])
    book, rng = read_offers(), np.random.default_rng([seed, STREAM])
    truth = dict.fromkeys(book.offers, OfferTruth(prevents=0.5, adds=0.0))
    store = _Store(settings, read_rules(), book, truth)
    past: list[PastCampaign] = []
    for base, month in zip(bases[:YEAR], world.months, strict=False):
        risk = _guess_risk(month, base, rng)
        past = [store.age(campaign, month.name) for campaign in past]
        plan = store.offer(base, risk, past, None)
        past.append(store.carry_out(plan, base, month, risk, rng))
    treated = [
        replace(base, dropped=campaign.customers["dropped"], sent=_record(campaign))
        for base, campaign in zip(bases, past, strict=False)
    ]
    history = compose_history([*treated, bases[-1]], "own_label", settings, as_known_then=True)
    slope, level = _calibrate(leave_out_contacted(history, settings), world.months[-1], settings)
    unaware = replace(history, months=tuple(replace(base, sent=None) for base in history.months))
    naive_slope, naive_level = _calibrate(unaware, world.months[-1], settings)
    return UntreatedTruth(
        seed=seed, slope=slope, level=level, naive_slope=naive_slope, naive_level=naive_level
    )


def _record(campaign: PastCampaign) -> pd.DataFrame:
    """What the store keeps of it: a row for each customer with an offer."""
    return campaign.customers[campaign.customers["offer"] != ""]


def _calibrate(history: History, month: SampleMonth, settings: Settings) -> tuple[float, float]:
    """Slope (Cox (1958), "Two further applications of a model for binary regression", Biometrika
    45(3-4), 562-565), and the mean risk over the true one."""
    risk = score_month(history, settings).risk
    true = month.true_risk[risk.index]
    odds = sm.add_constant(logit(np.asarray(risk)))
    fit = sm.GLM(np.asarray(true), odds, family=sm.families.Binomial()).fit()
    return float(fit.params[1]), float(risk.mean() / true.mean())


def _guess_risk(month: SampleMonth, base: Base, rng: np.random.Generator) -> pd.Series[float]:
    """The risk as the fixed model has it."""
    true = month.true_risk[base.table.index]
    error = MODEL_ERROR * rng.standard_normal(len(true))
    guess = pd.Series(logit(true.clip(1e-6, 1 - 1e-6)) + error, index=true.index)
    # An error of the log-odds makes risks too wide; who has nearly the same guess has their mean.
    ordered = true[guess.sort_values(kind="stable").index]
    level: pd.Series[float] = ordered.rolling(200, 1, center=True).mean()
    return level.reindex(true.index)


def _draw_truth(
    book: OfferBook, settings: Settings, rng: np.random.Generator
) -> Mapping[str, OfferTruth]:
    """What each offer of the book does."""
    keys = list(book.offers)
    harmful = rng.choice(keys)
    idle = rng.random(len(keys)) < IDLE
    factors = rng.lognormal(-(SPREAD**2) / 2, SPREAD, len(keys))
    assumed = settings.economics.acceptance
    return {
        key: OfferTruth(prevents=0.0, adds=HARM)
        if key == harmful
        else OfferTruth(
            prevents=0.0 if nothing else min(assumed * book.offers[key].acceptance * factor, 1.0),
            adds=0.0,
        )
        for key, nothing, factor in zip(keys, idle, factors, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Store:
    """What stays the same over a store's months."""

    settings: Settings
    rules: SegmentRules
    book: OfferBook
    truth: Mapping[str, OfferTruth]

    def age(self, campaign: PastCampaign, month: str) -> PastCampaign:
        """The campaign as it is known in a later month."""
        months_ago = months_between(campaign.record.month, month)
        pending = months_ago < self.settings.economics.horizon_months
        return replace(campaign, months_ago=months_ago, pending=pending)

    def plan(
        self, base: Base, risk: pd.Series[float], past: Sequence[PastCampaign]
    ) -> tuple[Effects, OfferOutcome]:
        """What was measured by now, and the plan that is made with it."""
        known = [campaign for campaign in past if not campaign.pending]
        found = measure_effects(known, self.book, self.settings.economics)
        believed = learn_acceptance(self.book, self.settings.economics, found.measured)
        return found, self.offer(base, risk, past, believed)

    def offer(
        self,
        base: Base,
        risk: pd.Series[float],
        past: Sequence[PastCampaign],
        believed: Acceptances | None,
    ) -> OfferOutcome:
        segments = find_segments(base, risk, self.rules, self.settings)
        return plan_offers(
            base, risk, segments, self.book, self.settings, campaigns=past, believed=believed
        )

    def carry_out(
        self,
        plan: OfferOutcome,
        base: Base,
        month: SampleMonth,
        risk: pd.Series[float],
        rng: np.random.Generator,
    ) -> PastCampaign:
        """Contact whom the plan says but for some, and let what must happen happen."""
        listed = plan.assignment
        offer, control = listed["offer"].fillna("").astype(str), listed["control"].astype(bool)
        planned, chance = offer != "", rng.random(len(listed))
        contacted = planned & np.where(control, chance < CONTROL_CONTACTED, chance >= NOT_CONTACTED)
        outcome = month.outcome[listed.index]
        prevents, adds = self._effects_of(offer.where(contacted, ""))
        true = month.true_risk[listed.index].to_numpy()
        driven = np.minimum(adds / np.maximum(1 - true, 1e-9), 1.0)
        turned = rng.random(len(listed)) < np.where(outcome == 1, prevents, driven)
        customers = pd.DataFrame(
            {
                "offer": offer,
                "side": listed["side"].astype(str),
                "control": control,
                "contacted": contacted,
                "risk": risk,
                "profit": base.table["profit"],
                "planned_cost": listed["cost"].astype(np.float64),
                "cost": np.nan,
                "dropped": np.where(turned, 1 - outcome, outcome),
                "true_risk": true,
                "person": base.groups,
            }
        )
        record = CampaignRecord(
            month=month.name,
            recorded=True,
            outcome_known=False,
            planned=int(planned.sum()),
            control=int((planned & control).sum()),
            contacted=int(contacted.sum()),
        )
        return PastCampaign(months_ago=0, pending=True, customers=customers, record=record)

    def earn(self, plan: OfferOutcome, base: Base, month: SampleMonth) -> float:
        """What the contacts of a plan truly bring over the horizon, in the unit of profit."""
        listed = plan.assignment
        sent = listed[listed["offer"].notna() & ~listed["control"].astype(bool)]
        economics = state_costs_in_money(self.settings, base).economics
        rules = [self.book.offers[offer] for offer in sent["offer"]]
        risk = month.true_risk[sent.index].to_numpy()
        prevents, adds = self._effects_of(sent["offer"].astype(str))
        value = base.table.loc[sent.index, "profit"].to_numpy() * economics.horizon_months
        incentive = economics.incentive * np.array([rule.incentive for rule in rules])
        contact = economics.contact_cost * np.array([rule.contact for rule in rules])
        saved = risk * prevents - np.minimum(adds, 1 - risk)
        return float((saved * (value - incentive) - (1 - risk) * incentive - contact).sum())

    def judge(
        self, found: Effects, past: Sequence[PastCampaign], plan: OfferOutcome
    ) -> Iterator[EffectTruth]:
        """Every measured offer beside its truth."""
        rows = pd.concat([each.customers for each in past if not each.pending])
        rows = rows[rows["side"].isin([COMPARED, CONTROL]) & (rows["offer"] != "")]
        prevents, adds = self._effects_of(rows["offer"])
        risk = rows["true_risk"].to_numpy()
        decided = 1 - NOT_CONTACTED - CONTROL_CONTACTED
        saved = pd.Series(
            decided * (risk * prevents - np.minimum(adds, 1 - risk)), index=rows.index
        )
        known = saved.groupby(rows["offer"].to_numpy()).mean()
        for effect in found.offers:
            offer = str(effect.offer)
            yield EffectTruth(
                offer=offer,
                truth=self.truth[offer],
                printed=effect.prevented,
                known=float(known[offer]),
                verdict=effect.verdict,
                control=effect.control,
                still_offered=int((plan.assignment["offer"] == offer).sum()),
            )

    def _effects_of(self, offers: pd.Series[str]) -> tuple[Numbers, Numbers]:
        """Shares of drops prevented, and what is added to risks; nothing without an offer."""
        prevents = offers.map({key: offer.prevents for key, offer in self.truth.items()})
        adds = offers.map({key: offer.adds for key, offer in self.truth.items()})
        return (
            np.asarray(prevents.fillna(0.0), dtype=np.float64),
            np.asarray(adds.fillna(0.0), dtype=np.float64),
        )
