"""The words of the data: source column -> field, its label, unit and decimals, per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, TypeAdapter, field_validator

Language: TypeAlias = Literal["ru", "en"]
Period: TypeAlias = Literal["before_previous", "previous", "current"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
FOLDER = Path(__file__).parent
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


class Words(BaseModel):
    """One text in every language of the readers, its apostrophes as printers set them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ru: str
    en: str

    @field_validator("ru", "en")
    @classmethod
    def typeset(cls, text: str) -> str:
        """Files are typed with the apostrophe of keyboards; data never passes through here."""
        return text.replace("'", APOSTROPHE)

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        return self.ru if language == "ru" else self.en


class Field(BaseModel):
    """One field of a customer: its source column and how a reader sees it.

    also: further names of the column that exports use.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    kind: Literal["key", "label", "number", "category", "yes_no", "text"]
    label: Words
    short: Words | None = None
    unit: Words = Words(ru="", en="")
    decimals: int = 0
    percent: bool = False
    period: str | None = None  # one of Period
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the column but the source's own."""
        words = (self.label, self.short) if self.short else (self.label,)
        return (*(text for word in words for text in (word.ru, word.en)), *self.also)


class Value(BaseModel):
    """One value of a categorical field: as kept in the data, as shown.

    also: further spellings that exports use.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    label: Words
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the value but the source's own."""
        return (self.value, self.label.ru, self.label.en, *self.also)


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its name, in the order of the file."""
    return TypeAdapter(dict[str, Field]).validate_python(_read("fields.toml"))


@cache
def values() -> Mapping[str, Mapping[str, Value]]:
    """Field name -> source spelling -> value."""
    return TypeAdapter(dict[str, dict[str, Value]]).validate_python(_read("values.toml"))


class Record(BaseModel):
    """The record of what was sent: its fields and values, as those of the tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: Mapping[str, Field]
    values: Mapping[str, Mapping[str, Value]]


@cache
def record() -> Record:
    """The words of campaign.csv."""
    return Record.model_validate(_read("record.toml"))


def numeric_features() -> tuple[str, ...]:
    """Names of the numeric features, profit (never a feature of the model) excluded."""
    return tuple(name for name, f in fields().items() if f.kind == "number" and name != "profit")


def categorical_features() -> tuple[str, ...]:
    """Names of the categorical and yes/no features."""
    return tuple(name for name, f in fields().items() if f.kind in ("category", "yes_no"))


def value_label(field: str, value: str, language: Language) -> str:
    """How a kept value is shown; a value that nobody described is shown as it is."""
    for known in values().get(field, {}).values():
        if known.value == value:
            return known.label.in_language(language)
    return value


def _read(name: str) -> Mapping[str, object]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
