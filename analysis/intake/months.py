"""Which months there are: a folder of four tables, or a folder of such folders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import CONTRACTS

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
FILES = tuple(contract.file for contract in CONTRACTS)
LAYOUT = (
    f"give a folder with {', '.join(FILES)}, or a folder of such folders named by month, "
    "e.g. 2026-10"
)
# Names shown in an error before the rest is counted.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFolder:
    """One month's four tables; `name` is YYYY-MM, or the folder's own name."""

    name: str
    path: Path


def list_months(data: Path) -> tuple[MonthFolder, ...]:
    """Every month in a folder, oldest first; a folder of four tables is one month.

    Raises DataFileError: no such folder, nothing in it that looks like a month, tables in a
    subfolder that is not named as a month, tables beside month folders.
    """
    if not data.is_dir():
        raise DataFileError(Place(str(data)), "there is no such folder", fix=LAYOUT)
    inside = sorted(path for path in data.iterdir() if path.is_dir() and path.name[0] != ".")
    months = [path for path in inside if MONTH.fullmatch(path.name)]
    if holds_tables(data):
        refuse_both(data, months)
        return (MonthFolder(name=data.resolve().name or "data", path=data),)
    for path in inside:
        if path not in months and holds_tables(path):
            raise DataFileError(
                Place(str(path)),
                "it holds tables, but its name is not a month",
                fix="name the folder YYYY-MM, e.g. 2026-10, or move it elsewhere",
            )
    if not months:
        raise DataFileError(Place(str(data)), f"no month in it: found {found_in(data)}", fix=LAYOUT)
    return tuple(MonthFolder(name=path.name, path=path) for path in months)


def choose_month(data: Path, month: str | None) -> MonthFolder:
    """One month by name, the newest by default.

    Raises DataFileError: what `list_months` raises, or no month of this name.
    """
    months = list_months(data)
    if month is None:
        return months[-1]
    for folder in months:
        if folder.name == month:
            return folder
    there = ", ".join(folder.name for folder in months)
    raise DataFileError(
        Place(str(data)), f"there is no month {month!r}", fix=f"choose one of: {there}"
    )


def holds_tables(folder: Path) -> bool:
    """Whether at least one of the four tables is directly in the folder."""
    return any(find_files(folder, file) for file in FILES)


def find_files(folder: Path, file: str) -> list[Path]:
    """The files of a folder with this name, upper and lower case alike, in a fixed order."""
    return sorted(path for path in folder.iterdir() if path.name.casefold() == file)


def refuse_both(data: Path, months: list[Path]) -> None:
    """Raise DataFileError where tables stand beside month folders: which is meant?"""
    if months:
        raise DataFileError(
            Place(str(data)),
            f"tables stand beside month folders ({', '.join(path.name for path in months)})",
            fix="move the tables into a folder named by their month, or name one month's folder",
        )


def found_in(folder: Path) -> str:
    """What a folder holds, for an error."""
    names = sorted(path.name for path in folder.iterdir())
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) + more) or "nothing"
