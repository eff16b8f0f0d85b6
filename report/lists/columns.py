"""The columns of the list: headers, meanings, and how Excel shows them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from analysis.results.facts import Results
from analysis.vocabulary import Words
from report.text.phrasebook import Phrasebook
from report.view import View

FOLDER = Path(__file__).parent


class ListColumn(BaseModel):
    """A column's header, meaning, and how Excel shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Words
    meaning: Words
    show: Literal["id", "text", "percent", "money"]
    width: int

    def header(self, results: Results, book: Phrasebook) -> str:
        """The header with the unit of profit of the settings."""
        store = results.settings.store
        unit = store.profit_unit_ru if book.language == "ru" else store.profit_unit_en
        return self.label.in_language(book.language).replace("{unit}", unit)

    def explained(self, view: View) -> str:
        """The meaning with the settings it rests on."""
        bands = view.results.settings.risk
        return self.meaning.in_language(view.language).format(
            middle=view.percent(bands.band_middle),
            high=view.percent(bands.band_high),
            period=view.period,
            accepted=view.accepted,
        )


@cache
def list_columns() -> Mapping[str, ListColumn]:
    """Every column by its key, in order."""
    table = tomllib.loads((FOLDER / "columns.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, ListColumn]).validate_python(table)


@cache
def list_words() -> Mapping[str, Words]:
    """The workbook's other words."""
    table = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Words]).validate_python(table)
