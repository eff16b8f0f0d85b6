"""Draw a synthetic store over several months: customers come, go and change.

The kind that a customer is of in month m decides both the features of m and its outcome, which is
the state of month m + horizon: the features lean on where the customer is heading. Everything
starts from the distribution that the moves leave as it is, so any two months of a history are
unchanged months of one population.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import expit, logsumexp
from scipy.stats import norm

from analysis.sample.campaigns import apply_contacts, draw_campaign, record_response
from analysis.sample.draw import Array, in_words, kind_shares, log_likelihood
from analysis.sample.layout import Plan, lay_out
from analysis.sample.lives import (
    REVENUE,
    Lives,
    Stay,
    draw_lives,
    draw_stay,
    kind_moves,
    mean_revenue,
    twin_places,
)
from analysis.sample.mixture import Mixture, read_mixture
from analysis.sample.shapes import IMPOSSIBLE

Labels: TypeAlias = Literal["own", "later"]
# A random stream of its own: the store is the same with campaigns and without.
CAMPAIGNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMonth:
    """One month of a synthetic store, and what no real store knows.

    name: YYYY-MM.
    customers: as `SampleStore.customers`, of those who are in this month's export.
    kind: the kind of the mixture that the features were drawn from; same index, like the rest.
    outcome: 1.0 where the customer has dropped `horizon` months later, else 0.0; known here for
        every month and for customers who have left by then.
    outcome_untreated: what the outcome would be if the month's campaign contacted nobody.
    own_label: the outcome, NaN in the months whose outcome is not known yet.
    later_label: the state at the export, which is the outcome of the month `horizon` earlier.
    true_risk: P(outcome_untreated | this month's features) by Bayes over the kinds of this month
        and the two before. What earlier folders or the label of this one tell besides is not in
        it. For customers whose revenue was then spoilt it is that of the revenue before.
    spoilt: ids of customers with a month without revenue or with a misplaced decimal.
    campaign: what was done with whom, as `record_response` returns it; None without a campaign.
    """

    name: str
    customers: pd.DataFrame
    kind: pd.Series[str]
    outcome: pd.Series[float]
    outcome_untreated: pd.Series[float]
    own_label: pd.Series[float]
    later_label: pd.Series[float]
    true_risk: pd.Series[float]
    spoilt: tuple[str, ...]
    campaign: pd.DataFrame | None

    def label(self, labels: Labels) -> pd.Series[float]:
        """The label column of the export, by the store's way of labelling."""
        return self.own_label if labels == "own" else self.later_label


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleHistory:
    """Months of one synthetic store, oldest first."""

    months: tuple[SampleMonth, ...]


def draw_months(
    seed: int,
    customers: int = 1300,
    months: int = 9,
    newest: str = "2026-10",
    *,
    campaigns: bool = False,
) -> SampleHistory:
    """So many months of a store with so many customers in each; a seed gives one store.

    campaigns: whether the months but the first and the newest run one, as mixture.toml says.
    Raises ValueError: fewer customers than the layout's quirks need.
    """
    mixture, rng = read_mixture(), np.random.default_rng(seed)
    plan = lay_out(mixture, customers)
    # Steps before the first month hold its later label and its earlier revenue and minutes.
    before = mixture.months.horizon
    periods = pd.period_range(end=newest, periods=before + months, freq="M")
    ends = periods.to_timestamp(how="end")
    stay = draw_stay(mixture, plan, ends[before:], rng)
    elapsed = (ends - ends[before]).days.to_numpy(np.float64)
    lives = draw_lives(mixture, plan, stay.days + elapsed[:, None], rng)
    exported = _spoil_revenue(mixture, plan, stay, lives, rng)
    drawn = tuple(
        _as_month(mixture, stay, lives, exported, str(periods[step]), step)
        for step in range(before, before + months)
    )
    if campaigns:
        drawn = _run_campaigns(mixture, plan, drawn, np.random.default_rng([seed, CAMPAIGNS]))
    return SampleHistory(months=drawn)


def _spoil_revenue(
    mixture: Mixture, plan: Plan, stay: Stay, lives: Lives, rng: np.random.Generator
) -> Lives:
    """What exports say: some newcomers bought nothing before, and some decimals are misplaced.

    These are of customers who leave after the month, so that two folders never contradict each
    other about one month.
    """
    revenue, before = lives.revenue.copy(), mixture.months.horizon
    twins = twin_places(plan)
    for step in range(before, len(revenue)):
        new = np.setdiff1d(np.flatnonzero(stay.joined == step - before), twins)
        inactive = rng.choice(new, plan.inactive, replace=False)
        revenue[step - 2 : step, inactive] = 0.0
        last = np.flatnonzero((stay.left == step - before + 1) & (revenue[step - 1] > 0))
        outliers = rng.choice(np.setdiff1d(last, twins), plan.outliers, replace=False)
        revenue[step, outliers] *= mixture.layout.outlier_factor
    return replace(lives, revenue=np.round(revenue, 1))


def _as_month(
    mixture: Mixture, stay: Stay, lives: Lives, exported: Lives, name: str, step: int
) -> SampleMonth:
    """The month at a step, of the customers who are in its export."""
    horizon = mixture.months.horizon
    month = step - horizon
    ids = pd.Index([str(mixture.layout.first_id + n) for n in range(len(stay.left))])
    here = pd.Series((stay.joined <= month) & (month < stay.left), index=ids.rename("customer_id"))
    names = np.array(list(mixture.kinds))

    def state(at: int) -> pd.Series[float]:
        dropped = [float(mixture.kinds[kind].dropped) for kind in names[lives.kinds[at]]]
        return pd.Series(dropped, index=here.index, name="dropped")[here]

    outcome = state(step)
    known = step + horizon < len(lives.kinds)
    risk = _bayes_risk(mixture, lives.fields(step))
    window = slice(step - 2, step + 1)
    spoilt = (lives.revenue[window] != exported.revenue[window]).any(axis=0)
    return SampleMonth(
        name=name,
        customers=in_words(mixture, exported.fields(step)).set_index(here.index)[here],
        kind=pd.Series(names[lives.kinds[step]], index=here.index, name="kind")[here],
        outcome=outcome,
        outcome_untreated=outcome,
        own_label=outcome if known else pd.Series(np.nan, index=outcome.index, name="dropped"),
        later_label=state(step - horizon),
        true_risk=pd.Series(risk, index=here.index, name="true_risk")[here],
        spoilt=tuple(here.index[spoilt & here]),
        campaign=None,
    )


def _run_campaigns(
    mixture: Mixture, plan: Plan, months: Sequence[SampleMonth], rng: np.random.Generator
) -> tuple[SampleMonth, ...]:
    """The months after campaigns, oldest first: none in the first, none yet in the newest."""
    horizon, done = mixture.months.horizon, list(months)
    for place in range(1, len(months) - 1):
        pending = [
            customer
            for month in done[max(place - horizon + 1, 0) : place]
            if month.campaign is not None
            for customer in month.campaign.index
        ]
        done[place] = treated = _run_campaign(mixture, plan, done[place], pending, rng)
        if place + horizon < len(months):
            later = done[place + horizon]
            known = treated.outcome.reindex(later.later_label.index)
            done[place + horizon] = replace(later, later_label=known.fillna(later.later_label))
    return tuple(done)


def _run_campaign(
    mixture: Mixture,
    plan: Plan,
    month: SampleMonth,
    pending: Sequence[str],
    rng: np.random.Generator,
) -> SampleMonth:
    """The month after its campaign; pending: who takes part in one with an unknown outcome.

    Customers whom reading the month would set aside are not contacted.
    """
    persons = _name_persons(mixture, plan, month.customers.index)
    free = persons.index.difference([*pending, *month.spoilt], sort=False)
    consent = month.customers.loc[free, "consent"]
    drawn = draw_campaign(
        mixture.campaigns, month.name, month.true_risk[free], consent, persons[free], rng
    )
    untreated, persons = month.outcome_untreated[drawn.index], persons[drawn.index]
    after = apply_contacts(
        untreated, drawn["offer"], drawn["contacted"], mixture.campaigns.offers, rng, persons
    )
    outcome = month.outcome_untreated.copy()
    outcome[after.index] = after
    return replace(
        month,
        outcome=outcome,
        own_label=outcome.where(month.own_label.notna()),
        campaign=record_response(mixture.campaigns, drawn, untreated, after, persons, rng),
    )


def _name_persons(mixture: Mixture, plan: Plan, ids: pd.Index[str]) -> pd.Series[str]:
    """Each customer's person by the first id that the person has."""
    first_id = mixture.layout.first_id
    again = {str(first_id + twin.again): str(first_id + twin.first) for twin in plan.twins}
    return pd.Series([again.get(customer, customer) for customer in ids], index=ids)


def _bayes_risk(mixture: Mixture, fields: dict[str, Array]) -> Array:
    """P(dropped kind | the fields of one export): a forward pass over its three months.

    Revenue of a month leans on that of the month before and both kinds; minutes of the month
    before on that month's kind; all else on this month's kind.
    """
    series, mean = mixture.months.revenue, mean_revenue(mixture)
    moves = np.log(np.maximum(kind_moves(mixture), IMPOSSIBLE))
    revenue = [fields[name] for name in REVENUE]
    minutes = {"minutes_current": fields["minutes_previous"]}
    seen = (
        _by_kind(mixture, list(minutes), minutes),
        _by_kind(mixture, list(mixture.months.persistence), fields),
    )
    logs = np.log(list(kind_shares(mixture).values()))
    logs = logs + norm.logpdf(revenue[0][:, None], mean, series.sd)
    sd = series.sd * np.sqrt(1 - series.persistence**2)
    for before, after, rest in zip(revenue, revenue[1:], seen, strict=False):
        pull = series.persistence * (before[:, None] - mean)
        step = norm.logpdf(after[:, None, None], mean + pull[:, :, None], sd)
        logs = logsumexp(logs[:, :, None] + moves + step, axis=1) + rest
    dropped = np.array([kind.dropped for kind in mixture.kinds.values()])
    odds = logsumexp(logs[:, dropped], axis=1) - logsumexp(logs[:, ~dropped], axis=1)
    return np.asarray(expit(odds), dtype=np.float64)


def _by_kind(mixture: Mixture, names: list[str], fields: dict[str, Array]) -> Array:
    """log P(the named fields | kind), shape (customers, kinds)."""
    return np.column_stack([log_likelihood(mixture, kind, names, fields) for kind in mixture.kinds])
