"""Everything that happens inside one training set: every candidate learned, one chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.model.blend import COMPLEXITY, NOISY_OR, STACK, VOTE, Blended, Model, stack, vote
from analysis.model.calibration import IDENTITY
from analysis.model.choice import choose
from analysis.model.facts import SearchRow
from analysis.model.families import FAMILIES, family
from analysis.model.folds import make_folds
from analysis.model.noisy_or import noisy_or
from analysis.model.scores import bootstrap_weights
from analysis.model.search import Learning, Searched, refit, search
from analysis.model.sheet import Floats, Integers, Sheet
from analysis.settings import ModelSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """The candidates after learning on one training set, in the order of the settings."""

    models: Mapping[str, Model]
    inner_risk: Mapping[str, Floats]  # out-of-fold within the training set
    parameters: Mapping[str, str]
    search: tuple[SearchRow, ...]
    winner: str


def hold_contest(sheet: Sheet, customers: Integers, settings: ModelSettings, seed: int) -> Contest:
    """Search, calibrate and refit every candidate on the customers, then choose by the rule."""
    groups, dropped = sheet.groups[customers], sheet.dropped[customers]
    folds = make_folds(dropped, groups, folds=settings.inner_folds, seed=seed)
    learning = Learning(
        sheet=sheet,
        customers=customers,
        folds=folds,
        seed=seed,
        pairwise=settings.pairwise_customers,
    )
    searched = {
        key: search(family(key), settings.search[key], learning) for key in learners(settings)
    }
    models = {key: refit(family(key), found, learning) for key, found in searched.items()}
    blends = blend(settings, models, searched, learning)
    inner = {
        **{key: found.inner_risk for key, found in searched.items()},
        **{key: made.inner_risk for key, made in blends.items()},
    }
    shown = {key: inner[key] for key in settings.candidates}
    weights = bootstrap_weights(groups, draws=settings.choice_draws, seed=seed)
    return Contest(
        models={**models, **{key: made.model for key, made in blends.items()}},
        inner_risk=shown,
        parameters={key: parameters(key, searched, blends) for key in shown},
        search=tuple(row for key in searched for row in search_rows(key, searched[key])),
        winner=choose(
            dropped, shown, complexities(), weights, simplest=settings.choose == "simplest"
        ),
    )


def learners(settings: ModelSettings) -> tuple[str, ...]:
    """Families to search: the candidates, and whoever a candidate blend needs."""
    wanted = [key for key in settings.candidates if key not in COMPLEXITY]
    if VOTE in settings.candidates:
        wanted.extend(settings.vote)
    if STACK in settings.candidates:
        wanted.extend(settings.stack)
    if NOISY_OR in settings.candidates:
        wanted.extend(settings.noisy_or)
    return tuple(dict.fromkeys(wanted))


def complexities() -> Mapping[str, int]:
    """How simple each candidate is; smaller is simpler."""
    return {**{f.key: f.complexity for f in FAMILIES}, **COMPLEXITY}


def blend(
    settings: ModelSettings,
    models: Mapping[str, Model],
    searched: Mapping[str, Searched],
    learning: Learning,
) -> dict[str, Blended]:
    """The blends among the candidates."""

    def of(names: tuple[str, ...]) -> tuple[dict[str, Model], list[Floats]]:
        members = {name: models[name] for name in names}
        return members, [searched[name].inner_risk for name in names]

    made = {}
    if VOTE in settings.candidates:
        made[VOTE] = vote(*of(settings.vote), learning.dropped, learning.folds)
    if STACK in settings.candidates:
        made[STACK] = stack(*of(settings.stack), learning.dropped, learning.folds)
    if NOISY_OR in settings.candidates:
        made[NOISY_OR] = noisy_or(*of(settings.noisy_or), learning)
    return made


def parameters(key: str, searched: Mapping[str, Searched], blends: Mapping[str, Blended]) -> str:
    """What the search picked, as the report prints it."""
    if key in blends:
        return blends[key].parameters
    form = "none" if searched[key].sigmoid is IDENTITY else "sigmoid"
    return f"{searched[key].best}, calibration={form}"


def search_rows(key: str, searched: Searched) -> list[SearchRow]:
    """All that was tried for one candidate."""
    return [
        SearchRow(
            candidate=key,
            parameters=str(trial),
            roc_auc=trial.roc_auc,
            log_loss=trial.log_loss,
            chosen=trial is searched.best,
        )
        for trial in searched.trials
    ]
