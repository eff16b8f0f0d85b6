"""What an offer says: the reason to the manager, the message to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.offers.rules import OfferBook, read_offers
from analysis.segments.facts import Evidence, OfferFacts
from analysis.segments.rules import rule_vocabulary
from analysis.settings import StoreSettings
from analysis.vocabulary import Language, value_label
from report.present.numbers import number, percent

FOLDER = Path(__file__).parents[2] / "templates" / "offers"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWords:
    """One offer in one language, ready to print; not yet escaped."""

    name: str
    channel: str
    reason: str
    message: str


def word_offer(offer: OfferFacts, store: StoreSettings, language: Language) -> OfferWords:
    """The offer's name and channel from offers.toml, its wording from templates/offers.

    Raises jinja2.UndefinedError where the wording asks for evidence that the reason lacks, and
    jinja2.TemplateNotFound where nobody has worded the offer.
    """
    name = store.name_ru if language == "ru" else store.name_en
    values = {"store": name, **word_evidence(offer.evidence, language)}
    wording = templates().get_template(f"{offer.key}.{language}.j2").make_module(values)
    return OfferWords(
        name=book().offers[offer.key].name.in_language(language),
        channel=book().channels[offer.channel].name.in_language(language),
        reason=str(vars(wording)["reason"]).strip(),
        message=str(vars(wording)["message"]).strip(),
    )


def word_evidence(evidence: tuple[Evidence, ...], language: Language) -> Mapping[str, str]:
    """The evidence by name, formatted; what is named several times is joined."""
    field = next((str(e.value) for e in evidence if e.name == "field"), None)
    worded: dict[str, list[str]] = {}
    for found in evidence:
        worded.setdefault(found.name, []).append(word_value(found, field, language))
    return {name: ", ".join(texts) for name, texts in worded.items()}


def word_value(found: Evidence, field: str | None, language: Language) -> str:
    """One piece of evidence in the unit that its name, or the field, has."""
    if found.name == "field":
        return rule_vocabulary()[str(found.value)].label.in_language(language)
    if isinstance(found.value, str):
        return value_label(field, found.value, language) if field else found.value
    if found.name in ("share", "mean_risk"):
        return percent(found.value, language)
    if found.name in ("customers", "lift"):
        return number(found.value, language, 0 if found.name == "customers" else 1)
    known = rule_vocabulary()[field] if field else None
    if known is not None and (known.percent or known.kind == "yes_no"):
        return percent(found.value, language)
    whole = found.value == round(found.value)
    return number(found.value, language, 0 if whole or known is None else known.decimals)


@cache
def book() -> OfferBook:
    """The offers as written."""
    return read_offers()


@cache
def templates() -> Environment:
    """The wording, which stops at a missing value; text, so nothing is escaped here."""
    loader = FileSystemLoader(FOLDER, encoding="utf-8")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=False)
