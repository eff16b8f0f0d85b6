"""Shapley values in probability units for a model of any kind.

The winner may be a mean of calibrated models of different families, for which no exact
explainer works in probability units, and an explainer that asks the model customer by
customer takes minutes for a support vector machine. So the permutation estimate of
Strumbelj and Kononenko (2014), with antithetic orders, is asked for all customers at once;
shap's own kernel explainer, run long for some customers, checks it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from warnings import catch_warnings, simplefilter

import numpy as np
from sklearn.linear_model import Ridge

from analysis.model.blend import Model
from analysis.model.sheet import Floats, Integers

COALITIONS = 300  # per customer and background customer in the reference run
LEVELS = 16
RIDGE = 0.01
TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Contributions (customers, features) to the risk; `reference`: the long run for the
    customers at the positions `checked`, empty where none was asked for."""

    contributions: Floats
    checked: Integers
    reference: Floats


def explain(model: Model, rows: Floats, background: Floats, *, pairs: int, seed: int) -> Floats:
    """Contribution of each original feature to each customer's risk; (rows, features).

    Each pair walks from one background customer to the customer, feature by feature, in a
    random order and in its reverse; the pairs' background customers come from as many bands
    of risk. A category is one feature however it is encoded.
    """
    random = np.random.default_rng(seed)
    base, wanted = model.risk(background), model.risk(rows)
    starts, steps = [], []
    for draws in draw_by_band(base, len(rows), pairs, random):
        start = background[draws]
        orders = np.argsort(random.random(rows.shape), axis=1)
        there = Walk(rows=rows, start=start, orders=orders, begin=base[draws], end=wanted)
        starts.append(start)
        steps.append(mean_steps(model, there, there.reversed))
    contributions = np.column_stack(
        [
            without_luck(
                np.stack([step[:, feature] for step in steps]),
                rows[:, feature],
                np.stack([start[:, feature] for start in starts]),
                background[:, feature],
            )
            for feature in range(rows.shape[1])
        ]
    )
    return add_up(contributions, np.stack(steps), wanted - base.mean())


def draw_by_band(
    risk: Floats, rows: int, bands: int, random: np.random.Generator
) -> list[Integers]:
    """For each band of background risk one of its members per row, each equally often."""
    ordered = np.argsort(risk, kind="stable")
    members = [band for band in np.array_split(ordered, bands) if len(band)]
    return [random.permutation(np.resize(random.permutation(band), rows)) for band in members]


def add_up(contributions: Floats, steps: Floats, wanted: Floats) -> Floats:
    """Contributions whose sum is the distance from the mean risk.

    What is missing is shared out by how uncertain each feature's mean step is, as shap's
    sampling explainer does.
    """
    doubt = steps.var(axis=0) + TINY
    missing = wanted - contributions.sum(axis=1)
    return np.asarray(contributions + missing[:, None] * doubt / doubt.sum(axis=1)[:, None])


def without_luck(steps: Floats, values: Floats, starts: Floats, background: Floats) -> Floats:
    """One feature's mean step, freed of the luck of which background customers were drawn.

    steps, starts: (pairs, rows). A step is nearly h(value) - h(start) for a function h of the
    feature alone; h is estimated over all walks, and each customer's mean of h(start) gives
    way to the background's: a control variate (Glasserman 2003, section 4.1).
    """
    edges = np.unique(np.quantile(background, np.arange(1, LEVELS) / LEVELS))
    levels = np.eye(len(edges) + 1)
    ends = levels[np.searchsorted(edges, values)]
    begins = levels[np.searchsorted(edges, starts)]
    moves = (ends[None, :, :] - begins).reshape(-1, len(levels))
    effect = Ridge(alpha=RIDGE, fit_intercept=False).fit(moves, steps.ravel()).coef_
    usual = effect[np.searchsorted(edges, background)].mean()
    return np.asarray((steps + begins @ effect).mean(axis=0) - usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One walk per row, feature by feature in `orders`, from `start` to `rows`.

    rows, start, orders: (rows, features); begin, end: the risks of `start` and `rows`, (rows,).
    """

    rows: Floats
    start: Floats
    orders: Integers
    begin: Floats
    end: Floats

    @property
    def reversed(self) -> Walk:
        """The same in the reverse order."""
        return replace(self, orders=self.orders[:, ::-1])

    @property
    def changes(self) -> Integers:
        """Features that have changed after each step; (rows, features).

        A step to an equal value changes nothing, so the model need not be asked again.
        """
        differs = np.take_along_axis(self.rows != self.start, self.orders, axis=1)
        return np.cumsum(differs, axis=1)

    def states(self) -> tuple[Integers, Integers, Floats]:
        """Where the risk is not known yet: row, changes so far, and the features there."""
        changes = self.changes
        fresh = np.diff(changes, axis=1, prepend=0) == 1
        row, step = np.nonzero(fresh & (changes < changes[:, -1:]))
        ranks = np.argsort(self.orders, axis=1)
        states = np.where(ranks[row] <= step[:, None], self.rows[row], self.start[row])
        return row, changes[row, step], states

    def steps(self, row: Integers, changes: Integers, risk: Floats) -> Floats:
        """What each feature's step adds, with the risks of `states` known; (rows, features)."""
        total = self.changes
        at = np.zeros((len(self.rows), self.rows.shape[1] + 1))
        at[row, changes] = risk
        at[np.arange(len(at)), total[:, -1]] = self.end
        at[:, 0] = self.begin
        path = np.take_along_axis(at, np.column_stack([np.zeros(len(at), int), total]), axis=1)
        added = np.empty_like(self.rows)
        np.put_along_axis(added, self.orders, np.diff(path, axis=1), axis=1)
        return added


def mean_steps(model: Model, *walks: Walk) -> Floats:
    """Mean over the walks of what each step adds to the risk; the model is asked once."""
    asked = [walk.states() for walk in walks]
    unknown = np.concatenate([states for *_, states in asked])
    # Customers who differ in one feature at most need no step between begin and end.
    risk = np.asarray(model.risk(unknown)) if len(unknown) else np.empty(0)
    parts = np.split(risk, np.cumsum([len(states) for *_, states in asked])[:-1])
    steps = [
        walk.steps(row, changes, part)
        for walk, (row, changes, _), part in zip(walks, asked, parts, strict=True)
    ]
    return np.asarray(np.mean(steps, axis=0))


def reference(model: Model, rows: Floats, background: Floats, *, seed: int) -> Floats:
    """The same by shap's kernel explainer over the whole background, customer by customer.

    The import is here because only one of several workers needs it and it takes a second.
    """
    with catch_warnings():
        # What shap, when it is loaded, calls of matplotlib is no fault of a run.
        simplefilter("ignore", PendingDeprecationWarning)
        import shap

    np.random.seed(seed)  # the explainer draws from the global generator
    explainer = shap.KernelExplainer(model.risk, background)
    values = explainer.shap_values(rows, nsamples=COALITIONS, l1_reg=False, silent=True)
    return np.asarray(values, dtype=np.float64)


def explain_and_check(
    model: Model,
    rows: Floats,
    learned_from: Floats,
    *,
    pairs: int,
    background: int,
    checked: int,
    seed: int,
) -> Explained:
    """Contributions for every row, and the reference for the first `checked` random ones."""
    random = np.random.default_rng(seed)
    ranked = learned_from[np.argsort(model.risk(learned_from), kind="stable")]
    evenly = np.linspace(0, len(ranked) - 1, min(background, len(ranked))).round().astype(int)
    sample = ranked[evenly]
    chosen = np.sort(random.choice(len(rows), min(checked, len(rows)), replace=False))
    slow = reference(model, rows[chosen], sample, seed=seed) if checked else rows[:0]
    return Explained(
        contributions=explain(model, rows, learned_from, pairs=pairs, seed=seed),
        checked=chosen.astype(np.intp),
        reference=slow,
    )
