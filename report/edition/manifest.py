"""manifest.json: the inputs of results, the program that made them, and the files beside them."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from analysis.followup.facts import ForecastFacts
from analysis.intake.facts import InputFile
from analysis.results.facts import Results
from analysis.results.versions import name_versions
from analysis.settings import Settings
from report.paths import ANALYSIS

FILE = "manifest.json"
MANIFEST_VERSION = 2
RENDERING = ("matplotlib", "pypandoc_binary", "typst", "fontpkg-pt-sans", "xlsxwriter")


def write_manifest(
    folder: Path, results: Results, engine: str, *, earlier: Mapping[str, str] | None = None
) -> Path:
    """Describe the files in `folder` and what made them; returns the manifest's path.

    earlier: month -> SHA-256 of what its edition said. It has no date: the same data and settings
    give the same bytes.
    """
    manifest = {
        "manifest_version": MANIFEST_VERSION,
        "month": results.data.month,
        "demonstration": results.data.demonstration,
        "engine": engine,
        "seed": results.seed,
        "inputs": _inputs(results.data.files),
        "earlier_months": {
            month.month: _inputs(month.files) for month in results.history.months[:-1]
        },
        "earlier_forecasts": dict(earlier or {}),
        **_program(folder, results.settings, results.versions),
    }
    return _write(folder, manifest)


def write_forecast_manifest(folder: Path, forecast: ForecastFacts, settings: Settings) -> Path:
    """The same of an edition that has a forecast and no documents."""
    manifest = {
        "manifest_version": MANIFEST_VERSION,
        "month": forecast.month,
        "demonstration": forecast.demonstration,
        "seed": settings.seed,
        **_program(folder, settings, name_versions()),
    }
    return _write(folder, manifest)


def _inputs(files: Sequence[InputFile]) -> dict[str, dict[str, str | int]]:
    return {file.name: {"sha256": file.sha256, "rows": file.rows} for file in files}


def _program(folder: Path, settings: Settings, versions: Mapping[str, str]) -> dict[str, object]:
    """What was made, by which program with which settings."""
    drawing = {name: version(name) for name in RENDERING}
    return {
        "outputs": {
            path.name: sha256(path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name != FILE
        },
        "program": hash_program(),
        "versions": dict(
            sorted({"python": platform.python_version(), **versions, **drawing}.items())
        ),
        "settings": settings.model_dump(mode="json"),
    }


def _write(folder: Path, manifest: Mapping[str, object]) -> Path:
    path = folder / FILE
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def hash_program() -> str:
    """The SHA-256 of all that computes: the analysis, its rules and its vocabulary."""
    digest = hashlib.sha256()
    for path in sorted(ANALYSIS.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(ANALYSIS).as_posix().encode("utf-8"))
            digest.update(path.read_bytes())
    return digest.hexdigest()


def sha256(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
