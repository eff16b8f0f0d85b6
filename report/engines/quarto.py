"""The Quarto engine: the analyst's own tool, told to render the same sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from packaging.version import InvalidVersion, Version

from analysis.errors import EnvironmentProblemError
from report.engines.embedded import EmbeddedEngine
from report.engines.job import FORMATS, Job, Say
from report.paths import BUILD, PROJECT

# The first that writes accessible PDFs (`pdf-standard: ua-1`).
OLDEST = Version("1.9")
BUILT = BUILD / "quarto"
# What Quarto prints where something in the report is wrong, but not wrong enough to stop.
WARNING = re.compile(r"WARN|WARNING:|^\(E\) |\?@(?:fig|tbl)-|\?var:")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Warnings that are not about the report: the PDF checker veraPDF, which Quarto does not bring and
# the tests replace; the transport of a kernel, where `make setup` did not silence it; colons in
# the data, which are escaped and print as they are.
HARMLESS = ("verapdf", "veraPDF", "PDF standard", "IPKernelApp", "found in the document: :::")
LAST_LINES = 16


@dataclass(frozen=True, slots=True)
class QuartoProgram:
    """An installed Quarto."""

    path: str
    version: Version

    @property
    def is_new_enough(self) -> bool:
        """Whether it can write accessible PDFs."""
        return self.version >= OLDEST


@cache
def find_quarto() -> QuartoProgram | None:
    """The program that QUARTO names, else the one on the PATH; None where none runs."""
    path = shutil.which(os.environ.get("QUARTO") or "quarto")
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=True
        )
        return QuartoProgram(path, Version(done.stdout.strip()))
    except (OSError, subprocess.SubprocessError, InvalidVersion):
        return None


@dataclass(slots=True)
class QuartoEngine:
    """Renders with the program `quarto`."""

    program: str
    name: str = field(default="quarto", init=False)

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write HTML and PDF of every job with Quarto, Word files with the embedded engine.

        Raises what the embedded engine raises where a document is at fault, and
        EnvironmentProblemError with the end of what Quarto printed where only Quarto fails.
        """
        for job in jobs:
            say(f"{job.name}: HTML and PDF, with Quarto")
            failure = self._render_one(job, results)
            if failure:
                _find_fault(job, results)
                raise EnvironmentProblemError(failure)
            for suffix in FORMATS:
                shutil.move(_built_file(job, suffix), output / f"{job.name}.{suffix}")
            others = tuple(suffix for suffix in job.formats if suffix not in FORMATS)
            if others:
                EmbeddedEngine().render([replace(job, formats=others)], results, output, say)

    def _render_one(self, job: Job, results: Path) -> str | None:
        """Run Quarto on the document; the message for the reader where that fails."""
        if not job.source.is_relative_to(PROJECT):
            return (
                f"{job.source}: Quarto renders documents of the project {PROJECT} only\n"
                "  Fix: move it there, or use --engine embedded"
            )
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            [self.program, "render", str(job.source.relative_to(PROJECT))],
            cwd=PROJECT,
            env={
                **os.environ,
                "QUARTO_PYTHON": sys.executable,
                "PYTHONPATH": path,
                "RETENTION_RESULTS": str(results.resolve()),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        printed = COLOUR.sub("", done.stdout + done.stderr).splitlines()
        wrong = _warnings(printed) if done.returncode == 0 else _last_words(printed)
        if not wrong:
            return None
        shown = "\n".join(f"    {line}" for line in wrong)
        return (
            f"Quarto could not render {job.source.name}:\n{shown}\n"
            "  Fix: repair what it names, or use --engine embedded"
        )


def _find_fault(job: Job, results: Path) -> None:
    """Render the document with the embedded engine, for the error that it raises.

    Quarto tells neither the file nor the line of a cell that fails.
    """
    with tempfile.TemporaryDirectory(prefix="retention-") as folder:
        EmbeddedEngine().render([job], results, Path(folder), lambda _: None)


def _built_file(job: Job, suffix: str) -> Path:
    """Where Quarto left a document that `_quarto.yml` lists.

    Raises EnvironmentProblemError where it is not there.
    """
    path = BUILT / job.source.relative_to(PROJECT).with_suffix(f".{suffix}")
    if path.is_file():
        return path
    raise EnvironmentProblemError(
        f"Quarto made no {path.relative_to(BUILT)}\n"
        "  Fix: list its source under `render` in _quarto.yml, or use --engine embedded"
    )


def _warnings(printed: Sequence[str]) -> list[str]:
    """Quarto's warnings that are about the report, each with the line that explains it.

    >>> _warnings(["WARN: Unable to resolve crossref @fig-x", "Done"])
    ['WARN: Unable to resolve crossref @fig-x Done']
    >>> _warnings(["WARNING (main.lua:1)", "The following string was found in the document: :::"])
    []
    """
    found = [
        f"{line} {after}".strip()
        for line, after in pairwise([*printed, ""])
        if WARNING.search(line)
    ]
    return [text for text in found if not any(word in text for word in HARMLESS)]


def _last_words(printed: Sequence[str]) -> list[str]:
    return [line for line in printed if line.strip()][-LAST_LINES:] or ["(it printed nothing)"]
