"""A program in Quarto's place."""

from __future__ import annotations

from pathlib import Path

# What Quarto 1.9 prints of a cell that fails.
FAILING_CELL = """\
Executing 'doc.quarto_ipynb'
  Cell 1/1: ''...ERROR:

An error occurred while executing the following cell:
------------------
month = 1
moth
------------------

---------------------------------------------------------------------------
NameError                                 Traceback (most recent call last)
Cell In[1], line 2
      1 month = 1
----> 2 moth

NameError: name 'moth' is not defined
"""


def write_quarto(folder: Path, says: str, *, code: int = 0) -> Path:
    """A Quarto 1.9 that prints this and ends with this code whatever it is to render."""
    program = folder / "quarto"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in --version) echo 1.9.38; exit 0;; esac\n'
        f"cat >&2 <<'END'\n{says}\nEND\nexit {code}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program
