"""Features made from others, as a step of a pipeline."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter

from analysis.model.sheet import Floats
from analysis.vocabulary import Words

FILE = Path(__file__).with_name("engineered.toml")


class Recipe(BaseModel):
    """One engineered feature: an operation on two fields, and why it may help."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: str
    second: str
    operation: Literal["ratio", "difference", "sum"]
    why: Words


@cache
def recipes() -> Mapping[str, Recipe]:
    """Every engineered feature by its name, in the order of the file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Recipe]).validate_python(table)


def possible_recipes(names: Sequence[str]) -> tuple[Recipe, ...]:
    """The recipes whose two fields are among the names."""
    return tuple(r for r in recipes().values() if r.first in names and r.second in names)


def append_engineered(matrix: Floats, names: Sequence[str], used: Sequence[Recipe]) -> Floats:
    """The matrix with one more column per recipe; (customers, features + recipes)."""
    made = [
        combine(matrix[:, names.index(r.first)], matrix[:, names.index(r.second)], r.operation)
        for r in used
    ]
    return np.column_stack([matrix, *made])


def combine(first: Floats, second: Floats, operation: str) -> Floats:
    """One operation on two columns; a ratio to nothing is 0."""
    if operation == "difference":
        return first - second
    if operation == "sum":
        return first + second
    return np.divide(first, second, out=np.zeros_like(first), where=second != 0)
