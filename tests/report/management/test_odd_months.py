"""Every block of the management document, in both languages, whatever the month is like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import pytest

from analysis.results.facts import Results
from analysis.vocabulary import LANGUAGES, Language
from report.blocks.figure import FigureBlock
from report.paths import REPORT
from tests.report.odd_months import MONTHS, forty_categories, hostile_names
from tests.report.reading import Block, clashes, cut_off, labels, view

SOURCE = (REPORT / "en" / "management.qmd").read_text(encoding="utf-8")
# As the document calls them, so that none it gains is forgotten here.
ROOMS = (REPORT / "management", REPORT / "blocks")
MODULES = {
    path.stem: f"report.{room.name}.{path.stem}" for room in ROOMS for path in room.glob("*.py")
}
CALLS = [
    (import_module(MODULES[page]), name)
    for page, name in dict.fromkeys(re.findall(r"\b(\w+)\.(\w+)\(view\)", SOURCE))
]
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one block shows: its Markdown and, of a chart, the labels and their faults."""

    name: str
    markdown: str
    texts: tuple[str, ...] = ()
    faults: tuple[object, ...] = ()


@cache
def shown(make: Callable[[], Results], language: Language) -> tuple[Shown, ...]:
    """Every block of the document; drawn once for all tests."""
    r = view(language, make())
    return tuple(show(name, getattr(module, name)(r)) for module, name in CALLS)


def show(name: str, block: Block) -> Shown:
    if not isinstance(block, FigureBlock):
        return Shown(name=name, markdown=block._repr_markdown_())
    return Shown(
        name=name,
        texts=tuple(labels(block.figure)),
        faults=(*clashes(block.figure), *cut_off(block.figure)),
        markdown=block._repr_markdown_(),
    )


@pytest.fixture(autouse=True)
def figures_in(tmp_path, monkeypatch):
    monkeypatch.setenv("RETENTION_FIGURES", str(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", MONTHS)
def test_no_label_is_cut_or_printed_over_another(make, language):
    assert {s.name: s.faults for s in shown(make, language) if s.faults} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", MONTHS)
def test_every_number_is_a_number(make, language):
    for block in shown(make, language):
        for text in (block.markdown, *block.texts):
            assert not re.search(r"\b(nan|inf|None)\b", text), block.name


@pytest.mark.parametrize("make", [make for make in MONTHS if make is not forty_categories])
def test_the_english_document_holds_no_russian_word(make):
    for block in shown(make, "en"):
        assert not CYRILLIC.search(" ".join((block.markdown, *block.texts))), block.name


def test_hostile_names_never_reach_the_page_as_markup():
    for block in shown(hostile_names, "en"):
        for markup in ("{{<", "<b>", "$x$"):
            assert markup not in block.markdown
