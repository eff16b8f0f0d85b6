"""The command's output and error streams, wherever they lead."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def escape_unencodable() -> None:
    """Escape characters that the encoding of the output and error streams cannot represent."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def tell(*lines: object) -> None:
    """Print lines on the output stream, at once.

    Raises EnvironmentProblemError where it cannot be written, BrokenPipeError where its reader
    has closed it.
    """
    # Imported here: `retention --help` does without.
    from report.edition.atomic_folder import write_errors_explained

    with write_errors_explained(Path("the output stream"), "redirect it to another place"):
        print(*(f"{line}\n" for line in lines), sep="", end="", flush=True)


def discard_output() -> None:
    """Discard what is still to be printed, which Python would try to write when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
