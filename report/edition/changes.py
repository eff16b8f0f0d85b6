"""What is no longer as it was when an edition was made: the reasons to make it anew."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import JsonValue

from analysis.history.reach import recent_months
from analysis.intake.contracts import RECORD
from analysis.intake.file_names import files_of, find_files
from analysis.intake.months import MonthFolder
from analysis.settings import Settings
from report.edition.earlier import hash_earlier
from report.edition.manifest import (
    RENDERING,
    Manifest,
    TableRecord,
    hash_drawing,
    hash_program,
    read_manifest,
    sha256,
)
from report.edition.request import EditionRequest

RESULTS = "results.json"
# Another Python gives the same figures; the packages that draw give the same results.
NOT_COMPUTING = {"python", *RENDERING}

Kind: TypeAlias = Literal[
    "no_edition",
    "no_documents",
    "another_month",
    "demonstration",
    "month_came",
    "month_went",
    "table",
    "record_came",
    "forecast_came",
    "forecast_went",
    "forecast",
    "setting",
    "program",
    "package",
    "file",
    "drawing",
    "language",
    "format",
    "engine",
]
# As the console says them.
SENTENCES: Mapping[Kind, str] = {
    "no_edition": "there is no edition that this program can read",
    "no_documents": "it is a forecast alone",
    "another_month": "it is of {what}",
    "demonstration": "the mark of a synthetic store came or went",
    "month_came": "month {what} came",
    "month_went": "month {what} went",
    "table": "table {what} changed",
    "record_came": "table {what} came",
    "forecast_came": "the forecast of {what} came",
    "forecast_went": "the forecast of {what} went",
    "forecast": "the forecast of {what} changed",
    "setting": "setting {what} changed",
    "program": "the program changed",
    "package": "package {what}",
    "file": "file {what} changed or is missing",
    "drawing": "documents, templates or what draws them changed",
    "language": "documents in {what} are missing",
    "format": "documents as {what} are missing",
    "engine": "documents are by the engine {what}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One reason; `what` names the table, setting, package or file."""

    kind: Kind
    what: str = ""

    def __str__(self) -> str:
        return SENTENCES[self.kind].format(what=self.what)


def make_thorough(settings: Settings) -> Settings:
    """The settings with the evaluation repeated as often as a thorough one asks."""
    model = settings.model
    repeats = max(model.repeats, model.thorough_repeats)
    return settings.model_copy(update={"model": model.model_copy(update={"repeats": repeats})})


def find_changes(stored: Path, request: EditionRequest) -> tuple[Change, ...]:
    """Why the results in a folder are not what tables and settings give now; none: they are.

    A thorough result stands in for a default one of the same tables and settings.
    """
    manifest = read_manifest(stored)
    if manifest is None:
        return (Change(kind="no_edition"),)
    if RESULTS not in manifest.outputs:
        return (Change(kind="no_documents"),)
    recent = recent_months(request.folders, request.settings, request.month)
    months = [folder for folder in recent if folder.name <= request.month]
    return (
        *changes_of_tables(manifest, months, request.month),
        *changes_of_forecasts(manifest, request.output),
        *_compare_settings(manifest, request.settings),
        *changes_of_program(manifest),
        *_compare_file(stored / RESULTS, manifest.outputs[RESULTS]),
    )


def find_drawing_changes(
    stored: Path, request: EditionRequest, engine: str | None = None
) -> tuple[Change, ...]:
    """Why documents and lists in a folder are not what its results give now.

    engine: the one they should be by; any, if not given.
    """
    manifest = read_manifest(stored)
    if manifest is None:
        return (Change(kind="no_edition"),)
    return tuple(_compare_documents(stored, manifest, request, engine))


def changes_of_tables(
    manifest: Manifest, folders: Iterable[MonthFolder], month: str
) -> Iterator[Change]:
    """What differs in the tables of an edition's months.

    folders: of the months that an edition of `month` depends on.
    """
    there = {folder.name: folder for folder in folders}
    read = {**manifest.earlier_months, manifest.month: manifest.inputs}
    if manifest.month != month:
        yield Change(kind="another_month", what=manifest.month)
    newest = there.get(manifest.month)
    if newest is not None and newest.is_demonstration != manifest.demonstration:
        yield Change(kind="demonstration")
    yield from _name_each("month_came", there.keys() - read.keys())
    yield from _name_each("month_went", read.keys() - there.keys())
    for name in sorted(there.keys() & read.keys()):
        changed = _changed_tables(there[name], read[name])
        yield from _name_each("table", (f"{name}/{table}" for table in changed))
        if name != manifest.month:  # whose record comes after its edition and does not count
            yield from _name_each("record_came", _find_new_record(there[name], read[name]))


def changes_of_forecasts(manifest: Manifest, output: Path) -> Iterator[Change]:
    """What differs in what the editions before it said."""
    said, now = manifest.earlier_forecasts, hash_earlier(output, manifest.month)
    yield from _name_each("forecast_came", now.keys() - said.keys())
    yield from _name_each("forecast_went", said.keys() - now.keys())
    yield from _name_each(
        "forecast", (name for name in now.keys() & said.keys() if now[name] != said[name])
    )


def changes_of_program(manifest: Manifest) -> Iterator[Change]:
    """Whether the analysis or the packages behind it are others."""
    if manifest.program != hash_program():
        yield Change(kind="program")
    yield from _compare_packages(
        {name: used for name, used in manifest.versions.items() if name not in NOT_COMPUTING}
    )


def changes_of_python(manifest: Manifest) -> Iterator[Change]:
    """Whether Python itself is another; it stands in the results."""
    was, now = manifest.versions.get("python"), platform.python_version()
    if was != now:
        yield Change(kind="package", what=f"python is {now}, was {was}")


def changes_of_drawing(manifest: Manifest) -> Iterator[Change]:
    """Whether documents, what draws them or the packages behind it are others."""
    if manifest.drawing != hash_drawing():
        yield Change(kind="drawing")
    yield from _compare_packages(
        {name: used for name, used in manifest.versions.items() if name in RENDERING}
    )


def _compare_documents(
    stored: Path, manifest: Manifest, request: EditionRequest, engine: str | None
) -> Iterator[Change]:
    if engine not in (None, manifest.engine):
        yield Change(kind="engine", what=str(manifest.engine))
    yield from _name_each("language", set(request.languages) - set(manifest.languages))
    yield from _name_each("format", set(request.formats) - set(manifest.formats))
    yield from changes_of_drawing(manifest)
    for name, recorded in manifest.outputs.items():
        yield from _compare_file(stored / name, recorded)


def _compare_settings(manifest: Manifest, settings: Settings) -> Iterator[Change]:
    """The keys that differ, as "section.key"."""
    used = dict(_flatten(manifest.settings))
    asked = [dict(_flatten(each.model_dump(mode="json"))) for each in _both(settings)]
    if used not in asked:
        keys = used.keys() | asked[0].keys()
        changed = (key for key in keys if used.get(key) != asked[0].get(key))
        yield from _name_each("setting", changed)


def _both(settings: Settings) -> tuple[Settings, Settings]:
    return settings, make_thorough(settings)


def _flatten(table: Mapping[str, JsonValue], before: str = "") -> Iterator[tuple[str, JsonValue]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _compare_packages(used: Mapping[str, str]) -> Iterator[Change]:
    for package, was in used.items():
        try:
            now = version(package)
        except PackageNotFoundError:
            now = "none"
        if now != was:
            yield Change(kind="package", what=f"{package} is {now}, was {was}")


def _compare_file(path: Path, recorded: str) -> Iterator[Change]:
    if not path.is_file() or sha256(path) != recorded:
        yield Change(kind="file", what=path.name)


def _changed_tables(folder: MonthFolder, tables: Mapping[str, TableRecord]) -> Iterator[str]:
    """The tables whose file is another now, is gone, or is there twice; case is no matter."""
    for name, table in tables.items():
        found = find_files(folder.path, name.casefold())
        if [sha256(path) for path in found] != [table.sha256]:
            yield name


def _find_new_record(folder: MonthFolder, tables: Mapping[str, TableRecord]) -> list[str]:
    """The record of what was sent, where none was read of this month."""
    found = [path.name for path in files_of(RECORD, folder.path)]
    known = {name.casefold() for name in tables}
    return (
        []
        if known & {name.casefold() for name in found}
        else [f"{folder.name}/{name}" for name in found]
    )


def _name_each(kind: Kind, names: Iterable[str]) -> Iterator[Change]:
    for name in sorted(names):
        yield Change(kind=kind, what=name)
