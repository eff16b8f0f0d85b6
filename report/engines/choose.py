"""Which engine renders the documents."""

from __future__ import annotations

from analysis.errors import EnvironmentProblemError
from report.engines.embedded import EmbeddedEngine
from report.engines.job import Engine, EngineName
from report.engines.quarto import OLDEST, QuartoEngine, find_quarto


def choose_engine(name: EngineName) -> Engine:
    """The engine of this name; "auto" takes Quarto where it is installed and new enough.

    Raises EnvironmentProblemError where Quarto is asked for and cannot be had.
    """
    quarto = None if name == "embedded" else find_quarto()
    if quarto and quarto.is_new_enough:
        return QuartoEngine(quarto.path)
    if name != "quarto":
        return EmbeddedEngine()
    found = f"found version {quarto.version}" if quarto else "found none"
    raise EnvironmentProblemError(
        f"Quarto {OLDEST} or newer is needed, {found}\n"
        "  Fix: install it from quarto.org and put it on the PATH, or use --engine embedded"
    )
