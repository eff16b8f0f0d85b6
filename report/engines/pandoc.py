"""Pandoc, as the package pypandoc-binary brings it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypandoc

from analysis.errors import EnvironmentProblemError

# Seconds. A document takes well under one; a filter that never ends must not hang a run.
TIME_LIMIT = 120
# Megabytes allocated between two garbage collections, and of old data before a full one; this
# takes a third less time than the defaults of 4 and 1.
MEMORY = ("+RTS", "-A64m", "-O64m", "-RTS")
# 1 January 1980, the earliest date of a zip file.
EPOCH = "315532800"


@cache
def pandoc_program() -> str:
    """Path of the program. Raises EnvironmentProblemError where the package lacks it."""
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise EnvironmentProblemError(
            "Pandoc is not installed\n  Fix: pip install --force-reinstall pypandoc-binary"
        ) from None


def convert(text: str, arguments: Sequence[str], *, folder: Path) -> bytes:
    """Run Pandoc on the text. Raises RuntimeError with Pandoc's message where it fails."""
    done = subprocess.run(
        [pandoc_program(), *MEMORY, *arguments],
        input=text.encode("utf-8"),
        capture_output=True,
        cwd=folder,
        # Pandoc writes this time into a Word file: the same document gives the same bytes.
        env={**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH},
        check=False,
        timeout=TIME_LIMIT,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
