"""Results that an earlier run left, used again while nothing they depend on has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import ReportError
from analysis.intake.months import MonthFolder, find_files
from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.settings import Settings
from report.edition.manifest import FILE, hash_program, sha256

# Whatever is missing, damaged or of another version: the results are then computed anew.
UNUSABLE = (
    AttributeError,
    KeyError,
    OSError,
    PackageNotFoundError,
    ReportError,
    TypeError,
    ValueError,
)


def make_thorough(settings: Settings) -> Settings:
    """The settings with the evaluation repeated as often as a thorough one asks."""
    model = settings.model
    repeats = max(model.repeats, model.thorough_repeats)
    return settings.model_copy(update={"model": model.model_copy(update={"repeats": repeats})})


def find_kept(edition: Path, folder: MonthFolder, settings: Settings) -> Results | None:
    """The results in an edition's folder, if they are what these tables and settings give.

    A thorough result stands in for a default one of the same tables and settings. None where
    there is no edition, where anything changed, or where its files are not what it made.
    """
    stored = edition / "results.json"
    try:
        manifest = json.loads((edition / FILE).read_text(encoding="utf-8"))
        unchanged = (
            manifest["program"] == hash_program()
            and manifest["settings"] in [dump(settings), dump(make_thorough(settings))]
            and manifest["month"] == folder.name
            and manifest["demonstration"] == folder.is_demonstration
            and manifest["outputs"][stored.name] == sha256(stored)
            and all(
                version(package) == used
                for package, used in manifest["versions"].items()
                if package != "python"
            )
            and all(
                hash_table(folder, name) == table["sha256"]
                for name, table in manifest["inputs"].items()
            )
        )
        return load_results(stored) if unchanged else None
    except UNUSABLE:
        return None


def hash_table(folder: MonthFolder, name: str) -> str:
    """The SHA-256 of one of the month's tables; its name may be in any case.

    Raises ValueError where it is not there, or twice: then reading says which to keep.
    """
    (only,) = find_files(folder.path, name.casefold())
    return sha256(only)


def dump(settings: Settings) -> object:
    """The settings as a manifest states them."""
    return settings.model_dump(mode="json")


def compute(folder: MonthFolder, settings: Settings, say: Callable[[str], None]) -> Results:
    """New results. Raises ReportError as the pipeline does."""
    # Only now: the libraries behind the analysis take seconds to import.
    from analysis.pipeline import compute_results

    return compute_results(folder, settings, say)
