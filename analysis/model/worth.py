"""What each engineered feature is worth, and which candidates use them."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import expit
from threadpoolctl import threadpool_limits

from analysis.model import metrics
from analysis.model.arrays import Floats
from analysis.model.candidates import learner
from analysis.model.engineered import ALL, NONE, possible_recipes
from analysis.model.estimators import out_of_fold
from analysis.model.facts import Candidate, EngineeredFeature
from analysis.model.features import Rows
from analysis.model.folds import make_folds
from analysis.model.scores import bootstrap_weights, difference
from analysis.settings import Settings


def weigh_engineered(
    rows: Rows, candidates: Sequence[Candidate], settings: Settings
) -> tuple[EngineeredFeature, ...]:
    """Every engineered feature that the fields allow, each measured alone."""
    known, model, seed = rows.take(rows.known), settings.model, settings.seed
    folds = make_folds(known.dropped, known.groups, folds=model.outer_folds, seed=seed)
    weights = bootstrap_weights(known.groups, draws=model.choice_draws, seed=seed)
    users = tuple(each.key for each in candidates if f"use={ALL}" in each.parameters)

    def risk(use: str) -> Floats:
        logistic = learner("logistic").set_params(engineer__use=use)
        return expit(out_of_fold(logistic, known.features, known.dropped, folds))

    with threadpool_limits(limits=1):
        plain = risk(NONE)
        return tuple(
            EngineeredFeature(
                name=name,
                first=recipe.first,
                second=recipe.second,
                operation=recipe.operation,
                why_ru=recipe.why.ru,
                why_en=recipe.why.en,
                log_loss_change=difference(
                    metrics.log_loss, known.dropped, risk(name), plain, weights
                ),
                kept_by=users,
            )
            for name, recipe in possible_recipes(known.features).items()
        )
