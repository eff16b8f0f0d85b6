"""The facts of all rooms in one object: the headline, the list of customers, the whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.drift.facts import DriftFacts
from analysis.drift.find import find_drift
from analysis.economics import earned, profit_at_risk, share_of
from analysis.followup.changes import find_changes
from analysis.followup.effect_facts import EffectsFacts
from analysis.followup.forecast import Forecast, make_forecast
from analysis.followup.promises import check_promises
from analysis.history.read import History
from analysis.intake.base import Base
from analysis.model.facts import ModelFacts
from analysis.model.fit import ModelOutcome
from analysis.offers.plan import OfferOutcome
from analysis.profile.facts import ProfileFacts
from analysis.results.facts import SCHEMA_VERSION, Headline, Results, RiskBand, ScoredCustomer
from analysis.results.published import rank_published
from analysis.results.steps import count_steps, find_profit_cut
from analysis.results.versions import name_versions
from analysis.segments.find import SegmentOutcome
from analysis.settings import RiskSettings, Settings


def compose_results(
    history: History,
    profile: ProfileFacts,
    model: ModelOutcome,
    segments: SegmentOutcome,
    offers: OfferOutcome,
    settings: Settings,
    *,
    earlier: Sequence[Forecast] = (),
    effects: EffectsFacts | None = None,
) -> Results:
    """One month's facts as one object.

    history: without the outcomes of those contacted. earlier: what the editions before said,
    oldest first.
    """
    base = history.scored
    forecast = _forecast(history, model, segments, offers, settings)
    before = [each for each in earlier if each.facts.month < base.facts.month]
    by_key = {segment.key: segment for segment in offers.segments}
    customers = _list_customers(base, model, segments, offers, settings.risk)
    return Results(
        schema_version=SCHEMA_VERSION,
        seed=settings.seed,
        headline=_sum_up(history, model.facts, model.risk, offers, settings),
        segments=by_key,
        overlaps=segments.overlaps,
        plan=offers.plan,
        data=base.facts,
        profile=profile,
        model=model.facts,
        customers=customers,
        settings=settings,
        versions=name_versions(),
        risk_steps=count_steps(model.risk, settings.risk.high_risk),
        high_profit_from=find_profit_cut(customers, by_key),
        history=history.facts,
        forecast=forecast.facts,
        published=rank_published(model.facts, base.facts),
        changes=find_changes(before[-1], forecast) if before else None,
        promises=check_promises(before, history, settings),
        drift=_find_drift(history, model.risk, before, settings),
        effects=effects,
    )


def _forecast(
    history: History,
    model: ModelOutcome,
    segments: SegmentOutcome,
    offers: OfferOutcome,
    settings: Settings,
) -> Forecast:
    """What the edition says of its month."""
    facts = model.facts
    return make_forecast(
        history,
        model.risk,
        segments,
        offers,
        settings,
        model=facts.winner,
        threshold=facts.threshold,
        level_error=model.level_error,
        roc_auc=facts.procedure.roc_auc,
        roc_auc_forward=facts.forward.scores.roc_auc if facts.forward else None,
    )


def _find_drift(
    history: History, risk: pd.Series[float], earlier: Sequence[Forecast], settings: Settings
) -> DriftFacts | None:
    """The scored month's customers against those of the month read before it."""
    if len(history.months) == 1:
        return None
    base, month = history.months[-2], history.facts.months[-2].month
    said = next((f.customers["risk"] for f in earlier if f.facts.month == month), None)
    return find_drift(base, history.scored, settings.drift, risk_before=said, risk_now=risk)


def _sum_up(
    history: History,
    model: ModelFacts,
    risk: pd.Series[float],
    offers: OfferOutcome,
    settings: Settings,
) -> Headline:
    """The figures other programs read; those of the model include the choice of the winner."""
    base = history.scored
    data, scores, plan = base.facts, model.procedure, offers.plan
    profit = base.table["profit"]
    at_risk = float(profit_at_risk(risk, profit).sum())
    many = int((risk >= settings.risk.high_risk).sum())
    return Headline(
        customers_read=data.customers_read,
        customers_kept=data.customers_kept,
        customers_set_aside=sum(rule.customers for rule in data.set_aside),
        twin_pairs=data.twins.pairs,
        dropped_share=history.facts.dropped / history.facts.known,
        model=model.winner,
        roc_auc=scores.roc_auc.value,
        roc_auc_low=scores.roc_auc.low,
        roc_auc_high=scores.roc_auc.high,
        log_loss=scores.log_loss.value,
        brier=scores.brier.value,
        ece=scores.ece.value,
        threshold=model.threshold,
        f1=scores.f1.value,
        recall=scores.recall.value,
        precision=scores.precision.value,
        customers_at_risk=many,
        customers_at_risk_share=many / data.customers_kept,
        profit=float(profit.sum()),
        profit_at_risk=at_risk,
        profit_at_risk_share=share_of(at_risk, float(earned(profit).sum())),
        expected_gain=plan.gain,
        expected_gain_low=plan.gain_low,
        expected_gain_high=plan.gain_high,
    )


def _list_customers(
    base: Base,
    model: ModelOutcome,
    segments: SegmentOutcome,
    offers: OfferOutcome,
    bands: RiskSettings,
) -> tuple[ScoredCustomer, ...]:
    """Every customer with risk, money, segments, next best offer; best gain first, then risk."""
    rows = (
        base.table[["profit", "consent", "category", "unpaid_goods"]]
        .join(offers.assignment)
        .assign(risk=model.risk, at_stake=profit_at_risk(model.risk, base.table["profit"]))
    )
    keys = np.array(segments.membership.columns)
    listed = [
        ScoredCustomer(
            customer_id=str(customer),
            risk=row["risk"],
            risk_band=_name_band(row["risk"], bands),
            profit=row["profit"],
            profit_at_risk=row["at_stake"],
            segments=tuple(keys[inside]),
            consent=row["consent"] == "yes",
            offer=row["offer"],
            channel=row["channel"],
            cost=row["cost"],
            expected_gain=row["expected_gain"],
            reasons=tuple(model.reasons[str(customer)]),
            liked=row["liked"],
            most_important=row["most_important"],
            control=row["control"],
            side=row["side"],
            favourite=row["category"] if isinstance(row["category"], str) else None,
            goods_in_cart=row["unpaid_goods"] if np.isfinite(row["unpaid_goods"]) else None,
        )
        for (customer, row), inside in zip(
            rows.to_dict("index").items(), segments.membership.to_numpy(dtype=bool), strict=True
        )
    ]
    return tuple(sorted(listed, key=lambda c: (-c.expected_gain, -c.risk, c.customer_id)))


def _name_band(risk: float, bands: RiskSettings) -> RiskBand:
    if risk >= bands.band_high:
        return "high"
    return "middle" if risk >= bands.band_middle else "low"
