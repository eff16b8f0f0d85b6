"""Features made from two others, as a step of a pipeline."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self, TypeAlias

import pandas as pd
from pydantic import BaseModel, ConfigDict, TypeAdapter
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.model.facts import Operation
from analysis.vocabulary import Words

FILE = Path(__file__).with_name("engineered.toml")
ALL, NONE = "all", "none"
Column: TypeAlias = "pd.Series[float]"


class Recipe(BaseModel):
    """One engineered feature: an operation on two fields, and why it may help."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str
    second: str
    operation: Operation
    why: Words


@cache
def recipes() -> Mapping[str, Recipe]:
    """Every engineered feature by its name, in the order of the file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Recipe]).validate_python(table)


def possible_recipes(features: pd.DataFrame) -> dict[str, Recipe]:
    """The recipes whose two fields are among the columns."""
    return {
        name: recipe
        for name, recipe in recipes().items()
        if {recipe.first, recipe.second} <= set(features.columns)
    }


class Engineer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Adds engineered features behind the fields. use: "all", "none" or the name of one."""

    def __init__(self, use: str = ALL) -> None:
        self.use = use

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:  # noqa: ARG002
        """Nothing is learned."""
        if self.use not in (ALL, NONE, *recipes()):
            raise ValueError(f"there is no engineered feature {self.use!r}")
        self.made_ = {
            name: recipe for name, recipe in possible_recipes(X).items() if self.use in (ALL, name)
        }
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """The features with one more column per recipe."""
        made = {
            name: _combine(X[recipe.first], X[recipe.second], recipe.operation)
            for name, recipe in self.made_.items()
        }
        return X.assign(**made)


def _combine(one: Column, other: Column, operation: Operation) -> Column:
    """One operation on two columns; a ratio to nothing is 0, what is made of nothing missing."""
    if operation == "difference":
        return one - other
    if operation == "sum":
        return one + other
    return (one / other.where(other != 0)).where(other != 0, 0.0)
