"""Settings under which the whole procedure takes seconds: few candidates, small grids."""

from __future__ import annotations

from analysis.settings import Settings
from tests.analysis.random_store import SETTINGS

SMALL = {
    "dummy": {"model__strategy": ("prior",)},
    "logistic": {"model__C": (0.1, 1.0)},
    "knn": {"model__classifier__n_neighbors": (15,)},
    "svc": {"model__classifier__C": (1.0,)},
    "tree": {"model__max_depth": (3,)},
    "extra_trees": {
        "engineer__use": ("all",),
        "model__n_estimators": (10,),
        "model__min_samples_leaf": (5,),
    },
}


def quick_settings(**changes: object) -> Settings:
    """The default settings with small searches, then `changes` in the model's section."""
    small = {
        "candidates": ("knn", "logistic", "svc", "dummy", "vote"),
        "vote": ("svc", "knn"),
        "stack": ("svc", "knn", "logistic"),
        "noisy_or": ("svc", "knn"),
        "search": SMALL,
        "outer_folds": 3,
        "inner_folds": 2,
        "bootstrap": 200,
        "choice_draws": 100,
        "published_splits": 2,
        "explained_hybrids": 500,
        "reference_customers": 2,
        "explained_background": 20,
        "permutation_repeats": 1,
        "workers": 1,
    }
    return SETTINGS.model_copy(
        update={"model": SETTINGS.model.model_copy(update={**small, **changes})}
    )
