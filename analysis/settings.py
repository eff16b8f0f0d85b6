"""Every setting of the analysis, typed. `settings.toml` states the defaults and their reasons.

A file given with `--settings` may state any subset: it is laid over the defaults, key by key.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from analysis.errors import SettingsError, as_one
from analysis.toml import lay_over, parse_toml

DEFAULTS = Path(__file__).with_name("settings.toml")

Parameter: TypeAlias = bool | int | float | str
# The simplest to run and to explain first.
Learner: TypeAlias = Literal[
    "dummy", "logistic", "tree", "knn", "svc", "extra_trees", "forest", "boosting", "same_state"
]
CandidateKey: TypeAlias = Literal[Learner, "vote", "stack", "noisy_or"]
Share = Field(ge=0, le=1)
# No cost of a contact comes near; beyond it sums lose their digits.
LARGEST_COST = 1e12
# The largest number that every generator of random numbers takes, with room for what is added.
LARGEST_SEED = 2**31 - 1


def _one_line(text: str) -> str:
    """A text for a heading. Raises ValueError where it is blank or would break the line."""
    if not text.strip() or any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("write one line of text")
    return text


def _each_once(keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{key!r} is there more than once")
    return keys


Name: TypeAlias = Annotated[str, AfterValidator(_one_line)]
Members: TypeAlias = Annotated[tuple[Learner, ...], Field(min_length=1), AfterValidator(_each_once)]


class Section(BaseModel):
    """A table of the settings file; unknown keys and numbers without end are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class StoreSettings(Section):
    """How the store and its money are called in the documents."""

    name_ru: Name
    name_en: Name
    profit_unit_ru: Name
    profit_unit_en: Name


class DataSettings(Section):
    """Who is set aside, and who counts as the same customer twice."""

    inactive_if_revenue_at_most: float
    outlier_iqr_multiple: float = Field(gt=0)
    outlier_most_share: float = Share
    most_incomplete_share: float = Share
    most_missing_share: float = Share
    twin_fields: tuple[str, ...] = Field(min_length=1)
    near_twin_fields: int = Field(ge=0, le=3)
    largest_group_share: float = Share
    least_of_each: int = Field(ge=1)


class ColumnsSettings(Section):
    """Names that the store uses for columns -> fields; contact: columns to reach customers by."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)
    __pydantic_extra__: dict[str, str]

    contact: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The store's own name of a column -> field."""
        return dict(self.model_extra or {})


class MonthsSettings(Section):
    """Which outcomes are known, and how far back they are learned from."""

    outcome: Literal["auto", "own_label", "later_label"]
    pair_customers: int = Field(ge=1)
    filled_share: float = Share
    learn_from_months: int = Field(ge=1, le=120)
    learn_from_rows: int = Field(ge=100)


class ProfileSettings(Section):
    """Exploration."""

    bins: int = Field(ge=4, le=60)
    collinear_phik: float = Share
    significance: float = Share


class ModelSettings(Section):
    """Candidates, folds and the rule of choice."""

    candidates: Annotated[tuple[CandidateKey, ...], Field(min_length=1), AfterValidator(_each_once)]
    choose: Literal["best", "simplest"]
    outer_folds: int = Field(ge=2, le=50)
    inner_folds: int = Field(ge=2, le=50)
    repeats: int = Field(ge=1)
    thorough_repeats: int = Field(ge=1)
    bootstrap: int = Field(ge=100, le=100_000)
    reliability_bins: int = Field(ge=3)
    explained_background: int = Field(ge=10)
    threshold_policy: Literal["best_f1", "recall_85", "profit"]
    recall_target: float = Share
    too_few_customers: int = Field(ge=0)
    few_customers: int = Field(ge=0)
    workers: int = Field(ge=1)
    pairwise_customers: int = Field(ge=100)
    explained_hybrids: int = Field(ge=100)
    reference_customers: int = Field(ge=2)
    permutation_repeats: int = Field(ge=1)
    published_splits: int = Field(ge=2)
    choice_draws: int = Field(ge=100, le=100_000)
    vote: Members
    stack: Members
    noisy_or: Members
    # Parameter as scikit-learn calls it -> the values that are tried.
    search: dict[Learner, dict[str, Annotated[tuple[Parameter, ...], Field(min_length=1)]]]


class EconomicsSettings(Section):
    """What a contact costs and brings.

    costs_in: "money" = in the unit of profit; "mean_profit" = as fractions of what a customer
    brings over the horizon on average, so that one default fits every store.
    """

    horizon_months: int = Field(ge=1, le=120)
    costs_in: Literal["money", "mean_profit"]
    contact_cost: float = Field(ge=0, le=LARGEST_COST)
    incentive: float = Field(ge=0, le=LARGEST_COST)
    acceptance_low: float = Share
    acceptance: float = Share
    acceptance_high: float = Share
    no_effect_share: float = Field(ge=0, le=0.9)

    @model_validator(mode="after")
    def require_order(self) -> Self:
        """The low acceptance is not above the high one."""
        if self.acceptance_low > self.acceptance_high:
            raise ValueError("acceptance_low is above acceptance_high")
        return self

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


class DriftSettings(Section):
    """What counts as a change from one month to the next."""

    significance: float = Field(gt=0, lt=1)
    bins: int = Field(ge=2, le=50)
    smallest_shift: float = Field(ge=0)
    smallest_psi: float = Field(ge=0)
    smallest_share_change: float = Share
    size_changed: float = Field(gt=0)
    copied_cells: float = Share
    scale_factor: float = Field(gt=1)
    vanished_share: float = Share
    new_category_share: float = Share


class RiskSettings(Section):
    """Where the bands of risk begin, how segments are described, what a decision must bring."""

    band_middle: float = Share
    band_high: float = Share
    high_risk: float = Share
    minimum_segment: int = Field(ge=1)
    featured_segments: int = Field(ge=0, le=3)
    smallest_decision: float = Share

    @model_validator(mode="after")
    def require_order(self) -> Self:
        """The middle band begins before the high one."""
        if self.band_middle > self.band_high:
            raise ValueError("band_middle is above band_high")
        return self


class CampaignSettings(Section):
    """Who is left alone, and how the files to send look."""

    control_share: float = Field(ge=0, le=0.5)
    salt: Name
    global_control_share: float = Field(ge=0, le=0.1)
    global_control_months: int = Field(ge=1, le=24)
    same_offer_months: int = Field(ge=0, le=36)
    most_contacts: int = Field(ge=1)
    contact_months: int = Field(ge=1, le=36)
    explore_share: float = Field(ge=0, le=0.5)
    files_for: Literal["people", "programs"]
    tool: Name


class Settings(Section):
    """All settings of one run."""

    seed: int = Field(ge=0, le=LARGEST_SEED)
    store: StoreSettings
    data: DataSettings
    columns: ColumnsSettings
    values: dict[str, dict[str, str]]
    months: MonthsSettings
    profile: ProfileSettings
    drift: DriftSettings
    model: ModelSettings
    economics: EconomicsSettings
    risk: RiskSettings
    campaign: CampaignSettings


def read_settings(path: Path | None = None) -> Settings:
    """The defaults, with the file at `path` laid over them.

    Raises SettingsError with every problem: no such file, not TOML, an unknown key, a value of
    another kind or out of range.
    """
    table = parse_toml(DEFAULTS)
    if path is not None:
        table = lay_over(table, parse_toml(path))
    try:
        # As JSON, a list may stand for a tuple but "1" or true not for a number. A date of TOML
        # has no place here, and is refused as the text it becomes.
        return Settings.model_validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        problems = [_say_fault(path or DEFAULTS, fault) for fault in innermost(error.errors())]
        raise as_one(problems) from None


def innermost(faults: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """The errors, without the one of a list that follows from an error inside it."""
    inside = {fault["loc"][:n] for fault in faults for n in range(len(fault["loc"]))}
    return [fault for fault in faults if fault["loc"] not in inside]


def _say_fault(path: Path, fault: ErrorDetails) -> SettingsError:
    key = ".".join(str(part) for part in fault["loc"])
    place = f"{path}, key '{key}'"
    if fault["type"] == "extra_forbidden":
        return SettingsError(
            place, "no such setting", fix="see analysis/settings.toml for all of them"
        )
    said = fault["msg"].removeprefix("Value error, ").lower()
    if fault["type"] == "model_type":
        said = f"write it as a table, [{key}]"
    elif fault["type"] == "too_short":
        said = "give at least one"
    # Where an error concerns several keys of a table, its input is the whole table.
    whole = isinstance(fault["input"], dict)
    return SettingsError(
        place,
        said if whole else f"{fault['input']!r} is not allowed: {said}",
        fix="see analysis/settings.toml for the meaning and the default",
    )
