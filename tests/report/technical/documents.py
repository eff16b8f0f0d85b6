"""The technical document's cells, run one by one as an engine would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.paths import PROJECT
from report.view import view_of

CELL = re.compile(r"`\{python\} (?P<line>[^`]+)`|```\{python\}\n(?P<block>.*?)\n```", re.DOTALL)


def source(language: Language) -> str:
    return (PROJECT / "report" / language / "technical.qmd").read_text(encoding="utf-8")


def calls(language: Language) -> Iterator[str]:
    """Every expression of the document, imports apart."""
    for found in CELL.finditer(source(language)):
        code = found["line"] or found["block"]
        for line in code.splitlines():
            if not line.startswith("from "):
                yield line


def printed(results: Results, language: Language, figures: Path) -> dict[str, str]:
    """Expression -> the Markdown it prints."""
    names: dict[str, object] = {"view": view_of(results, language)}
    for line in source(language).splitlines():
        if line.startswith("from report."):
            exec(line, names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RETENTION_FIGURES", str(figures))
        return {code: markdown(eval(code, names)) for code in calls(language)}


def markdown(shown: object) -> str:
    return str(shown._repr_markdown_()) if hasattr(shown, "_repr_markdown_") else str(shown)
