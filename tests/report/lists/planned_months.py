"""Months of small random stores with their plan, as the files to send are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.model.fit import ModelOutcome
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.results.compose import compose_results
from analysis.results.facts import Results
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from analysis.settings import Settings
from tests.analysis.random_store import SETTINGS, alone, draw_store, guess_risk
from tests.report.facts_factory import make_model, make_profile


def change_campaign(**changes: object) -> Settings:
    campaign = SETTINGS.campaign.model_copy(update=changes)
    model = SETTINGS.model.model_copy(update={"too_few_customers": 1})
    return SETTINGS.model_copy(update={"campaign": campaign, "model": model})


def plan_month(
    customers: int = 300,
    seed: int = 0,
    settings: Settings = SETTINGS,
    *,
    ids: Sequence[str] = (),
    twins: Sequence[tuple[int, int]] = (),
) -> Results:
    """A month's results. ids: of the first customers; twins: positions of one person each."""
    base = draw_store(customers, seed)
    names = pd.Index([*ids, *base.table.index[len(ids) :]])
    groups = base.groups.set_axis(names)
    for first, second in twins:
        groups.iloc[second] = groups.iloc[first]
    base = replace(
        base,
        table=base.table.set_axis(names),
        dropped=base.dropped.set_axis(names),
        groups=groups,
        labels=base.labels.set_axis(names),
    )
    risk = guess_risk(base)
    reasons = {str(name): () for name in names}
    model = ModelOutcome(facts=make_model(), risk=risk, level_error=0.01, reasons=reasons)
    segments = find_segments(base, risk, read_rules(), settings)
    offers = plan_offers(base, risk, segments, read_offers(), settings)
    return compose_results(alone(base), make_profile(), model, segments, offers, settings)
