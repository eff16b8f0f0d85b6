"""What is installed, which engine will be used, and what to do about what is missing."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import EnvironmentProblemError
from report.engines.choose import choose_engine
from report.engines.pandoc import pandoc_program
from report.engines.quarto import OLDEST, find_quarto
from report.engines.web_fonts import FACES, MAIN_FONTS
from report.paths import BRAND, PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """One thing the report needs or can use."""

    name: str
    state: str
    fix: str = ""  # empty: nothing to do
    needed: bool = True  # False: the report can be made without it

    @property
    def stops(self) -> bool:
        """Whether no report can be made before this is repaired."""
        return bool(self.fix) and self.needed


def examine(output: Path) -> tuple[_Finding, ...]:
    """Everything worth knowing about this machine before a run."""
    return (
        _Finding(name="Python", state=platform.python_version()),
        _pandoc_finding(),
        _package_finding("typst", "Typst (PDF)"),
        _project_finding(),
        _font_finding(),
        _quarto_finding(),
        _output_finding(output),
        _Finding(name="Engine used", state=choose_engine("auto").name),
    )


def _pandoc_finding() -> _Finding:
    try:
        done = subprocess.run(
            [pandoc_program(), "--version"], capture_output=True, text=True, check=True
        )
    except (EnvironmentProblemError, OSError, subprocess.CalledProcessError):
        fix = "pip install --force-reinstall pypandoc-binary"
        return _Finding(name="Pandoc", state="does not run", fix=fix)
    return _Finding(name="Pandoc", state=done.stdout.split()[1])


def _package_finding(package: str, name: str) -> _Finding:
    try:
        return _Finding(name=name, state=version(package))
    except PackageNotFoundError:
        return _Finding(name=name, state="not installed", fix=f"pip install {package}")


def _project_finding() -> _Finding:
    """Whether the documents and templates are where the program looks for them."""
    if BRAND.is_file():
        return _Finding(name="Documents", state=str(PROJECT))
    fix = "run the command from an editable install: pip install --editable <project>"
    return _Finding(name="Documents", state=f"no {BRAND}", fix=fix)


def _font_finding() -> _Finding:
    absent = [name for name, _, _ in FACES if not (MAIN_FONTS / name).is_file()]
    if not absent:
        return _Finding(name="Fonts", state="PT Sans")
    fix = "pip install --force-reinstall fontpkg-pt-sans"
    return _Finding(name="Fonts", state=f"missing: {', '.join(absent)}", fix=fix)


def _quarto_finding() -> _Finding:
    """Whether Quarto is there; the embedded engine does without it."""
    quarto = find_quarto()
    if quarto and quarto.is_new_enough:
        return _Finding(name="Quarto", state=f"{quarto.version}, {quarto.path}")
    return _Finding(
        name="Quarto",
        state=f"{quarto.version} is older than {OLDEST}" if quarto else "not found",
        fix=f"optional: install {OLDEST} or newer from quarto.org",
        needed=False,
    )


def _output_finding(output: Path) -> _Finding:
    """Whether the output folder, or the nearest one above it that exists, can be written."""
    place = output.resolve()
    nearest = next(path for path in (place, *place.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return _Finding(name="Output", state=f"{output} can be written")
    fix = "choose another folder with --output"
    return _Finding(name="Output", state=f"{nearest} cannot be written", fix=fix)
