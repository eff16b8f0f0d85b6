"""`segments.toml`: the segments as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from analysis.errors import SettingsError
from analysis.segments.conditions import Condition, check_condition
from analysis.settings import Section
from analysis.toml import parse_toml
from analysis.vocabulary import Field as VocabularyField
from analysis.vocabulary import Words, fields

DERIVED = Path(__file__).with_name("derived.toml")
# Page 2 of the management report shows these and no others.
QUADRANTS = (
    "high_risk_high_value",
    "high_risk_low_value",
    "low_risk_high_value",
    "low_risk_low_value",
)
SHIPPED = Path(__file__).parents[1] / "segments.toml"


class SegmentRule(Section):
    """One segment as written: its names, why it exists, and who is in it.

    quadrant: one of the segments risk x value, of which every customer has exactly one.
    always_featured: gets a page of its own whatever the others would bring.
    """

    name: Words
    purpose: Words
    when: tuple[Condition, ...] = Field(min_length=1)
    quadrant: bool = False
    always_featured: bool = False


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """Every segment by its key; the order of the file is the rank, first = 1."""

    file: str
    segments: Mapping[str, SegmentRule]


def read_rules(path: Path | None = None) -> SegmentRules:
    """The rules of `path`, or those that are shipped.

    Raises SettingsError: no such file, not TOML, an unknown key, a wrong field, operator or
    value, each with the rule it stands in and the allowed choices.
    """
    file = path or SHIPPED
    table = parse_toml(file)
    try:
        segments = TypeAdapter(dict[str, SegmentRule]).validate_python(table)
    except ValidationError as error:
        raise misshapen(file, "segment", error) from None
    for key, rule in segments.items():
        for number, condition in enumerate(rule.when, start=1):
            check_condition(condition, f"{file}, segment '{key}', condition {number}")
    return SegmentRules(str(file), segments)


def require_quadrants(rules: SegmentRules) -> None:
    """Raises SettingsError unless the quadrants are the four that the documents draw."""
    marked = {key for key, rule in rules.segments.items() if rule.quadrant}
    for key in sorted(marked ^ set(QUADRANTS)):
        problem = "is missing"
        if key in rules.segments:
            problem = "is a fifth quadrant" if key in marked else "is not marked quadrant = true"
        raise SettingsError(
            f"{rules.file}, segment '{key}'",
            problem,
            fix=f"keep the four quadrants {', '.join(QUADRANTS)}; their names and conditions "
            "may change",
        )


@cache
def rule_vocabulary() -> Mapping[str, VocabularyField]:
    """How a reader sees every field that a rule may name, the derived ones included."""
    derived = TypeAdapter(dict[str, VocabularyField]).validate_python(parse_toml(DERIVED))
    return {**fields(), **derived}


def misshapen(file: Path, what: str, error: ValidationError) -> SettingsError:
    """The validation's first complaint, naming the rule and the key in it."""
    complaint = error.errors()[0]
    key, *inner = (str(part) for part in complaint["loc"])
    place = f"{file}, {what} '{key}'" + (f", key '{'.'.join(inner)}'" if inner else "")
    if complaint["type"] == "extra_forbidden":
        return SettingsError(place, "no such key", fix=f"see {SHIPPED.name} for all of them")
    if complaint["type"] == "missing":
        return SettingsError(place, "is missing", fix="add it as the other entries do")
    return SettingsError(
        place,
        f"{complaint['input']!r} is not allowed: {complaint['msg'].lower()}",
        fix="write it as the other entries do",
    )
