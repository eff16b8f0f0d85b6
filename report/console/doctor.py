"""What is installed, which engine will be used, and what to do about what is missing."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import EnvironmentProblemError
from report.engines.choose import choose_engine
from report.engines.pandoc import pandoc_program
from report.engines.quarto import OLDEST, find_quarto, new_enough, quarto_version
from report.engines.web_fonts import FACES, MAIN_FONTS
from report.paths import BRAND, PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the report needs or can use."""

    name: str
    state: str
    fix: str = ""  # empty: nothing to do
    needed: bool = True  # False: the report can be made without it

    @property
    def stops(self) -> bool:
        """Whether no report can be made before this is repaired."""
        return bool(self.fix) and self.needed


def examine(output: Path) -> tuple[Finding, ...]:
    """Everything worth knowing about this machine before a run."""
    return (
        Finding(name="Python", state=platform.python_version()),
        pandoc_finding(),
        package_finding("typst", "Typst (PDF)"),
        project_finding(),
        font_finding(),
        quarto_finding(),
        output_finding(output),
        Finding(name="Engine used", state=choose_engine("auto").name),
    )


def pandoc_finding() -> Finding:
    """Whether Pandoc runs."""
    try:
        done = subprocess.run(
            [pandoc_program(), "--version"], capture_output=True, text=True, check=True
        )
    except (EnvironmentProblemError, OSError, subprocess.CalledProcessError):
        fix = "pip install --force-reinstall pypandoc-binary"
        return Finding(name="Pandoc", state="does not run", fix=fix)
    return Finding(name="Pandoc", state=done.stdout.split()[1])


def package_finding(package: str, name: str) -> Finding:
    """Whether a Python package is installed."""
    try:
        return Finding(name=name, state=version(package))
    except PackageNotFoundError:
        return Finding(name=name, state="not installed", fix=f"pip install {package}")


def project_finding() -> Finding:
    """Whether the documents and templates are where the program looks for them."""
    if BRAND.is_file():
        return Finding(name="Documents", state=str(PROJECT))
    fix = "run the command from an editable install: pip install --editable <project>"
    return Finding(name="Documents", state=f"no {BRAND}", fix=fix)


def font_finding() -> Finding:
    """Whether the font package is whole."""
    absent = [name for name, _, _ in FACES if not (MAIN_FONTS / name).is_file()]
    if not absent:
        return Finding(name="Fonts", state="PT Sans")
    fix = "pip install --force-reinstall fontpkg-pt-sans"
    return Finding(name="Fonts", state=f"missing: {', '.join(absent)}", fix=fix)


def quarto_finding() -> Finding:
    """Whether Quarto is there; the embedded engine does without it."""
    program = find_quarto()
    found = quarto_version(program) if program else None
    if program and new_enough(found):
        return Finding(name="Quarto", state=f"{found}, {program}")
    oldest = ".".join(str(part) for part in OLDEST)
    return Finding(
        name="Quarto",
        state=f"{found} is older than {oldest}" if found else "not found",
        fix=f"optional: install {oldest} or newer from quarto.org",
        needed=False,
    )


def output_finding(output: Path) -> Finding:
    """Whether the output folder, or the nearest one above it that exists, can be written."""
    nearest = next(path for path in nearest_first(output.resolve()) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding(name="Output", state=f"{output} can be written")
    fix = "choose another folder with --output"
    return Finding(name="Output", state=f"{nearest} cannot be written", fix=fix)


def nearest_first(path: Path) -> Iterator[Path]:
    """The path, then the folders above it."""
    yield path
    yield from path.parents
