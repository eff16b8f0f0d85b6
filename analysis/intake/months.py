"""Which months there are: a folder of four tables, or a folder of such folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DataFileError, Place
from analysis.intake.contracts import CONTRACTS
from analysis.intake.file_names import files_of, shared_workbooks
from analysis.intake.problem_text import escaped, legible, quoted

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
FILES = tuple(contract.file for contract in CONTRACTS)
LAYOUT = (
    f"give a folder with {', '.join(FILES)}, or a folder of such folders named by month, "
    "e.g. 2026-10"
)
# A folder of a synthetic store holds this file beside the tables.
DEMONSTRATION_MARK = "demonstration.toml"
# Names shown in an error before the rest is counted.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFolder:
    """One month's four tables; `name` is YYYY-MM, or the folder's own name."""

    name: str
    path: Path

    @property
    def is_demonstration(self) -> bool:
        """Whether the tables are of a synthetic store."""
        return (self.path / DEMONSTRATION_MARK).is_file()


def list_months(data: Path) -> tuple[MonthFolder, ...]:
    """Every month in a folder, oldest first; a folder of four tables is one month.

    Raises DataFileError: no such folder, not readable, nothing in it that looks like a month,
    tables in a subfolder that is not named as a month, tables beside month folders.
    """
    require_folder(data)
    inside = [path for path in look_into(data) if may_be_folder(path) and path.name[0] != "."]
    months = [path for path in inside if MONTH.fullmatch(path.name)]
    # A workbook under any name may hold the four tables.
    if holds_tables(data) or (not months and shared_workbooks(data)):
        refuse_both(data, months)
        return (MonthFolder(name=name_of(data), path=data),)
    for path in inside:
        if path not in months and holds_tables(path):
            raise DataFileError(
                place_of(path),
                "it holds tables, but its name is not a month",
                fix="name the folder YYYY-MM, e.g. 2026-10, or move it elsewhere",
            )
    if not months:
        raise DataFileError(place_of(data), f"no month in it: found {found_in(data)}", fix=LAYOUT)
    return tuple(MonthFolder(name=path.name, path=path) for path in months)


def choose_month(data: Path, month: str | None) -> MonthFolder:
    """One month by name, the newest by default.

    Raises DataFileError: what `list_months` raises, no month of this name, or one that may not
    be looked into.
    """
    months = list_months(data)
    chosen = months[-1] if month is None else find_month(data, months, month)
    look_into(chosen.path)
    return chosen


def find_month(data: Path, months: Sequence[MonthFolder], name: str) -> MonthFolder:
    """The month of this name. Raises DataFileError with those there are."""
    for folder in months:
        if folder.name == name:
            return folder
    there = ", ".join(legible(folder.name) for folder in months)
    raise DataFileError(
        place_of(data), f"there is no month {quoted(name)}", fix=f"choose one of: {there}"
    )


def require_folder(data: Path) -> None:
    """Raise DataFileError where there is no folder, or none that may be looked into."""
    try:
        if data.is_dir():
            return
        found = "this is a file, not a folder" if data.exists() else "there is no such folder"
    except OSError as fault:
        found = f"it cannot be read: {fault.strerror}"
    raise DataFileError(place_of(data), found, fix=LAYOUT)


def look_into(folder: Path) -> list[Path]:
    """What is in a folder, by name. Raises DataFileError where it may not be read."""
    try:
        return sorted(folder.iterdir())
    except OSError as fault:
        raise DataFileError(
            place_of(folder),
            f"it cannot be read: {fault.strerror}",
            fix="give a folder you may read",
        ) from None


def may_be_folder(path: Path) -> bool:
    """Whether it is a folder, or a link that leads nowhere: the month of one is not passed over."""
    return path.is_dir() or (path.is_symlink() and not path.exists())


def name_of(data: Path) -> str:
    """The month of a folder of four tables: its own name, else that of where it leads."""
    given = data.absolute().name
    return given if MONTH.fullmatch(given) else escaped(data.resolve().name) or "data"


def place_of(folder: Path) -> Place:
    """A folder as the place of a problem."""
    return Place(escaped(str(folder)))


def holds_tables(folder: Path) -> bool:
    """Whether at least one of the four tables is directly in the folder, so far as one sees."""
    try:
        return any(files_of(contract, folder) for contract in CONTRACTS)
    except OSError:
        return False  # "lost+found" and the like


def refuse_both(data: Path, months: list[Path]) -> None:
    """Raise DataFileError where tables stand beside month folders: which is meant?"""
    if months:
        raise DataFileError(
            place_of(data),
            f"tables stand beside month folders ({', '.join(path.name for path in months)})",
            fix="move the tables into a folder named by their month, or name one month's folder",
        )


def found_in(folder: Path) -> str:
    """What a folder holds, for an error."""
    names = [legible(path.name) for path in look_into(folder)]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) + more) or "nothing"
