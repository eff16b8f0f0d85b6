"""Tables of TOML files: read with the place of a fault, and laid over each other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from analysis.errors import SettingsError

Toml: TypeAlias = "str | int | float | bool | list[Toml] | dict[str, Toml]"
LINE = "repair the line that is named"
NO_LINE = "look for a key that is stated twice, or for a bracket or quotation that is not closed"


def parse_toml(path: Path) -> dict[str, Toml]:
    """The table of one TOML file. Raises SettingsError with the place of the fault."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SettingsError(
            str(path), "there is no such file", fix="name an existing settings file"
        ) from None
    except OSError as fault:
        raise SettingsError(
            str(path), f"it cannot be read: {fault.strerror}", fix="name a file you may read"
        ) from None
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise SettingsError(
            f"{path}, row {row}", "the text is not UTF-8", fix="save the file in UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as error:
        named = "end of document" not in str(error)
        raise SettingsError(
            str(path), f"not a TOML file: {error}", fix=LINE if named else NO_LINE
        ) from None


def lay_over(base: Mapping[str, Toml], top: Mapping[str, Toml]) -> dict[str, Toml]:
    """`base` with the values of `top` in their places, table by table."""
    merged = dict(base)
    for key, value in top.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = lay_over(below, value) if both else value  # type: ignore[arg-type]
    return merged
