"""The Quarto engine: the analyst's own tool, told to render the same sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from analysis.errors import EnvironmentProblemError
from report.engines.embedded import EmbeddedEngine
from report.engines.job import FORMATS, Job, Say
from report.paths import BUILD, PROJECT

# Accessible PDF (`pdf-standard: ua-1`) came with this one.
OLDEST = (1, 9)
BUILT = BUILD / "quarto"
# What Quarto prints where something in the report is wrong, but not wrong enough to stop.
COMPLAINT = re.compile(r"WARN|WARNING:|^\(E\) |\?@(?:fig|tbl)-|\?var:")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Not about the report: a checker that Quarto has not got and the tests bring, the transport of a
# kernel that `make setup` did not silence, colons that stand in the data (they are escaped, and
# print as they are).
EXPECTED = ("verapdf", "veraPDF", "PDF standard", "IPKernelApp", "found in the document: :::")


@dataclass(slots=True)
class QuartoEngine:
    """Renders with the program `quarto`."""

    program: str
    name: str = field(default="quarto", init=False)

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write HTML and PDF of every job, and what else is asked for with the embedded engine.

        Raises EnvironmentProblemError where Quarto fails, with the end of what it said.
        """
        for job in jobs:
            say(f"{job.name}: HTML and PDF, with Quarto")
            self._render_one(job, results)
            for suffix in FORMATS:
                shutil.move(built_file(job, suffix), output / f"{job.name}.{suffix}")
            others = tuple(suffix for suffix in job.formats if suffix not in FORMATS)
            if others:
                EmbeddedEngine().render([replace(job, formats=others)], results, output, say)

    def _render_one(self, job: Job, results: Path) -> None:
        done = subprocess.run(
            [self.program, "render", str(job.source.relative_to(PROJECT))],
            cwd=PROJECT,
            env={
                **os.environ,
                "QUARTO_PYTHON": sys.executable,
                "PYTHONPATH": os.pathsep.join(
                    filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])
                ),
                "RETENTION_RESULTS": str(results.resolve()),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = done.stdout + done.stderr
        wrong = last_words(said) if done.returncode != 0 else complaints(said)
        if wrong:
            shown = "\n".join(f"    {line}" for line in wrong)
            raise EnvironmentProblemError(
                f"Quarto could not render {job.source.name}:\n{shown}\n"
                "  Fix: repair what it names, or use --engine embedded"
            )


def built_file(job: Job, suffix: str) -> Path:
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


def complaints(said: str) -> list[str]:
    """Quarto's warnings that are about the report, each with the line that explains it.

    >>> complaints("WARN: Unable to resolve crossref @fig-x\\nDone")
    ['WARN: Unable to resolve crossref @fig-x Done']
    >>> complaints("(E) Running a filter failed")
    ['(E) Running a filter failed']
    >>> complaints("WARNING (main.lua:1)\\nThe following string was found in the document: :::")
    []
    """
    lines = [*COLOUR.sub("", said).splitlines(), ""]
    warnings = [
        f"{line} {after}".strip() for line, after in pairwise(lines) if COMPLAINT.search(line)
    ]
    return [text for text in warnings if not any(word in text for word in EXPECTED)]


def last_words(said: str, lines: int = 16) -> list[str]:
    """The end of what a program printed, without its colours and blank lines.

    >>> last_words("one\\n\\n\\x1b[31mtwo\\x1b[39m", lines=1)
    ['two']
    """
    plain = COLOUR.sub("", said).splitlines()
    return [line for line in plain if line.strip()][-lines:] or ["(it said nothing)"]


@cache
def find_quarto() -> str | None:
    """Path of the program: what QUARTO names, else what is on the PATH, else None."""
    named = os.environ.get("QUARTO")
    return shutil.which(named) if named else shutil.which("quarto")


@cache
def quarto_version(program: str) -> str | None:
    """Its version, "1.9.38"; None where it does not run."""
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def new_enough(version: str | None) -> bool:
    """Whether this Quarto can write accessible PDFs.

    >>> new_enough("1.9.38"), new_enough("1.4.550"), new_enough(None)
    (True, False, False)
    """
    if version is None:
        return False
    numbers = [int(part) for part in re.findall(r"\d+", version)[: len(OLDEST)]]
    return tuple(numbers) >= OLDEST
