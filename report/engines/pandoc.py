"""Pandoc, as the package pypandoc-binary brings it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypandoc

from analysis.errors import EnvironmentProblemError

# Seconds; a document takes well under one, and a filter that never ends must not hang a run.
PATIENCE = 120
# Megabytes between two garbage collections, and of old data before any of it is looked through:
# a third less time than with the four and the one of default.
MEMORY = ("+RTS", "-A64m", "-O64m", "-RTS")
# 1 January 1980, the first day that a zip file knows.
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
    """What Pandoc makes of the text. Raises RuntimeError with Pandoc's message where it fails."""
    done = subprocess.run(
        [pandoc_program(), *MEMORY, *arguments],
        input=text.encode("utf-8"),
        capture_output=True,
        cwd=folder,
        # The time inside a Word file: the same document gives the same bytes.
        env={**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH},
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
