"""What the cells of a document print, run one by one as an engine would."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import pytest
from matplotlib.figure import Figure

from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.blocks import figure as figure_block
from report.paths import REPORT
from report.view import View, view_of
from tests.report.reading import Block, drawn, faults

DOCUMENTS = ("management", "technical")
CELL = re.compile(r"`\{python\} (?P<line>[^`]+)`|```\{python\}\n(?P<block>.*?)\n```", re.DOTALL)
IMPORT = re.compile(r"^from (report\.\w+) import (.+)$", re.MULTILINE)
RULE = re.compile(r"(?<=[|:])-{3,}(?=[|:])")
TAGS = re.compile(r"(?:</?t[hdr][^>]*>|</?\w+>|\n)+")
WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one call prints: its Markdown, and of its charts the labels and their faults."""

    call: str
    markdown: str
    charts: tuple[tuple[str, ...], ...] = ()
    faults: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The Markdown with its characters as a reader sees them, then the charts' labels."""
        tables = re.sub(r"<table>.*?</table>", as_rows, self.markdown, flags=re.DOTALL)
        tables = RULE.sub("---", tables)  # as wide as the cells: other tests hold that
        drawn = (textwrap.fill(" · ".join(chart), WIDTH) for chart in self.charts)
        return "\n\n".join((html.unescape(tables).strip(), *(f"Drawn: {each}" for each in drawn)))


def as_rows(table: re.Match[str]) -> str:
    """An HTML table in lines, its cells parted by bars."""
    rows = (TAGS.sub(" | ", row).strip(" |") for row in table[0].split("<tr>"))
    return "\n".join(row for row in rows if row)


def source(document: str, language: Language) -> str:
    return (REPORT / language / f"{document}.qmd").read_text(encoding="utf-8")


def calls(document: str, language: Language) -> list[str]:
    """Every expression of the document in its order, imports apart."""
    code = (found["line"] or found["block"] for found in CELL.finditer(source(document, language)))
    lines = (line for each in code for line in each.splitlines())
    return [line for line in lines if not line.startswith("from ")]


@cache
def functions(document: str) -> dict[str, Callable[[View], Block]]:
    """Call as the document writes it, without (view) -> the function."""
    text = source(document, "en")
    rooms = {name: room for room, names in IMPORT.findall(text) for name in names.split(", ")}
    found = [call.removesuffix("(view)").split(".") for call in calls(document, "en")]
    return {
        f"{name}.{verb}": getattr(import_module(f"{rooms[name]}.{name}"), verb)
        for name, verb in found
    }


@cache
def printed(document: str, month: Callable[[], Results], language: Language) -> list[Printed]:
    """All cells of a document for one month; drawn once for all tests."""
    return show(month(), language, document, list(functions(document)))


def show(
    results: Results, language: Language, document: str, wanted: Sequence[str]
) -> list[Printed]:
    """What some calls of a document print."""
    view = view_of(results, language)
    return [show_one(call, functions(document)[call], view) for call in wanted]


def show_one(call: str, function: Callable[[View], Block], view: View) -> Printed:
    charts: list[tuple[str, ...]] = []
    found: list[tuple[str, ...]] = []

    def look(figure: Figure, key: str) -> str:
        seen = drawn(figure)
        charts.append(tuple(text for text, _ in seen))
        found.extend(faults(figure, seen))
        return f"{key}.svg"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure_block, "save_figure", look)
        markdown = function(view)._repr_markdown_()
    return Printed(call=call, markdown=markdown, charts=tuple(charts), faults=tuple(found))
