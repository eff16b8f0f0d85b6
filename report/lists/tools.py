"""The import formats of mailing tools, and which contact column is their e-mail or phone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from analysis.errors import SettingsError
from analysis.offers.rules import TextLimit
from analysis.settings import Settings

FILE = Path(__file__).with_name("tools.toml")
PLAIN = "plain"
# Where a fault of the settings stands.
_PLACE = "settings.toml or the file laid over it, key"


class Tool(BaseModel):
    """One tool's file: see tools.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    channels: tuple[str, ...]
    separator: Literal[",", ";", "\t"]
    bom: bool
    key: str
    columns: dict[str, str]
    cell: TextLimit | None = None
    most_bytes: int | None = None


class _ToolFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    contacts: dict[str, tuple[str, ...]]
    tools: dict[str, Tool]


def find_tool(settings: Settings) -> Tool | None:
    """The tool that the settings name; None where the files are plain.

    Raises SettingsError: no such tool, or one whose key is a contact column that is not named.
    """
    key = settings.campaign.tool
    if key == PLAIN:
        return None
    tools = _read().tools
    if key not in tools:
        raise SettingsError(
            f"{_PLACE} 'campaign.tool'",
            f"there is no tool {key!r}",
            fix=f"write one of {', '.join((PLAIN, *tools))}",
        )
    found, named = tools[key], settings.columns.contact
    if found.key in _read().contacts and find_contact(found.key, named) is None:
        raise SettingsError(
            f"{_PLACE} 'columns.contact'",
            f"{found.name} knows customers by {found.key}, and no column of it is named",
            fix=f"name it, as one of {', '.join(_read().contacts[found.key])}",
        )
    return found


def refuse_unknown_tool(settings: Settings) -> None:
    """Raises SettingsError as `find_tool` does."""
    find_tool(settings)


def tools() -> Mapping[str, Tool]:
    """Every tool by its key."""
    return _read().tools


def find_contact(field: str, columns: Sequence[str]) -> int | None:
    """The place of the contact column that is a tool's e-mail or phone.

    >>> find_contact("email", ["Телефон", "E-mail"]), find_contact("phone", ["E-mail"])
    (1, None)
    """
    names = _read().contacts.get(field, ())
    found = (place for place, name in enumerate(columns) if name.strip().casefold() in names)
    return next(found, None)


@cache
def _read() -> _ToolFile:
    return _ToolFile.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
