"""Results of an earlier run, used again while nothing they depend on has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import ReportError
from analysis.history.read import recent_months
from analysis.intake.file_names import find_files
from analysis.intake.months import MonthFolder
from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.settings import Settings
from report.edition.earlier import hash_earlier, load_earlier
from report.edition.manifest import FILE, hash_program, sha256
from report.edition.request import EditionRequest
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


def find_results(stored: Path, request: EditionRequest) -> Results | None:
    """The results in a folder with a manifest, if they are what tables and settings give.

    A thorough result stands in for a default one of the same tables and settings. None where
    there are no results, where tables of any month, what earlier editions said, settings, program
    or packages changed, or where the results were edited.
    """
    results, settings = stored / "results.json", request.settings
    month, *before = reversed(_depended_on(request))
    try:
        manifest = json.loads((stored / FILE).read_text(encoding="utf-8"))
        unchanged = (
            manifest["program"] == hash_program()
            and manifest["settings"]
            in [each.model_dump(mode="json") for each in (settings, make_thorough(settings))]
            and manifest["month"] == request.month
            and manifest["demonstration"] == month.is_demonstration
            and manifest["earlier_forecasts"] == hash_earlier(request.output, request.month)
            and set(manifest["earlier_months"]) == {folder.name for folder in before}
            and manifest["outputs"][results.name] == sha256(results)
            and all(
                version(package) == used
                for package, used in manifest["versions"].items()
                if package != "python"
            )
            and _unchanged(month, manifest["inputs"])
            and all(_unchanged(f, manifest["earlier_months"][f.name]) for f in before)
        )
        return load_results(results) if unchanged else None
    except UNUSABLE:
        return None


def _depended_on(request: EditionRequest) -> list[MonthFolder]:
    """The months whose tables the edition's results depend on, oldest first."""
    recent = recent_months(request.folders, request.settings, request.month)
    return [folder for folder in recent if folder.name <= request.month]


def _unchanged(folder: MonthFolder, tables: Mapping[str, Mapping[str, str]]) -> bool:
    return all(_hash_table(folder, name) == table["sha256"] for name, table in tables.items())


def _hash_table(folder: MonthFolder, name: str) -> str:
    """The SHA-256 of one of the month's tables; its name may be in any case.

    Raises ValueError where it is not there, or twice: reading then says which to keep.
    """
    (only,) = find_files(folder.path, name.casefold())
    return sha256(only)


def compute(request: EditionRequest, say: Say) -> Results:
    """New results. Raises ReportError as the pipeline does."""
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.pipeline import compute_results

    return compute_results(
        request.folders,
        request.settings,
        say,
        month=request.month,
        earlier=load_earlier(request.output, request.month),
    )
