"""manifest.json: the inputs of results, the program that made them, and the files beside them."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

from analysis.results.facts import Results
from report.paths import ANALYSIS

FILE = "manifest.json"
MANIFEST_VERSION = 1
RENDERING = ("matplotlib", "pypandoc_binary", "typst", "fontpkg-pt-sans", "xlsxwriter")


def write_manifest(folder: Path, results: Results, engine: str) -> Path:
    """Describe the files in `folder` and what made them; returns the manifest's path.

    It has no date: the same data and settings give the same bytes.
    """
    manifest = {
        "manifest_version": MANIFEST_VERSION,
        "month": results.data.month,
        "demonstration": results.data.demonstration,
        "engine": engine,
        "seed": results.seed,
        "inputs": {
            file.name: {"sha256": file.sha256, "rows": file.rows} for file in results.data.files
        },
        "outputs": {
            path.name: sha256(path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name != FILE
        },
        "program": hash_program(),
        "versions": _versions(results),
        "settings": results.settings.model_dump(mode="json"),
    }
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


def _versions(results: Results) -> dict[str, str]:
    drawing = {name: version(name) for name in RENDERING}
    return dict(
        sorted({"python": platform.python_version(), **results.versions, **drawing}.items())
    )
