"""Which engine makes the documents."""

from __future__ import annotations

from typing import Literal, TypeAlias

from analysis.errors import EnvironmentProblemError
from report.engines.embedded import EmbeddedEngine
from report.engines.job import Engine
from report.engines.quarto import OLDEST, QuartoEngine, find_quarto, new_enough, quarto_version

EngineName: TypeAlias = Literal["auto", "quarto", "embedded"]


def choose_engine(name: EngineName) -> Engine:
    """The engine of this name; "auto" takes Quarto where it is installed and new enough.

    Raises EnvironmentProblemError where Quarto is asked for and cannot be had.
    """
    if name == "embedded":
        return EmbeddedEngine()
    program = find_quarto()
    version = quarto_version(program) if program else None
    if program and new_enough(version):
        return QuartoEngine(program)
    if name == "auto":
        return EmbeddedEngine()
    oldest = ".".join(str(part) for part in OLDEST)
    found = f"found version {version}" if version else "found none"
    raise EnvironmentProblemError(
        f"Quarto {oldest} or newer is needed, {found}\n"
        "  Fix: install it from quarto.org and put it on the PATH, or use --engine embedded"
    )
