"""manifest.json: the inputs of results, the program that made them, and the files beside them."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, JsonValue

from analysis.followup.facts import ForecastFacts
from analysis.history.facts import HistoryFacts, MonthOutcomes
from analysis.results.facts import Results
from analysis.results.versions import name_versions
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.engines.job import Format
from report.paths import ANALYSIS, PROJECT, REPORT, TEMPLATES

FILE = "manifest.json"
MANIFEST_VERSION = 2
# The packages that draw: another version of theirs changes documents and no figure.
RENDERING = (
    "babel",
    "fontpkg-pt-sans",
    "jinja2",
    "matplotlib",
    "pypandoc_binary",
    "seaborn",
    "typst",
    "xlsxwriter",
)
COMPUTING_FILES = {".py", ".toml"}
# For users to copy; nothing is drawn from them.
RECIPES = TEMPLATES / "recipes"
DRAWING_FILES = COMPUTING_FILES | {
    *(".css", ".html", ".j2", ".js", ".json", ".lua", ".qmd", ".typ", ".xml", ".yml")
}


class TableRecord(BaseModel):
    """One table that was read."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    rows: int


class Manifest(BaseModel):
    """What an edition was made of, by what, and which files it has.

    It has no date: the same data and settings give the same bytes.
    """

    model_config = ConfigDict(frozen=True)

    manifest_version: int = MANIFEST_VERSION
    month: str
    demonstration: bool
    engine: str | None = None  # None: a forecast alone, without documents
    languages: tuple[Language, ...] = ()
    formats: tuple[Format, ...] = ()
    seed: int
    inputs: dict[str, TableRecord]
    earlier_months: dict[str, dict[str, TableRecord]]
    earlier_forecasts: dict[str, str] = {}  # month -> SHA-256 of what its edition said
    # Earlier months of which nothing could be said with what was known then.
    months_without_forecast: tuple[str, ...] = ()
    outputs: dict[str, str]
    program: str
    drawing: str | None = None  # None: not every document is known to be of the same program
    versions: dict[str, str]
    settings: dict[str, JsonValue]


class Drawn(BaseModel):
    """How an edition's documents were made."""

    model_config = ConfigDict(frozen=True)

    engine: str
    languages: tuple[Language, ...] = ()
    formats: tuple[Format, ...] = ()
    whole: bool = True  # every document by the program as it stands


def write_manifest(
    folder: Path,
    results: Results,
    drawn: Drawn,
    *,
    earlier: Mapping[str, str],
    without_forecast: Iterable[str] = (),
) -> Path:
    """Describe the files in `folder` and what made them; returns the manifest's path.

    earlier: month -> SHA-256 of what its edition said; without_forecast: earlier months of which
    nothing could be said.
    """
    made = _describe(folder, results.history, results.settings, results.versions)
    return _write(
        folder,
        made.model_copy(
            update={
                "demonstration": results.data.demonstration,
                "engine": drawn.engine,
                "languages": drawn.languages,
                "formats": drawn.formats,
                "earlier_forecasts": dict(earlier),
                "months_without_forecast": tuple(sorted(without_forecast)),
                "drawing": hash_drawing() if drawn.whole else None,
            }
        ),
    )


def write_forecast_manifest(
    folder: Path, forecast: ForecastFacts, history: HistoryFacts, settings: Settings
) -> Path:
    """The same of an edition that has a forecast and no documents."""
    made = _describe(folder, history, settings, name_versions())
    return _write(folder, made.model_copy(update={"demonstration": forecast.demonstration}))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder; None where there is none, or none that this program wrote."""
    try:
        manifest = Manifest.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest if manifest.manifest_version == MANIFEST_VERSION else None


def hash_program() -> str:
    """The SHA-256 of all that computes: the analysis, its rules and its vocabulary."""
    return _hash_files(
        ANALYSIS, (path for path in ANALYSIS.rglob("*") if path.suffix in COMPUTING_FILES)
    )


def hash_drawing() -> str:
    """The SHA-256 of all that draws: documents, templates, words and the code of the report."""
    found = (path for folder in (REPORT, TEMPLATES) for path in folder.rglob("*"))
    sources = (path for path in found if path.suffix in DRAWING_FILES and path.parent != RECIPES)
    return _hash_files(PROJECT, (*sources, PROJECT / "_quarto.yml"))


def list_files(folder: Path) -> tuple[Path, ...]:
    """The files of an edition, those in its subfolders too, sorted by path."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def sha256(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _describe(
    folder: Path, history: HistoryFacts, settings: Settings, versions: Mapping[str, str]
) -> Manifest:
    """What holds of every edition."""
    *before, month = history.months
    drawing = {name: version(name) for name in RENDERING}
    return Manifest(
        month=month.month,
        demonstration=False,
        seed=settings.seed,
        inputs=_list_tables(month),
        earlier_months={each.month: _list_tables(each) for each in before},
        outputs={
            path.relative_to(folder).as_posix(): sha256(path)
            for path in list_files(folder)
            if path != folder / FILE
        },
        program=hash_program(),
        versions=dict(sorted({"python": platform.python_version(), **versions, **drawing}.items())),
        settings=settings.model_dump(mode="json"),
    )


def _list_tables(month: MonthOutcomes) -> dict[str, TableRecord]:
    return {file.name: TableRecord(sha256=file.sha256, rows=file.rows) for file in month.files}


def _write(folder: Path, manifest: Manifest) -> Path:
    path = folder / FILE
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _hash_files(top: Path, files: Iterable[Path]) -> str:
    """The SHA-256 of names and contents."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(top).as_posix().encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()
