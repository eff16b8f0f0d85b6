"""What stands in each column of the list, for one customer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, TypeAdapter

from analysis.results.facts import Results, ScoredCustomer
from analysis.vocabulary import Language, Words
from report.lists.messages import Messages
from report.present.management.wording import period
from report.present.numbers import percent
from report.present.open import Report
from report.present.reasons import reason_words

FOLDER = Path(__file__).parent
REASONS = 3
# What those who send the offers need to see of the columns.
TO_CONTACT = (
    "id",
    "offer",
    "channel",
    "control",
    "message",
    "cost",
    "expected_gain",
    "risk",
    "profit",
    "most_important",
    "reason_1",
)
# Whose most important customers are singled out, and how many.
IMPORTANT_SEGMENT, IMPORTANT = "most_profitable_at_risk_60", 10
BETWEEN = "; "
Cell: TypeAlias = str | float
Row: TypeAlias = Mapping[str, Cell]


class ListColumn(BaseModel):
    """A column's header, meaning, and how Excel shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Words
    meaning: Words
    show: Literal["id", "text", "percent", "money"]
    width: int

    def header(self, results: Results, language: Language) -> str:
        """The header with the unit of profit of the settings."""
        store = results.settings.store
        unit = store.profit_unit_ru if language == "ru" else store.profit_unit_en
        return self.label.in_language(language).replace("{unit}", unit)

    def explained(self, report: Report) -> str:
        """The meaning with the settings it rests on."""
        bands = report.results.settings.risk
        return self.meaning.in_language(report.language).format(
            middle=percent(bands.band_middle, report.language),
            high=percent(bands.band_high, report.language),
            period=period(report),
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


def list_row(customer: ScoredCustomer, important: frozenset[str], messages: Messages) -> Row:
    """One customer's cells by column; segments, offer, channel and band by their keys."""
    language = messages.report.language
    reasons = [reason_words(reason, language) for reason in customer.reasons[:REASONS]]
    padded = [*reasons, *[""] * (REASONS - len(reasons))]
    return {
        "id": customer.customer_id,
        "risk": customer.risk,
        "risk_band": customer.risk_band,
        "profit": customer.profit,
        "profit_at_risk": customer.profit_at_risk,
        "segments": BETWEEN.join(customer.segments),
        "most_important": "yes" if customer.customer_id in important else "",
        "offer": customer.offer or "",
        "channel": customer.channel or "",
        "control": "yes" if customer.control else "",
        "message": messages.to(customer),
        "cost": customer.cost,
        "expected_gain": customer.expected_gain,
        **{f"reason_{n}": words for n, words in enumerate(padded, start=1)},
    }


def most_important(results: Results) -> frozenset[str]:
    """Ids of the few with the most profit at risk among the most profitable at risk."""
    inside = [c for c in results.customers if IMPORTANT_SEGMENT in c.segments]
    ordered = sorted(inside, key=lambda c: (-c.profit_at_risk, c.customer_id))
    return frozenset(customer.customer_id for customer in ordered[:IMPORTANT])
