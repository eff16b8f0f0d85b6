"""Results of an earlier run, used again while nothing they depend on has changed."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import ReportError
from analysis.intake.file_names import find_files
from analysis.intake.months import MonthFolder
from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.settings import Settings
from report.edition.manifest import FILE, hash_program, sha256
from report.engines.job import Say

# What a missing, damaged or older manifest or result ends with: the results are computed anew.
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


def find_results(stored: Path, folder: MonthFolder, settings: Settings) -> Results | None:
    """The results in a folder with a manifest, if they are what tables and settings give.

    A thorough result stands in for a default one of the same tables and settings. None where
    there are no results, where tables, settings, program or packages changed, or where the
    results were edited.
    """
    results = stored / "results.json"
    try:
        manifest = json.loads((stored / FILE).read_text(encoding="utf-8"))
        unchanged = (
            manifest["program"] == hash_program()
            and manifest["settings"]
            in [each.model_dump(mode="json") for each in (settings, make_thorough(settings))]
            and manifest["month"] == folder.name
            and manifest["demonstration"] == folder.is_demonstration
            and manifest["outputs"][results.name] == sha256(results)
            and all(
                version(package) == used
                for package, used in manifest["versions"].items()
                if package != "python"
            )
            and all(
                _hash_table(folder, name) == table["sha256"]
                for name, table in manifest["inputs"].items()
            )
        )
        return load_results(results) if unchanged else None
    except UNUSABLE:
        return None


def _hash_table(folder: MonthFolder, name: str) -> str:
    """The SHA-256 of one of the month's tables; its name may be in any case.

    Raises ValueError where it is not there, or twice: reading then says which to keep.
    """
    (only,) = find_files(folder.path, name.casefold())
    return sha256(only)


def compute(folder: MonthFolder, settings: Settings, say: Say) -> Results:
    """New results. Raises ReportError as the pipeline does."""
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.pipeline import compute_results

    return compute_results(folder, settings, say)
