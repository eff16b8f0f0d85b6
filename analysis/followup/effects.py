"""What offers brought against control groups, and what that tells of their acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from analysis.economics import earned
from analysis.estimate import Estimate
from analysis.followup.campaigns import COMPARED, CONTROL, PastCampaign
from analysis.followup.effect_facts import Effect, EffectsFacts, EffectVerdict, OfferAcceptance
from analysis.offers.acceptance import Acceptances, Measurement
from analysis.offers.control import POWER, SIGNIFICANCE
from analysis.offers.money import Numbers
from analysis.offers.rules import OfferBook
from analysis.offers.terms import Terms, state_terms
from analysis.segments.facts import SegmentFacts
from analysis.settings import EconomicsSettings, Settings

# A comparison needs so many customers on each side: one alone has no spread.
FEWEST = 2
# The share contacted of those to be contacted, less that of the control group. Below this the plan
# was hardly carried out, and its outcome tells nothing of what a contact does.
LEAST_CONTACTED = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All offers together, each offer, and by offer the acceptance that its effect amounts to."""

    plan: Effect | None
    offers: tuple[Effect, ...]
    measured: Mapping[str, Measurement]


def measure_effects(
    campaigns: Sequence[PastCampaign], book: OfferBook, economics: EconomicsSettings
) -> Effects:
    """Effects of all recorded campaigns whose outcome is known, those of one offer taken together.

    Everybody counts on the side they were drawn for. Offers with fewer than two
    customers on either side are left out.
    """
    rows = _gather(campaigns, economics.horizon_months)
    compared = [
        (str(offer), found) for offer, found in rows.groupby("offer") if _is_comparable(found)
    ]
    assumed = {key: economics.acceptance * rule.acceptance for key, rule in book.offers.items()}
    offers = _correct([_measure(found, offer, assumed.get(offer)) for offer, found in compared])
    everyone = pd.concat([found for _, found in compared]) if compared else None
    return Effects(
        plan=None if everyone is None else _measure_plan(everyone, assumed),
        offers=tuple(sorted(offers, key=lambda effect: (-effect.control, str(effect.offer)))),
        measured={
            offer: measurement
            for offer, found in compared
            if (measurement := _find_acceptance(found)) is not None
        },
    )


def _gather(campaigns: Iterable[PastCampaign], horizon: int) -> pd.DataFrame:
    """A row for each compared customer and campaign with a known outcome."""
    found = [pd.DataFrame(columns=["offer"])]
    for campaign in campaigns:
        rows = campaign.customers
        sides = rows["side"].isin([COMPARED, CONTROL]) & (rows["offer"] != "")
        rows = rows[sides & rows["dropped"].notna() & campaign.record.recorded]
        if len(rows):
            found.append(
                pd.DataFrame(
                    {
                        "offer": rows["offer"],
                        "campaign": campaign.record.month,
                        "drawn": (rows["side"] == COMPARED).astype(np.float64),
                        "contacted": rows["contacted"].astype(np.float64),
                        # Of a month without a forecast, the same for everybody.
                        "risk": rows["risk"].astype(np.float64).fillna(rows["dropped"].mean()),
                        "dropped": rows["dropped"].astype(np.float64),
                        "value": earned(rows["profit"]) * horizon,
                        "cost": rows["cost"].fillna(rows["planned_cost"]),
                    }
                )
            )
    return pd.concat(found[1:] or found, ignore_index=True)


def _is_comparable(rows: pd.DataFrame) -> bool:
    drawn = int(rows["drawn"].sum())
    return min(drawn, len(rows) - drawn) >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """What being drawn to be contacted changes for one customer."""

    estimate: Estimate
    error: float
    p_value: float


def _compare(rows: pd.DataFrame, outcome: Numbers, known_before: Numbers) -> _Difference:
    """The coefficient of being drawn, beside what was known before and a level for each campaign.

    Least squares (analysis of covariance; Lin (2013), "Agnostic notes on regression adjustments to
    experimental data", Annals of Applied Statistics 7(1), 295-318). With one variance for both
    sides, since a few control customers cannot tell their own.
    """
    levels = pd.get_dummies(rows["campaign"], dtype=np.float64)
    columns = np.column_stack([rows["drawn"], known_before, levels])
    # Nobody's outcome differed: as much spread as outcomes with these risks have.
    expected = float((rows["risk"] * (1 - rows["risk"])).mean()) * float(np.mean(outcome**2) or 1)
    model = sm.OLS(outcome, columns)
    fit = model.fit()
    if fit.ssr <= 1e-12 * len(rows):
        fit = model.fit(cov_type="fixed scale", cov_kwds={"scale": max(expected, 1e-12)})
    low, high = fit.conf_int()[0]
    return _Difference(
        estimate=Estimate(value=float(fit.params[0]), low=float(low), high=float(high)),
        error=float(fit.bse[0]),
        p_value=float(fit.pvalues[0]),
    )


def _measure(rows: pd.DataFrame, offer: str | None, assumed: float | None) -> Effect:
    """assumed: the acceptance that the plan counted with; None where nobody assumes any now."""
    drawn = rows["drawn"] == 1
    risk, value = rows["risk"].to_numpy(), rows["value"].to_numpy()
    dropped = rows["dropped"].to_numpy()
    prevented = _compare(rows, -dropped, risk)
    kept = _compare(rows, -dropped * value, risk * value)
    many = int(drawn.sum())
    return Effect(
        offer=offer,
        campaigns=rows["campaign"].nunique(),
        contacted=many,
        control=len(rows) - many,
        dropped_contacted=int(dropped[drawn].sum()),
        dropped_control=int(dropped[~drawn].sum()),
        prevented=prevented.estimate,
        profit_kept=_times(kept.estimate, many),
        cost=float(rows.loc[drawn, "cost"].sum()),
        p_adjusted=prevented.p_value,
        verdict=_judge(prevented.estimate.value, prevented.p_value),
        needed=_find_needed(rows, assumed) if assumed else None,
    )


def _measure_plan(rows: pd.DataFrame, assumed: Mapping[str, float]) -> Effect:
    """All offers together, as often as each was compared."""
    return _measure(rows, None, float(rows["offer"].map(assumed).fillna(0.0).mean()))


def _times(estimate: Estimate, many: int) -> Estimate:
    return Estimate(value=estimate.value * many, low=estimate.low * many, high=estimate.high * many)


def _correct(effects: Sequence[Effect]) -> list[Effect]:
    """Several offers are several chances to be wrong: Holm's correction of the verdicts."""
    if not effects:
        return []
    adjusted = multipletests([effect.p_adjusted for effect in effects], method="holm")[1]
    return [
        replace(effect, p_adjusted=float(p), verdict=_judge(effect.prevented.value, p))
        for effect, p in zip(effects, adjusted, strict=True)
    ]


def _judge(prevented: float, p_value: float) -> EffectVerdict:
    if p_value >= SIGNIFICANCE:
        return "cannot_tell"
    return "works" if prevented > 0 else "harms"


def _find_needed(rows: pd.DataFrame, assumed: float) -> int | None:
    """Control customers in all to see the assumed effect, at as many contacted for each as now."""
    risk = float(rows["risk"].mean())
    effect = proportion_effectsize(risk, risk * (1 - min(assumed, 1.0)))
    if effect <= 0:
        return None
    drawn = float(rows["drawn"].sum())
    control = NormalIndPower().solve_power(
        effect, power=POWER, alpha=SIGNIFICANCE, ratio=drawn / (len(rows) - drawn)
    )
    return ceil(float(control))


def _find_acceptance(rows: pd.DataFrame) -> Measurement | None:
    """The effect of a contact as a share of the drops that were to be expected without it.

    Being drawn changes as many outcomes as contacts do, times the share of contacts that it
    decides (Imbens and Angrist (1994), "Identification and estimation of local average treatment
    effects", Econometrica 62(2), 467-475).
    """
    drawn = rows["drawn"] == 1
    decided = rows.loc[drawn, "contacted"].mean() - rows.loc[~drawn, "contacted"].mean()
    expected = float(rows["risk"].mean()) * decided
    if decided < LEAST_CONTACTED or expected <= 0:
        return None
    found = _compare(rows, -rows["dropped"].to_numpy(), rows["risk"].to_numpy())
    return Measurement(
        value=found.estimate.value / expected, error=found.error / expected, customers=len(rows)
    )


def describe_effects(
    campaigns: Sequence[PastCampaign],
    effects: Effects,
    segments: Sequence[SegmentFacts],
    book: OfferBook,
    settings: Settings,
    believed: Acceptances | None,
) -> EffectsFacts | None:
    """Everything a document may print about campaigns; None where there was none before.

    segments: with the offers that pay for somebody. believed: acceptances that the plan was
    priced with, None where they are those assumed.
    """
    if not campaigns:
        return None
    paying = {offer.key for segment in segments for offer in segment.offers}
    return EffectsFacts(
        campaigns=tuple(campaign.record for campaign in campaigns),
        plan=effects.plan,
        offers=effects.offers,
        acceptance=tuple(
            _describe_acceptance(
                key,
                state_terms(rule, settings.economics),
                state_terms(
                    rule, settings.economics, believed.offers.get(key) if believed else None
                ),
                pays=key in paying,
            )
            for key, rule in book.offers.items()
        ),
    )


def _describe_acceptance(key: str, assumed: Terms, used: Terms, *, pays: bool) -> OfferAcceptance:
    return OfferAcceptance(
        offer=key,
        assumed=_as_estimate(assumed),
        acceptance=_as_estimate(used),
        measured_on=used.measured_on,
        pays=pays,
    )


def _as_estimate(terms: Terms) -> Estimate:
    return Estimate(value=terms.acceptance, low=terms.acceptance_low, high=terms.acceptance_high)
