"""`segments.toml`: the segments as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from analysis.errors import SettingsError, as_one, refuse
from analysis.segments.conditions import Condition, check_condition
from analysis.segments.facts import Level
from analysis.segments.possible import find_impossible
from analysis.settings import Name, Section, innermost
from analysis.toml import parse_toml
from analysis.vocabulary import LANGUAGES, Words, fields
from analysis.vocabulary import Field as VocabularyField

DERIVED = Path(__file__).with_name("derived.toml")
# Page 2 of the management report shows these and no others; with their level of risk and profit.
QUADRANTS: Mapping[str, tuple[Level, Level]] = {
    "high_risk_high_value": ("high", "high"),
    "high_risk_low_value": ("high", "low"),
    "low_risk_high_value": ("low", "high"),
    "low_risk_low_value": ("low", "low"),
}
SHIPPED = Path(__file__).parents[1] / "segments.toml"


class Names(Words):
    """A name, or a sentence, in every language of the readers; none may be blank."""

    ru: Name
    en: Name


class SegmentRule(Section):
    """One segment as written: its names, why it exists, and who is in it.

    quadrant: one of the segments risk x profit, of which every customer has exactly one.
    always_featured: gets a page of its own whatever other segments would bring.
    """

    name: Names
    purpose: Names
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

    Raises SettingsError with every problem: no such file, not TOML, an unknown key, a wrong
    field, operator or value, a blank name or one of two segments, conditions that nobody can
    meet, each with the rule it stands in and the allowed choices.
    """
    file = path or SHIPPED
    table = parse_toml(file)
    try:
        segments = TypeAdapter(dict[str, SegmentRule]).validate_python(table)
    except ValidationError as error:
        raise as_one(misshapen(file, "segment", error)) from None
    conditions = chain.from_iterable(
        find_faults(rule.when, f"{file}, segment '{key}'", "condition")
        for key, rule in segments.items()
    )
    names = {key: rule.name for key, rule in segments.items()}
    refuse([*conditions, *find_shared_names(names, str(file), "segment")])
    return SegmentRules(str(file), segments)


def find_faults(
    conditions: Sequence[Condition], place: str, called: str
) -> Iterator[SettingsError]:
    """What is wrong with the conditions of one rule, or with all of them together."""
    sound = True
    for number, condition in enumerate(conditions, start=1):
        try:
            check_condition(condition, f"{place}, {called} {number}")
        except SettingsError as fault:
            sound = False
            yield fault
    if sound:
        yield from find_impossible(conditions, place)


def find_shared_names(names: Mapping[str, Words], file: str, what: str) -> Iterator[SettingsError]:
    """An error for every name that another entry before it has, but for case and blanks."""
    for language in LANGUAGES:
        first: dict[str, str] = {}
        for key, words in names.items():
            name = words.in_language(language)
            other = first.setdefault(" ".join(name.casefold().split()), key)
            if other != key:
                yield SettingsError(
                    f"{file}, {what} '{key}', key 'name.{language}'",
                    f"{name!r} is the name of {what} '{other}', too",
                    fix=f"give each {what} a name of its own",
                )


def require_quadrants(rules: SegmentRules) -> None:
    """Raises SettingsError unless the quadrants are the four that the documents draw."""
    marked = {key for key, rule in rules.segments.items() if rule.quadrant}
    faults = {
        key: "is missing"
        if key not in rules.segments
        else "is a fifth quadrant"
        if key in marked
        else "is not marked quadrant = true"
        for key in sorted(marked ^ set(QUADRANTS))
    }
    fix = f"keep the four quadrants {', '.join(QUADRANTS)}; their names and conditions may change"
    refuse(
        [
            SettingsError(f"{rules.file}, segment '{key}'", problem, fix=fix)
            for key, problem in faults.items()
        ]
    )


@cache
def rule_vocabulary() -> Mapping[str, VocabularyField]:
    """How a reader sees every field that a rule may name, the derived ones included."""
    derived = TypeAdapter(dict[str, VocabularyField]).validate_python(parse_toml(DERIVED))
    return {**fields(), **derived}


def misshapen(file: Path, what: str, error: ValidationError) -> list[SettingsError]:
    """The errors that the validation found, each naming the rule and the key in it."""
    return [_say_complaint(file, what, complaint) for complaint in innermost(error.errors())]


def _say_complaint(file: Path, what: str, complaint: ErrorDetails) -> SettingsError:
    key, *inner = (str(part) for part in complaint["loc"])
    place = f"{file}, {what} '{key}'" + (f", key '{'.'.join(inner)}'" if inner else "")
    if complaint["type"] == "extra_forbidden":
        return SettingsError(place, "no such key", fix=f"see {file.name} for all of them")
    if complaint["type"] == "missing":
        return SettingsError(place, "is missing", fix="add it as the other entries do")
    said = complaint["msg"].removeprefix("Value error, ").lower()
    return SettingsError(
        place,
        f"{complaint['input']!r} is not allowed: {said}",
        fix="write it as the other entries do",
    )
