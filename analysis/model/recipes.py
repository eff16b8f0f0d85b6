"""What each engineered feature is worth, and who kept them."""

from __future__ import annotations

from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from analysis.model import metrics
from analysis.model.calibration import IDENTITY
from analysis.model.engineered import Recipe, possible_recipes, recipes
from analysis.model.facts import EngineeredFeature, SearchRow
from analysis.model.folds import make_folds
from analysis.model.preparation import ENGINEERED
from analysis.model.quick import quick_scores
from analysis.model.scores import bootstrap_weights, difference
from analysis.model.sheet import Floats, Sheet
from analysis.settings import Settings


def weigh_recipes(
    sheet: Sheet, search: Sequence[SearchRow], settings: Settings
) -> tuple[EngineeredFeature, ...]:
    """Every engineered feature that the fields allow, each measured alone."""
    known = sheet.labelled
    dropped, groups = sheet.dropped[known], sheet.groups[known]
    pairwise = settings.model.pairwise_customers
    folds = make_folds(dropped, groups, folds=settings.model.outer_folds, seed=settings.seed)
    weights = bootstrap_weights(groups, draws=settings.model.choice_draws, seed=settings.seed)
    keepers = tuple(row.candidate for row in search if row.chosen and ENGINEERED in row.parameters)

    def risk(used: Sequence[Recipe]) -> Floats:
        return IDENTITY.risk(
            quick_scores("logistic", sheet, known, dropped, folds, pairwise=pairwise, used=used)
        )

    with threadpool_limits(limits=1):
        plain = risk(())
        possible = possible_recipes(sheet.names)
        return tuple(
            EngineeredFeature(
                name=name,
                first=recipe.first,
                second=recipe.second,
                operation=recipe.operation,
                why_ru=recipe.why.ru,
                why_en=recipe.why.en,
                log_loss_change=difference(
                    metrics.log_loss, dropped, risk((recipe,)), plain, weights
                ),
                kept_by=keepers,
            )
            for name, recipe in recipes().items()
            if recipe in possible
        )
