"""Which months' editions are up to date, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from analysis.intake.months import MonthFolder
from analysis.settings import Settings
from report.edition.changes import Change, find_changes, find_drawing_changes
from report.edition.manifest import read_manifest
from report.edition.request import EditionRequest

# "nothing_known": too few outcomes were known then to say anything of the month.
State: TypeAlias = Literal["up_to_date", "out_of_date", "forecast_only", "missing", "nothing_known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStatus:
    """One month's edition; `changes` say why it is out of date."""

    month: str
    state: State
    changes: tuple[Change, ...] = ()


def examine_editions(
    folders: Sequence[MonthFolder], output: Path, settings: Settings
) -> tuple[MonthStatus, ...]:
    """Every month of the tables, newest first; documents may be in any language and format.

    folders: oldest first. What an earlier edition said is never made anew, so a forecast alone
    is not out of date.
    """
    newest = read_manifest(output / folders[-1].name)
    hopeless = newest.months_without_forecast if newest else ()
    return tuple(
        _examine(folder.name, folders, output, settings, hopeless=folder.name in hopeless)
        for folder in reversed(folders)
    )


def _examine(
    month: str,
    folders: Sequence[MonthFolder],
    output: Path,
    settings: Settings,
    *,
    hopeless: bool,
) -> MonthStatus:
    request = EditionRequest(
        output=output,
        month=month,
        folders=tuple(folders),
        settings=settings,
        languages=(),
        formats=(),
    )
    if not request.edition.is_dir():
        return MonthStatus(month=month, state="nothing_known" if hopeless else "missing")
    changes = find_changes(request.edition, request)
    if [change.kind for change in changes] == ["no_documents"]:
        return MonthStatus(month=month, state="forecast_only")
    drawing = find_drawing_changes(request.edition, request)
    every = tuple(dict.fromkeys((*changes, *drawing)))
    return MonthStatus(month=month, state="out_of_date" if every else "up_to_date", changes=every)
