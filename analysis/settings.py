"""Every knob of the analysis, typed. `settings.toml` states the defaults and their reasons.

A file given with `--settings` may state any subset: it is laid over the defaults, key by key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import SettingsError

DEFAULTS = Path(__file__).with_name("settings.toml")

Toml: TypeAlias = "str | int | float | bool | list[Toml] | dict[str, Toml]"
Parameter: TypeAlias = int | float | str
Share = Field(ge=0, le=1)


class Section(BaseModel):
    """A table of the settings file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoreSettings(Section):
    """How the store and its money are called in the documents."""

    name_ru: str
    name_en: str
    profit_unit_ru: str
    profit_unit_en: str


class DataSettings(Section):
    """Who is set aside, and who counts as the same customer twice."""

    inactive_if_revenue_at_most: float
    outlier_iqr_multiple: float = Field(gt=0)
    outlier_most_share: float = Share
    twin_fields: tuple[str, ...] = Field(min_length=1)
    near_twin_fields: int = Field(ge=0, le=3)
    largest_group_share: float = Share
    least_of_each: int = Field(ge=1)


class ProfileSettings(Section):
    """Exploration."""

    bins: int = Field(ge=4, le=60)
    collinear_phik: float = Share
    significance: float = Share


class SearchSpace(Section):
    """What the inner folds choose from for one candidate; the first of each is the start."""

    scaler: tuple[Literal["standard", "minmax", "robust", "none"], ...] = ("standard",)
    keep: tuple[Annotated[int, Field(ge=1, le=100)], ...] = (100,)
    engineered: tuple[bool, ...] = (False,)
    parameters: dict[str, tuple[Parameter, ...]] = {}


class ModelSettings(Section):
    """Candidates, folds and the rule of choice."""

    candidates: tuple[str, ...]
    choose: Literal["best", "simplest"]
    outer_folds: int = Field(ge=2)
    inner_folds: int = Field(ge=2)
    repeats: int = Field(ge=1)
    thorough_repeats: int = Field(ge=1)
    bootstrap: int = Field(ge=100)
    reliability_bins: int = Field(ge=3)
    explained_background: int = Field(ge=10)
    threshold_policy: Literal["best_f1", "recall_85", "profit"]
    recall_target: float = Share
    too_few_customers: int
    few_customers: int
    workers: int = Field(ge=1)
    pairwise_customers: int = Field(ge=100)
    explained_pairs: int = Field(ge=1)
    reference_customers: int = Field(ge=2)
    permutation_repeats: int = Field(ge=1)
    published_splits: int = Field(ge=2)
    choice_draws: int = Field(ge=100)
    vote: tuple[str, ...] = Field(min_length=1)
    stack: tuple[str, ...] = Field(min_length=1)
    noisy_or: tuple[str, ...] = Field(min_length=1)
    search: dict[str, SearchSpace]


class EconomicsSettings(Section):
    """What a contact costs and brings.

    costs_in: "money" = in the unit of profit; "mean_profit" = as fractions of what a customer
    brings over the horizon on average, so that one default fits every store.
    """

    horizon_months: int = Field(ge=1)
    costs_in: Literal["money", "mean_profit"]
    contact_cost: float = Field(ge=0)
    incentive: float = Field(ge=0)
    acceptance_low: float = Share
    acceptance: float = Share
    acceptance_high: float = Share

    def in_money(self, mean_profit: float) -> EconomicsSettings:
        """The same settings with both costs in the unit of profit.

        mean_profit: of a customer, per month; a store that loses money has no scale, so 0.
        """
        if self.costs_in == "money":
            return self
        scale = max(mean_profit, 0.0) * self.horizon_months
        return self.model_copy(
            update={
                "costs_in": "money",
                "contact_cost": self.contact_cost * scale,
                "incentive": self.incentive * scale,
            }
        )


class RiskSettings(Section):
    """Where the bands of risk begin on the list, and how segments are described."""

    band_middle: float = Share
    band_high: float = Share
    high_risk: float = Share
    minimum_segment: int = Field(ge=1)
    featured_segments: int = Field(ge=0, le=3)


class Settings(Section):
    """All settings of one run."""

    seed: int
    store: StoreSettings
    data: DataSettings
    profile: ProfileSettings
    model: ModelSettings
    economics: EconomicsSettings
    risk: RiskSettings


def read_settings(path: Path | None = None) -> Settings:
    """The defaults, with the file at `path` laid over them.

    Raises SettingsError: no such file, not TOML, an unknown key, a value out of range.
    """
    table = parse_toml(DEFAULTS)
    if path is not None:
        table = lay_over(table, parse_toml(path))
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise first_problem(path or DEFAULTS, error) from None


def parse_toml(path: Path) -> dict[str, Toml]:
    """The table of one TOML file. Raises SettingsError with the place of the fault."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise SettingsError(
            str(path), "there is no such file", fix="name an existing settings file"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            str(path), f"not a TOML file: {error}", fix="repair the line that is named"
        ) from None


def lay_over(base: Mapping[str, Toml], top: Mapping[str, Toml]) -> dict[str, Toml]:
    """`base` with the values of `top` in their places, table by table."""
    merged = dict(base)
    for key, value in top.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = lay_over(below, value) if both else value  # type: ignore[arg-type]
    return merged


def first_problem(path: Path, error: ValidationError) -> SettingsError:
    """The validation's first complaint in the form every error of ours has."""
    complaint = error.errors()[0]
    key = ".".join(str(part) for part in complaint["loc"])
    if complaint["type"] == "extra_forbidden":
        return SettingsError(
            f"{path}, key '{key}'",
            "no such setting",
            fix="see analysis/settings.toml for all of them",
        )
    return SettingsError(
        f"{path}, key '{key}'",
        f"{complaint['input']!r} is not allowed: {complaint['msg'].lower()}",
        fix="see analysis/settings.toml for the meaning and the default",
    )
