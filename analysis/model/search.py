"""The search for one candidate's preparation and parameters inside a training set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import Pipeline

from analysis.model.calibration import Sigmoid, calibrate, fit_sigmoid
from analysis.model.families import Classifier, Family, Parameters, score
from analysis.model.folds import Fold
from analysis.model.preparation import Preparation, preparation_pipeline
from analysis.model.sheet import Floats, Integers, Sheet
from analysis.model.some import LearnsFromSome
from analysis.settings import Parameter, SearchSpace


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One fold's features after a preparation that saw only its training customers."""

    train: Floats
    test: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """A training set, its inner folds, and the prepared features that candidates share.

    customers: positions in the sheet; the folds' positions count within them.
    pairwise: the most customers that a family which compares them in pairs learns from.
    """

    sheet: Sheet
    customers: Integers
    folds: tuple[Fold, ...]
    seed: int
    pairwise: int
    cache: dict[Preparation, tuple[Prepared, ...]] = field(default_factory=dict)

    @property
    def dropped(self) -> Floats:
        """Labels of the training customers."""
        return self.sheet.dropped[self.customers]

    @property
    def matrix(self) -> Floats:
        """Features of the training customers."""
        return self.sheet.matrix[self.customers]

    def prepared(self, preparation: Preparation) -> tuple[Prepared, ...]:
        """Every inner fold's features; computed once however many candidates ask."""
        if preparation not in self.cache:
            self.cache[preparation] = tuple(self.prepare(preparation, f) for f in self.folds)
        return self.cache[preparation]

    def prepare(self, preparation: Preparation, fold: Fold) -> Prepared:
        """One inner fold's features."""
        pipeline = preparation_pipeline(preparation, self.sheet)
        train = pipeline.fit_transform(self.matrix[fold.train], self.dropped[fold.train])
        return Prepared(train=train, test=pipeline.transform(self.matrix[fold.test]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One combination that was tried: out-of-fold scores and what they are worth."""

    preparation: Preparation
    parameters: Parameters
    scores: Floats
    roc_auc: float
    log_loss: float  # after a sigmoid, so that every family is held to the same

    def __str__(self) -> str:
        given = "".join(f", {name}={value}" for name, value in self.parameters)
        return f"{self.preparation}{given}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One family's pipeline after the search: features in, calibrated risk out."""

    pipeline: Pipeline
    margin: bool
    sigmoid: Sigmoid

    def risk(self, matrix: Floats) -> Floats:
        """Probability of a drop for rows of the sheet's features."""
        prepared = self.pipeline[:-1].transform(matrix)
        return self.sigmoid.risk(score(self.pipeline[-1], prepared, margin=self.margin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The winner of one family's search, and its honest risks inside the training set."""

    trials: tuple[Trial, ...]
    best: Trial
    sigmoid: Sigmoid
    inner_risk: Floats


def search(family: Family, space: SearchSpace, learning: Learning) -> Searched:
    """Try the preparations first, then the parameters with the best of them.

    Two stages cost the sum where a full grid costs the product. Best is the least log loss.
    """
    grid = parameter_grid(space.parameters)
    first = [try_out(family, p, grid[0], learning) for p in preparations(space)]
    start = min(first, key=lambda t: t.log_loss)
    rest = [try_out(family, start.preparation, p, learning) for p in grid[1:]]
    best = min([start, *rest], key=lambda t: t.log_loss)
    sigmoid, risk = calibrate(best.scores, learning.dropped, learning.folds, use=family.sigmoid)
    return Searched(trials=(*first, *rest), best=best, sigmoid=sigmoid, inner_risk=risk)


def preparations(space: SearchSpace) -> list[Preparation]:
    """Every combination of preparation steps."""
    return [
        Preparation(scaler=scaler, keep=keep, engineered=engineered)
        for scaler, keep, engineered in product(space.scaler, space.keep, space.engineered)
    ]


def parameter_grid(parameters: Mapping[str, Sequence[Parameter]]) -> list[Parameters]:
    """Every combination of parameters; the first values of all come first."""
    combinations = product(*parameters.values())
    return [tuple(zip(parameters, values, strict=True)) for values in combinations]


def try_out(
    family: Family, preparation: Preparation, parameters: Parameters, learning: Learning
) -> Trial:
    """Out-of-fold scores of one combination."""
    scores = np.empty(len(learning.customers))
    for fold, features in zip(learning.folds, learning.prepared(preparation), strict=True):
        model = build(family, parameters, learning.seed, len(fold.train), learning.pairwise)
        model.fit(features.train, learning.dropped[fold.train])
        scores[fold.test] = score(model, features.test, margin=family.margin)
    risk = fit_sigmoid(scores, learning.dropped).risk(scores)
    return Trial(
        preparation=preparation,
        parameters=parameters,
        scores=scores,
        roc_auc=float(roc_auc_score(learning.dropped, scores)),
        log_loss=float(log_loss(learning.dropped, risk)),
    )


def build(
    family: Family, parameters: Parameters, seed: int, customers: int, pairwise: int
) -> Classifier:
    """An unfitted classifier for so many customers.

    pairwise: the most of them that a family which compares customers in pairs learns from.
    """
    learned_from = min(customers, pairwise) if family.pairwise else customers
    classifier = family.build(dict(parameters), seed, learned_from)
    if learned_from < customers:
        return LearnsFromSome(classifier, at_most=learned_from, seed=seed)
    return classifier


def refit(family: Family, searched: Searched, learning: Learning) -> Fitted:
    """The chosen combination, fitted on the whole training set."""
    best = searched.best
    pipeline = preparation_pipeline(best.preparation, learning.sheet)
    model = build(
        family, best.parameters, learning.seed, len(learning.customers), learning.pairwise
    )
    pipeline.steps.append((family.key, model))
    pipeline.fit(learning.matrix, learning.dropped)
    return Fitted(pipeline=pipeline, margin=family.margin, sigmoid=searched.sigmoid)
