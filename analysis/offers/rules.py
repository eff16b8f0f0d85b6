"""`offers.toml`: the offers as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from analysis.errors import SettingsError, as_one, refuse
from analysis.segments.conditions import Condition
from analysis.segments.facts import OfferReason
from analysis.segments.rules import Names, find_faults, find_shared_names, misshapen
from analysis.settings import Section
from analysis.toml import parse_toml
from analysis.vocabulary import fields

SHIPPED = Path(__file__).parents[1] / "offers.toml"


class TextLimit(Section):
    """The longest text that can be sent."""

    most: int = Field(ge=1)
    unit: Literal["characters", "bytes"] = "characters"

    def measure(self, text: str) -> int:
        """The length of a text in the unit; bytes are those of UTF-8.

        >>> TextLimit(most=9, unit="bytes").measure("да"), TextLimit(most=9).measure("да")
        (4, 2)
        """
        return len(text.encode("utf-8")) if self.unit == "bytes" else len(text)


class Channel(Section):
    """A way to reach a customer, and what it can carry; None: any length."""

    name: Names
    needs_consent: bool
    subject: TextLimit | None = None
    text: TextLimit | None = None


class Because(Section):
    """Why a segment gets the offer; `reason` is the kind of evidence.

    mean_risk: any segment. audience_share: at least this share of it is in the audience.
    mean_above, mean_below: its mean of `field` differs so from everybody else's, significantly.
    over_represented: values of `field` that are significantly more frequent in it; the offer
    is then for the segment's customers with one of these values.
    """

    reason: OfferReason
    field: str | None = None
    at_least: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="after")
    def need_a_field(self) -> Self:
        """A mean and an over-represented value are those of some field."""
        needed = self.reason in ("mean_above", "mean_below", "over_represented")
        if needed != (self.field is not None):
            raise ValueError(f"{self.reason} goes {'with' if needed else 'without'} a field")
        return self


class OfferRule(Section):
    """One offer as written.

    channels: in order of preference. contact, incentive, acceptance: multiples of the settings
    of the same name in [economics].
    """

    name: Names
    because: Because
    audience: tuple[Condition, ...] = ()
    channels: tuple[str, ...] = Field(min_length=1)
    contact: float = Field(ge=0)
    incentive: float = Field(ge=0)
    acceptance: float = Field(ge=0)


class _OfferFile(Section):
    channels: Mapping[str, Channel]
    offers: Mapping[str, OfferRule]


@dataclass(frozen=True, slots=True)
class OfferBook:
    """Every channel and offer by its key; of two equally good offers the first is made."""

    file: str
    channels: Mapping[str, Channel]
    offers: Mapping[str, OfferRule]


def read_offers(path: Path | None = None) -> OfferBook:
    """The offers of `path`, or those that are shipped.

    Raises SettingsError with every problem: no such file, not TOML, an unknown key, a wrong
    channel, field, operator or value, a blank name or one of two offers, an audience that
    nobody can be in, each with the offer it stands in and the allowed choices.
    """
    file = path or SHIPPED
    try:
        book = _OfferFile.model_validate(parse_toml(file))
    except ValidationError as error:
        raise as_one(misshapen(file, "entry", error)) from None
    refuse(
        [
            fault
            for key, rule in book.offers.items()
            for fault in _find_offer_faults(rule, book.channels, f"{file}, offer '{key}'")
        ]
        + [
            fault
            for what, entries in (("channel", book.channels), ("offer", book.offers))
            for fault in find_shared_names(
                {key: entry.name for key, entry in entries.items()}, str(file), what
            )
        ]
    )
    return OfferBook(str(file), book.channels, book.offers)


def _find_offer_faults(
    rule: OfferRule, channels: Mapping[str, Channel], place: str
) -> Iterator[SettingsError]:
    """Channels and fields that do not exist, an audience that is missing or that nobody is in."""
    choices = [
        (f"there is no channel {channel!r}", tuple(channels))
        for channel in rule.channels
        if channel not in channels
    ]
    reason, field = rule.because.reason, rule.because.field
    kinds = ("category",) if reason == "over_represented" else ("number", "yes_no")
    allowed = tuple(name for name, known in fields().items() if known.kind in kinds)
    if field is not None and field not in allowed:
        choices.append((f"{reason!r} cannot look at {field!r}", allowed))
    for problem, names in choices:
        yield SettingsError(place, problem, fix=f"write one of {', '.join(names)}")
    yield from find_faults(rule.audience, place, "audience condition")
    if rule.because.reason == "audience_share" and not rule.audience:
        yield SettingsError(
            place,
            "'audience_share' needs an audience",
            fix="add conditions under audience, or give another reason",
        )
