"""Draw a synthetic store whose true probabilities are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logsumexp

from analysis.sample.layout import Plan, lay_out
from analysis.sample.mixture import Grid, Mixture, read_mixture
from analysis.sample.shapes import Chance, draw_feature, log_mass
from analysis.vocabulary import fields

Array = NDArray[np.float64]
# Drawn in this order, since some depend on those before them.
WORDS = ("service", "consent", "category")
# The fields that two ids of one customer do not share; more where their labels differ.
OWN_OF_TWINS = ("profit",)
OWN_OF_OTHERS = (
    *OWN_OF_TWINS,
    *WORDS,
    "premium",
    "marketing_current",
    "days_registered",
    "categories_per_visit",
    "unpaid_goods",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStore:
    """One month of a synthetic store, and what no real store knows.

    customers: one row a customer (index = id, str), one column per field of the vocabulary
        but the key and the label, with kept values; the quirks of the export (inactive
        customers, an outlier, twins) are in it, its misspellings are not.
    dropped: 1.0 or 0.0; same index, like the two that follow.
    true_risk: P(dropped | every feature), by Bayes from the mixture the customers were drawn
        from; of those whose revenue was then spoilt, from the revenue before.
    true_acceptance: P(an offer keeps the customer | about to drop).
    spoilt: ids of the inactive customers and of the outlier.
    """

    customers: pd.DataFrame
    dropped: pd.Series[float]
    true_risk: pd.Series[float]
    true_acceptance: pd.Series[float]
    spoilt: tuple[str, ...]


def draw_store(seed: int, customers: int = 1300) -> SampleStore:
    """A store of so many customers; the same seed gives the same store.

    Raises ValueError: fewer customers than the layout's quirks need.
    """
    mixture = read_mixture()
    plan = lay_out(mixture, customers)
    rng = np.random.default_rng(seed)
    drawn = draw_customers(
        mixture,
        plan.kinds,
        [*WORDS, *mixture.grid],
        lambda _, rows: Chance(hump=rng.random(len(rows)), level=rng.random(len(rows))),
    )
    repeat_twins(mixture, drawn, plan)
    risk = _bayes_risk(mixture, drawn)
    acceptance = _accept(mixture, drawn)
    ids = pd.Index([str(mixture.layout.first_id + n) for n in range(customers)], name="customer_id")
    spoilt = _spoil_revenue(mixture, drawn, plan, rng)
    dropped = np.array([mixture.kinds[kind].dropped for kind in plan.kinds], dtype=np.float64)
    return SampleStore(
        customers=in_words(mixture, drawn).set_index(ids),
        dropped=pd.Series(dropped, index=ids, name="dropped"),
        true_risk=pd.Series(risk, index=ids, name="true_risk"),
        true_acceptance=pd.Series(acceptance, index=ids, name="true_acceptance"),
        spoilt=tuple(str(ids[n]) for n in spoilt),
    )


def _feature_grid(mixture: Mixture, name: str) -> Grid:
    """The grid of a feature; words are numbered from 0."""
    if name in mixture.words:
        return Grid(low=0, high=len(mixture.words[name]) - 1, step=1)
    return mixture.grid[name]


def draw_customers(
    mixture: Mixture,
    kinds: Sequence[str],
    names: Sequence[str],
    chance: Callable[[str, NDArray[np.intp]], Chance],
) -> dict[str, Array]:
    """The named features of every customer; words as their number, and "premium" as 1 or 0.

    chance: gives, for a feature and the positions of some customers, what decides their values.
    """
    place = np.array(kinds)
    drawn = {name: np.zeros(len(kinds)) for name in [*names, "premium"]}
    for kind in mixture.kinds:
        rows = np.flatnonzero(place == kind)
        shapes, own = mixture.shapes(kind), dict[str, Array]()
        for name in names:
            grid = _feature_grid(mixture, name)
            own[name] = draw_feature(shapes[name], grid, own, chance(name, rows))
            if name == "service":
                own["premium"] = own["service"]
        for name, values in own.items():
            drawn[name][rows] = values
    return drawn


def log_likelihood(
    mixture: Mixture, kind: str, names: Sequence[str], drawn: Mapping[str, Array]
) -> Array:
    """Logarithm of P(the named features | kind) for every customer."""
    shapes = mixture.shapes(kind)
    fits = [
        log_mass(shapes[name], _feature_grid(mixture, name), drawn[name], drawn) for name in names
    ]
    return np.asarray(np.sum(fits, axis=0), dtype=np.float64)


def kind_shares(mixture: Mixture) -> dict[str, float]:
    """The share of every kind among all customers."""
    dropped = _label_share(mixture)
    return {
        name: kind.share * (dropped if kind.dropped else 1 - dropped)
        for name, kind in mixture.kinds.items()
    }


def _bayes_risk(mixture: Mixture, drawn: Mapping[str, Array]) -> Array:
    """P(dropped | every feature): the kinds' likelihoods weighed by their shares."""
    names = [*WORDS, *mixture.grid]
    logs: dict[bool, list[Array]] = {True: [], False: []}
    for name, share in kind_shares(mixture).items():
        fits = np.log(share) + log_likelihood(mixture, name, names, drawn)
        logs[mixture.kinds[name].dropped].append(fits)
    dropped, same = logsumexp(logs[True], axis=0), logsumexp(logs[False], axis=0)
    return np.asarray(expit(dropped - same), dtype=np.float64)


def _label_share(mixture: Mixture) -> float:
    """Share of dropped customers by the runs of the layout, which begin with them."""
    runs = mixture.layout.runs
    return sum(runs[::2]) / sum(runs)


def _accept(mixture: Mixture, drawn: Mapping[str, Array]) -> Array:
    """P(an offer keeps the customer | about to drop)."""
    line = mixture.acceptance
    slopes = [slope * drawn[name] for name, slope in line.slopes.items()]
    return np.asarray(expit(line.intercept + np.sum(slopes, axis=0)), dtype=np.float64)


def repeat_twins(mixture: Mixture, drawn: Mapping[str, Array], plan: Plan) -> None:
    """Give the second ids what a customer has under both; profit stays each one's own."""
    for twin in plan.twins:
        own = OWN_OF_TWINS if twin.same_label else OWN_OF_OTHERS
        for name, values in drawn.items():
            if name not in own:
                values[twin.again] = values[twin.first]
        if twin.other_category:
            several = len(mixture.words["category"])
            drawn["category"][twin.again] = (drawn["category"][twin.first] + 1) % several


def _spoil_revenue(
    mixture: Mixture, drawn: Mapping[str, Array], plan: Plan, rng: np.random.Generator
) -> list[int]:
    """Positions of the inactive customers and outliers, whose revenue is changed in `drawn`."""
    layout = mixture.layout
    chosen = rng.choice(plan.may_be_spoilt, plan.inactive + plan.outliers, replace=False)
    inactive, outliers = np.split(chosen, [plan.inactive])
    for name in ("revenue_before_previous", "revenue_previous"):
        drawn[name][inactive] = 0.0
    spoilt = drawn["revenue_current"][outliers] * layout.outlier_factor
    drawn["revenue_current"][outliers] = np.round(spoilt, 1)
    return sorted(int(place) for place in chosen)


def in_words(mixture: Mixture, drawn: Mapping[str, Array]) -> pd.DataFrame:
    """The customers with kept values, columns in the order of the vocabulary."""
    columns = {
        name: [mixture.words[name][int(value)] for value in values]
        if name in mixture.words
        else values
        for name, values in drawn.items()
    }
    table = pd.DataFrame(columns)
    return table[[name for name in fields() if name in table.columns]]
