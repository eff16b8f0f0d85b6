"""The command's output and error streams, wherever they lead."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def write_in_any_encoding() -> None:
    """Let a letter that a stream's encoding lacks be written as its number, not stop the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def tell(*lines: object) -> None:
    """Print lines, if there are any, on the output stream, at once.

    Raises EnvironmentProblemError where it cannot be written, BrokenPipeError where nobody reads
    it any more.
    """
    # Only now: `retention --help` prints without it.
    from report.edition.atomic_folder import explained

    with explained(Path("the output stream"), "lead it to where there is room"):
        print(*(f"{line}\n" for line in lines), sep="", end="", flush=True)


def stop_telling() -> None:
    """Let go of an output stream that nobody reads: Python writes what is left when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
