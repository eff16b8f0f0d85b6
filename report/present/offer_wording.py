"""The words of an offer: why the segment gets it, and the message ready to send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from analysis.errors import SettingsError
from analysis.segments.facts import Evidence, OfferFacts
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Language, value_label
from report.present.field_values import field_value
from report.present.numbers import BLANK, number, percent
from report.present.open import Report
from report.present.phrases import Prose
from report.present.turns import quiet

FOLDER = Path(__file__).parents[2] / "templates" / "offers"
PLACE = "templates/offers"
SHARES = ("share", "mean_risk")
IN_UNIT = ("threshold", "inside", "outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWording:
    """What the report says about an offer, and what the customer reads."""

    reason: Prose
    message: Prose


def offer_wording(r: Report, offer: OfferFacts) -> OfferWording:
    """`templates/offers/<key>.<language>.j2` filled with the evidence of the offer.

    Raises SettingsError where the file is missing, is no template or names evidence that the
    offer lacks.
    """
    template = wording_template(offer.key, r.language)
    values = {"store": r.store, **evidence_words(offer.evidence, r.language, r.unit)}
    try:
        words = template.make_module(values)
    except UndefinedError as error:
        raise SettingsError(
            f"{PLACE}/{template.name}",
            str(error.message),
            fix=f"use what this offer's reason gives: {', '.join(sorted(values))}",
        ) from None
    return OfferWording(
        reason=Prose(str(getattr(words, "reason", "")).strip()),
        message=Prose(str(getattr(words, "message", "")).strip()),
    )


def check_wording(offers: Iterable[str], languages: Iterable[Language]) -> None:
    """Raises SettingsError for the first offer whose wording is missing or no template."""
    for key, language in product(offers, languages):
        wording_template(key, language)


def wording_template(key: str, language: Language) -> Template:
    """The wording of one offer. Raises SettingsError where it is missing or no template."""
    name = f"{key}.{language}.j2"
    try:
        return environment().get_template(name)
    except TemplateNotFound:
        raise SettingsError(
            f"{PLACE}/{name}",
            "the offer has no wording",
            fix=f"write this file as the other offers have theirs: see {PLACE}/README.md",
        ) from None
    except TemplateSyntaxError as error:
        raise SettingsError(
            f"{PLACE}/{name}, row {error.lineno}", str(error.message), fix="repair this row"
        ) from None


@cache
def environment() -> Environment:
    """Templates that stop at a missing value; what they make is escaped where it is printed."""
    return Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,
    )


def evidence_words(evidence: tuple[Evidence, ...], language: Language, unit: str) -> dict[str, str]:
    """Every piece of evidence by its name, formatted; pieces of one name in a row."""
    field = next((str(e.value) for e in evidence if e.name == "field"), "")
    words: dict[str, str] = {}
    for piece in evidence:
        text = formatted(piece, field, language, unit)
        # Russian numbers hold commas themselves.
        joint = "; " if piece.name == "lift" else ", "
        words[piece.name] = joint.join(filter(None, (words.get(piece.name), text)))
    return words


def formatted(evidence: Evidence, field: str, language: Language, unit: str) -> str:
    """One piece of evidence as a reader sees it; `unit` is that of profit."""
    value = evidence.value
    if evidence.name == "field":
        return rule_vocabulary()[str(value)].label.in_language(language)
    if isinstance(value, str):
        return quiet(value_label(field, value, language))
    if evidence.name in SHARES:
        return percent(value, language)
    if evidence.name in IN_UNIT:
        text = field_value(field, value, language, unit=False)
        return f"{text}{BLANK}{unit}" if field == "profit" else text
    return number(value, language, 1 if evidence.name == "lift" else 0)
